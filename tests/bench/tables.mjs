// Tables of Markdown, a column per engine.
import { ENGINES } from "./engines.mjs";

const missing = (show) => (value) => (value == null || Number.isNaN(value) ? "–" : show(value));
export const kB = missing((bytes) => `${(bytes / 1000).toFixed(1)} kB`);
export const MB = missing((bytes) => `${(bytes / 1e6).toFixed(1)} MB`);
export const s = missing((ms) => `${(ms / 1000).toFixed(2)} s`);
export const ms = missing((time) => `${time.toFixed(1)} ms`);
export const count = missing((value) => String(Math.round(value)));
export const percent = missing((part) => `${(part * 100).toFixed(1)} %`);

const ratio = (one, other) => (one != null && other ? (one / other).toFixed(2) : "–");
const row = (cells) => `| ${cells.join(" | ")} |`;
const lines = (head, rows) => [row(head), row(head.map(() => "---")), ...rows.map(row)].join("\n");

/** Rows of [label, how to show, figure of an engine]: and ours divided by Pagefind's. */
export const compare = (rows) => {
  const names = Object.values(ENGINES).map(({ name }) => name);
  return lines(["", ...names, "ours / pages", "ours / entries"], rows.map(([label, show, pick]) => {
    const values = Object.keys(ENGINES).map(pick);
    return [label, ...values.map(show), ratio(values[0], values[1]), ratio(values[0], values[2])];
  }));
};

/** Rows of [label, how to show, figure, most]: whether what we set out to reach is reached. */
export const judge = (rows) =>
  lines(["", "Back Issue", "target", "reached"], rows.map(([label, show, value, most]) =>
    [label, show(value), `≤ ${show(most)}`, value == null || most == null ? "not measured" : value <= most ? "yes" : "**no**"]));

/** Rows as they are. */
export const plain = lines;
