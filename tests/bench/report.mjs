// From figures to tests/bench/RESULTS.md.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import { MB, compare, count, judge, kB, ms, percent, plain, s } from "./tables.mjs";

const [FAST, SLOW, SLOWER] = ["unthrottled", "slow 4G, 4× CPU", "3G, 6× CPU"];

/** What the project set out to reach on the whole archive. */
const targets = ({ cold, hops, letters, again, saving, memory, warm, weekly }) => {
  const ours = cold[FAST].ours;
  const against = (profile, part) => part * cold[profile]?.pagefindPages.time || null;
  return judge([
    ["first results, bytes", kB, ours.bytes, 325_000],
    ["10 s later, bytes", kB, ours.idle, 450_000],
    ["in the background for readers who save data, bytes", kB, saving.ours.later, 0],
    ["requests after the HTML", count, ours.requests, 12],
    ["dependent hops after the HTML", count, hops.ours.hops, 3],
    ["time on slow 4G: 0.75 × Pagefind UI", s, cold[SLOW]?.ours.time, against(SLOW, 0.75)],
    ["time on 3G: 0.8 × Pagefind UI", s, cold[SLOWER]?.ours.time, against(SLOWER, 0.8)],
    ["next query, bytes", kB, cold[SLOW]?.ours.nextBytes, 25_000],
    ["next query, time on slow 4G", s, cold[SLOW]?.ours.nextTime, 400],
    ["letter by letter: 2 × the bytes of one go", kB, letters.ours.bytes, 2 * letters.ours.once],
    ["most bytes for one key", kB, letters.ours.most, 40_000],
    ["warm query in the worker, 95 of 100", ms, warm.ours.engine95, 10],
    ["repeat visit, first query, bytes", kB, again.ours.bytes, 5_000],
    ...weekly.map(({ label, had, again: bytes }) => [`downloaded again after ${label}`, percent, bytes / had, 0.15]),
    ["memory after 50 queries", MB, memory.ours.all, 40e6],
  ]);
};

const profile = ([name, cold]) => `## ${name}

${compare([
    ["first results, time", s, (key) => cold[key].time],
    ["first results, bytes", kB, (key) => cold[key].bytes],
    ["first results, requests after the HTML", count, (key) => cold[key].requests],
    ["10 s later, bytes", kB, (key) => cold[key].idle],
    ["next query, time", s, (key) => cold[key].nextTime],
    ["next query, bytes", kB, (key) => cold[key].nextBytes],
    ["next query, requests", count, (key) => cold[key].nextRequests],
    ["long tasks", count, (key) => cold[key].long],
    ["longest of them", ms, (key) => cold[key].longest || null],
  ])}`;

const counted = ({ hops, letters, again, saving, memory, warm }) => compare([
  ["dependent hops after the HTML", count, (key) => hops[key].hops],
  ["`borrow checker` letter by letter, bytes", kB, (key) => letters[key].bytes],
  ["the same in one go, bytes", kB, (key) => letters[key].once],
  ["most bytes for one key", kB, (key) => letters[key].most],
  ["repeat visit, the same query, bytes", kB, (key) => again[key].bytes],
  ["repeat visit, requests after the HTML", count, (key) => again[key].requests],
  ["repeat visit, another query, bytes", kB, (key) => again[key].other],
  ["saving data, 10 s after first results, bytes", kB, (key) => saving[key].later],
  ["memory after 50 queries: wasm", MB, (key) => memory[key].wasm],
  ["memory after 50 queries: JavaScript", MB, (key) => memory[key].heap],
  ["warm query, there and back, median", ms, (key) => warm[key].wall],
  ["warm query, there and back, 95 of 100", ms, (key) => warm[key].wall95],
  ["warm query, in the engine alone, 95 of 100", ms, (key) => warm[key].engine95],
]);

/** The requests that waited for one another, without hashes. */
const rounds = ({ hops }) => {
  const short = (path) => path.replace(/-[0-9a-f]{8,}/g, "");
  return plain(["hop", "requests"], (hops.ours.rounds ?? []).map((paths, at) => [at, paths.map((path) => `\`${short(path)}\``).join(" ")]));
};

/** @param {object} results from bench.mjs */
export function report(results) {
  const chromium = execFileSync(process.env.CHROMIUM, ["--version"], { encoding: "utf8" }).trim();
  const { version } = JSON.parse(fs.readFileSync(new URL("node_modules/pagefind/package.json", import.meta.url)));
  const { pagefindPages, pagefindEntries } = results.build;
  return `# Back Issue and Pagefind, side by side

Written by \`cargo xtask bench\`; do not edit. ${new Date().toISOString().slice(0, 10)}, ${chromium}, Node ${process.version},
Pagefind ${version}, ${os.cpus().length} processors. Medians of ${results.runs} runs of each profile, interleaved, each in a new browser
with a first query of its own, the same for all; 20 further queries in the first run. HTTP/2 on
loopback, gzip as GitHub Pages applies it. Bytes are bodies as sent. The processor is slowed by
stopping the renderer processes, which slows workers too. Times include the wait that an
interface adds by itself (Pagefind UI: 300 ms). It took ${results.minutes.toFixed(0)} minutes; load average of the machine
at the end: ${os.loadavg()[0].toFixed(1)}.

“Pages” searches whole issues, as Pagefind's documentation recommends; “entries” does the same
work as we do, one record for each entry. Pagefind's indexes took ${s(pagefindPages * 1000)} and ${s(pagefindEntries * 1000)} to build.

## Targets

${targets(results)}

${Object.entries(results.cold).map(profile).join("\n\n")}

## Counted

A repeat visit comes when HTTP's cache has expired. A warm query has everything it needs;
ours gives 20 results with extracts and facets, Pagefind's 10 with excerpts. Memory is that of
page and workers, without garbage.

${counted(results)}

## What waits for what

${rounds(results)}
`;
}
