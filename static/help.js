// The query language, explained in a dialog. Loaded when asked for.

// What is typed (two spaces between examples), and what it finds; `code` in backticks.
const QUERIES = [
  ["borrow checker", "all of the words, in any order, and words like them"],
  ['"zero cost"', 'the words in this order; `"zero cost"~2` allows two words between'],
  ["async -tokio", 'without a word; also `-"a phrase"` and `-kind:jobs`'],
  ["tokio OR smol", "either; `( )` groups"],
  ["wasm*", "words that begin so"],
  ["kind:new-rfcs", "one kind of entry; `group:` for a whole section"],
  ["year:2021  year:2019..2021", "issues of a year, or of years; also `date:2024-05`, `before:`, `after:`"],
  ["issue:404  issue:600..618", "by number of the issue"],
  ["city:berlin  event:2025-05", "events by place and day; also `country:`, `region:`, `mode:`, `organiser:`"],
  ["who:niko", "quotes by speaker"],
  ["crate:serde  crate:cargo-*", "crates of the week"],
  ["domain:rust-lang.org", "by site; `host:` for one host, `url:` for one address"],
  ["label:video  lang:de", "by the words in brackets"],
  ["team:clippy  repo:rust-lang/rust", "changes and proposals"],
  ["#146700  RFC 2094", "one of them by its number"],
];

const KEYS = [
  ["/  Ctrl K", "to the field"],
  ["↓  ↑", "through suggestions and results"],
  ["Enter", "opens; with Ctrl or ⌘ in a new tab"],
  ["Delete", "forgets a recent search"],
  ["Esc", "closes, empties, and back to the field"],
];

const make = (name, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};

const code = (textContent) => make("code", { textContent });

const list = (heading, rows) => [
  make("h3", { textContent: heading }),
  make("dl", {}, ...rows.map(([typed, meaning]) =>
    make("div", {},
      make("dt", {}, ...typed.split("  ").map(code)),
      make("dd", {}, ...meaning.split("`").map((part, at) => (at % 2 ? code(part) : part)))))),
];

const choice = (text, key, tell) => {
  let on = true;
  try {
    const kept = localStorage.getItem(`backissue.${key}`);
    on = kept !== "off" && kept !== "\u0000off";
  } catch {
    // Nothing is kept: on.
  }
  const box = make("input", { type: "checkbox", checked: on });
  box.addEventListener("change", () => tell(key, "", box.checked ? 1 : 0));
  return make("label", { className: "choice" }, box, text);
};

/** Shows the help over the page. */
export function open({ root, tell, show }) {
  const close = make("button", { type: "button", textContent: "Close" });
  const dialog = make("dialog", { className: "help" },
    make("header", {}, make("h2", { id: "help-title", textContent: "Query help" }), close),
    make("div", { className: "body", tabIndex: 0 },
      ...list("Queries", QUERIES),
      make("p", { textContent: "Values are compared without case and accents; a comma means or: year:2019,2021. Put values with spaces in quotes." }),
      ...list("Keys", KEYS),
      choice("Keyboard shortcuts", "shortcuts", tell),
      choice("Keep recent searches in this browser", "recent", tell)));
  dialog.setAttribute("aria-labelledby", "help-title");
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  root.parentNode.append(dialog);
  show(dialog);
}
