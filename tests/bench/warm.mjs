// How long a search takes once everything it needs is loaded, over many queries.
import fs from "node:fs";
import path from "node:path";
import { open } from "./chromium.mjs";
import { quantile, shuffled } from "./stats.mjs";

const SEED = 5;

/** One to three words of titles from all over the archive, no two alike, the same each time. */
export const queries = (folder, count) => {
  const titles = fs.readFileSync(path.join(folder, "records.jsonl"), "utf8").split("\n").filter(Boolean)
    .map((line) => JSON.parse(line).title.match(/[a-z]{3,}/gi) ?? []).filter((words) => words.length);
  const all = shuffled(titles, SEED).map((words, at) => words.slice(0, 1 + (at % 3)).join(" ").toLowerCase());
  return [...new Set(all)].slice(0, count);
};

/** In the page: asks our worker, past the page. Gives milliseconds there and back, and in the engine. */
const ours = async ({ script, manifest, queries, rounds }) => {
  const { createEngine } = await import(script);
  const worker = createEngine(new URL("./", location.href).href, manifest).connect();
  const waiting = new Map();
  const varint = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)]);
  const read = (data, at) => {
    let value = 0, shift = 0;
    for (; data[at] > 127; at += 1, shift += 7) value += (data[at] & 127) * 2 ** shift;
    return [value + data[at] * 2 ** shift, at + 1];
  };
  worker.onmessage = ({ data }) => {
    if (!(data instanceof Uint8Array) || ![1, 7].includes(data[0])) return;
    // 1 is Answer: an id, the total, microseconds.
    const [id, total] = read(data, data[0] === 1 ? 1 : 2);
    const [engine] = read(data, read(data, total)[1]);
    waiting.get(id)?.(data[0] === 1 ? engine / 1000 : null);
    waiting.delete(id);
  };
  let id = 0;
  const ask = (query) => {
    const text = new TextEncoder().encode(query), start = performance.now();
    id += 1;
    // Search: no filters, by relevance, from the first, 20 results, complete, not literal, with facets.
    worker.postMessage(Uint8Array.from([0, ...varint(id), ...varint(text.length), ...text, 0, 0, 0, 20, 0, 0, 1]));
    return new Promise((resolve) => waiting.set(id, (engine) => resolve({ engine, wall: performance.now() - start })));
  };
  await ask(queries[0]);
  worker.postMessage(Uint8Array.of(4)); // Warm
  for (const query of queries) await ask(query);
  const times = [];
  for (let round = 0; round < rounds; round += 1) for (const query of queries) times.push(await ask(query));
  return times;
};

/** The same of Pagefind: search and ten results with excerpts. */
const pagefind = async ({ queries, rounds }) => {
  const engine = await import("/pagefind/pagefind.js");
  await engine.init();
  const ask = async (query) => {
    const start = performance.now();
    const { results } = await engine.search(query);
    await Promise.all(results.slice(0, 10).map((result) => result.data()));
    return { wall: performance.now() - start };
  };
  for (const query of queries) await ask(query);
  const times = [];
  for (let round = 0; round < rounds; round += 1) for (const query of queries) times.push(await ask(query));
  return times;
};

/** The files of our site that are asked for by hand. */
const site = (root) => {
  const html = fs.readFileSync(path.join(root, "index.html"), "utf8");
  const script = `/${/assets\/app-[\w.-]+\.js/.exec(html)[0]}`;
  return { script, manifest: JSON.parse(fs.readFileSync(path.join(root, "manifest.json"))) };
};

/** Median and 95th percentile in milliseconds. */
export const warm = async (key, engine, server, list, rounds) => {
  const session = await open("unthrottled", server, engine, null);
  try {
    const what = { queries: list, rounds, ...(key === "ours" && site(server.root)) };
    const times = await session.page.evaluate(key === "ours" ? ours : pagefind, what);
    const of = (field, part) => quantile(times.map((time) => time[field]), part);
    const slowest = list.map((query, at) => [query, quantile(times.filter((_, nth) => nth % list.length === at).map(({ wall }) => wall), 0.5)])
      .sort(([, one], [, other]) => other - one).slice(0, 5);
    return { wall: of("wall", 0.5), wall95: of("wall", 0.95), engine: of("engine", 0.5), engine95: of("engine", 0.95), slowest };
  } finally {
    await session.close();
  }
};
