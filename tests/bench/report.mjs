// From figures to tests/bench/RESULTS.md.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import { ENGINES } from "./engines.mjs";

const kB = (bytes) => (bytes == null ? "–" : `${(bytes / 1000).toFixed(1)} kB`);
const s = (ms) => (ms == null ? "–" : `${(ms / 1000).toFixed(2)} s`);
const ratio = (one, other) => (one && other ? (one / other).toFixed(2) : "–");
const row = (cells) => `| ${cells.join(" | ")} |`;

/** A table: a row per figure, a column per engine, and ours divided by Pagefind's. */
const table = (rows) => {
  const names = Object.values(ENGINES).map(({ name }) => name);
  const head = ["", ...names, "ours / pages", "ours / entries"];
  const lines = rows.map(([label, show, pick]) => {
    const values = Object.keys(ENGINES).map(pick);
    return row([label, ...values.map((value) => show(value)), ratio(values[0], values[1]), ratio(values[0], values[2])]);
  });
  return [row(head), row(head.map(() => "---")), ...lines].join("\n");
};

/** @param {object} results from bench.mjs @param {number} runs of each profile */
export function report(results, runs) {
  const chromium = execFileSync(process.env.CHROMIUM, ["--version"], { encoding: "utf8" }).trim();
  const { version } = JSON.parse(fs.readFileSync(new URL("node_modules/pagefind/package.json", import.meta.url)));
  const profiles = Object.entries(results.cold).map(([name, cold]) => `## ${name}\n\n${table([
    ["first results, time", s, (key) => cold[key].time],
    ["first results, bytes", kB, (key) => cold[key].bytes],
    ["first results, requests", String, (key) => cold[key].requests],
    ["10 s later, bytes", kB, (key) => cold[key].idle],
    ["next query, time", s, (key) => cold[key].nextTime],
    ["next query, bytes", kB, (key) => cold[key].nextBytes],
    ["long tasks", (count) => String(count ?? "–"), (key) => cold[key].long],
  ])}`);
  return `# Back Issue and Pagefind, side by side

Written by \`cargo xtask bench\`; do not edit. ${new Date().toISOString().slice(0, 10)}, ${chromium}, Node ${process.version},
Pagefind ${version}, ${os.cpus().length} processors. Medians of ${runs} runs of each profile, interleaved, each in a new browser
with a first query of its own, the same for all; 20 further queries in the first run. HTTP/2 on
loopback, gzip as GitHub Pages applies it. Bytes are bodies as sent. The processor is slowed by
stopping the renderer processes, which slows workers too. Times include the wait that an
interface adds by itself (Pagefind UI: 300 ms). Load average of the machine at the end: ${os.loadavg()[0].toFixed(1)}.

“Pages” searches whole issues, as Pagefind's documentation recommends; “entries” does the same
work as we do, one record for each entry.

${profiles.join("\n\n")}

## Counted

${table([
    ["dependent hops to first results", String, (key) => results.hops[key]],
    ["`borrow checker` letter by letter, bytes", kB, (key) => results.letters[key].bytes],
    ["most bytes for one key", kB, (key) => results.letters[key].most],
  ])}
`;
}
