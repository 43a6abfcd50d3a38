// Downloads the results. Loaded when asked for, with the JSON of `backissue search --json`.

const quoted = (text) => `"${String(text ?? "").replaceAll('"', '""')}"`;
// Spreadsheets run what begins like a formula.
const cell = (text) => quoted(/^[=+\-@\t\r]/.test(text ?? "") ? `'${text}` : text);
const plain = (text) => text.replace(/[\\[\]<>`*_]/g, "\\$&");

const COLUMNS = ["title", "url", "kind", "issue", "date", "section", "page"];

const FORMATS = {
  Markdown: {
    type: "text/markdown",
    ending: "md",
    write: ({ results }, about) =>
      `${results
        .map(({ title, url, appearances: [place] }) =>
          `- [${plain(title)}](${(url ?? about.at(place)).replaceAll("(", "%28").replaceAll(")", "%29")})` +
          (place ? ` ([${place.issue ? `#${place.issue}` : place.date}](${about.at(place)}))` : ""))
        .join("\n")}\n\n${about.credit}\n`,
  },
  JSON: {
    type: "application/json",
    ending: "json",
    write: (answer, about) => `${JSON.stringify({ credit: about.credit, ...answer }, null, 2)}\n`,
  },
  CSV: {
    type: "text/csv",
    ending: "csv",
    write: ({ results }, about) =>
      [
        COLUMNS.join(","),
        ...results.map(({ title, url, kind, appearances: [place = {}] }) =>
          [title, url, kind, place.issue, place.date, place.section, place.page && about.at(place)].map(cell).join(",")),
        cell(about.credit),
      ].join("\r\n") + "\r\n",
  },
};

/** Asks for a format and downloads the file. `text` holds site, credit and, after a line each, the JSON. */
export function open({ root, text, show }) {
  const [site, credit, ...json] = text.split("\n");
  const answer = JSON.parse(json.join("\n"));
  const about = { credit, at: ({ page, anchor }) => `${site}${page}${anchor ? `#${anchor}` : ""}` };
  const { length } = answer.results;
  const dialog = make("dialog", { className: "export" });
  const title = `Export ${length === answer.total ? "" : "the first "}${length} result${length === 1 ? "" : "s"}`;
  const close = make("button", { type: "button", textContent: "Close" });
  const files = Object.entries(FORMATS).map(([name, format]) =>
    make("a", {
      className: "button",
      textContent: name,
      download: `results.${format.ending}`,
      href: URL.createObjectURL(new Blob([format.write(answer, about)], { type: format.type })),
    }));
  dialog.append(
    make("header", {}, make("h2", { id: "export-title", textContent: title }), close),
    make("div", { className: "body" }, ...files),
  );
  dialog.setAttribute("aria-labelledby", "export-title");
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    for (const { href } of files) URL.revokeObjectURL(href);
    dialog.remove();
  });
  root.parentNode.append(dialog);
  show(dialog);
}

const make = (name, properties, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};
