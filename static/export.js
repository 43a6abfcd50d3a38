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
export function open({ root, text }) {
  const [site, credit, ...json] = text.split("\n");
  const answer = JSON.parse(json.join("\n"));
  const about = { credit, at: ({ page, anchor }) => `${site}${page}${anchor ? `#${anchor}` : ""}` };
  const dialog = document.createElement("dialog");
  dialog.className = "export";
  const title = document.createElement("h2");
  title.id = "export-title";
  const { length } = answer.results;
  title.textContent = `Export ${length === answer.total ? "" : "the first "}${length} result${length === 1 ? "" : "s"}`;
  dialog.setAttribute("aria-labelledby", title.id);
  const row = document.createElement("p");
  for (const [name, format] of Object.entries(FORMATS)) {
    const link = document.createElement("a");
    link.className = "button";
    link.textContent = name;
    link.download = `results.${format.ending}`;
    link.href = URL.createObjectURL(new Blob([format.write(answer, about)], { type: format.type }));
    row.append(link);
  }
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "Close";
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    for (const { href } of row.children) URL.revokeObjectURL(href);
    dialog.remove();
  });
  dialog.append(title, row, close);
  root.parentNode.append(dialog);
  dialog.showModal();
}
