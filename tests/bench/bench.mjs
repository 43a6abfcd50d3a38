// node bench.mjs FOLDER OUT [--runs=N] [--quick]: measures Back Issue and Pagefind side by
// side. FOLDER holds `ours` (a built site) and lists of its issues and records; run by
// `cargo xtask bench`.
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { PROFILES } from "./chromium.mjs";
import { ENGINES } from "./engines.mjs";
import { certificate, start } from "./host.mjs";
import { build } from "./pagefind.mjs";
import { report } from "./report.mjs";
import { shuffled } from "./stats.mjs";
import { again, hops, letters, memory, saving, summary, visit } from "./visits.mjs";
import { queries, warm } from "./warm.mjs";

const { positionals: [folder, out], values } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: "string", default: "5" }, quick: { type: "boolean", default: false } },
});
const runs = values.quick ? 1 : Number(values.runs);
const profiles = Object.keys(PROFILES).slice(0, values.quick ? 2 : undefined);
const lists = JSON.parse(fs.readFileSync(new URL("queries.json", import.meta.url)));
/** First queries: one for each run, the same for all engines. Any seed will do. */
const first = shuffled(lists.first, 20);

const sites = { ours: { root: path.join(folder, "ours") }, ...(await build(folder)) };
const secure = certificate(folder);
const servers = {};
for (const [key, { root }] of Object.entries(sites)) servers[key] = await start(root, secure);
const keys = Object.keys(sites);

/** Asks `measure` for every engine in turn; a failure is said and leaves a gap. */
const each = async (name, measure) => {
  const found = {};
  for (const key of keys) {
    found[key] = await measure(ENGINES[key], servers[key], key).catch((error) => {
      console.log(name, key, "failed:", error.message);
      return {};
    });
    console.log(name, key, JSON.stringify(found[key]).slice(0, 300));
  }
  return found;
};

const started = performance.now();
const results = { runs, cold: {}, build: Object.fromEntries(keys.map((key) => [key, sites[key].seconds])) };
results.hops = await each("hops", (engine, server) => hops(engine, server, first[0]));
results.letters = await each("letters", letters);
results.again = await each("again", (engine, server) => again(engine, server, first[0], first[1]));
results.saving = await each("saving", (engine, server) => saving(engine, server, first[0]));
const fifty = [...lists.first, ...lists.next, ...queries(folder, 10)];
results.memory = await each("memory", (engine, server) => memory(engine, server, fifty));
const [count, rounds] = values.quick ? [60, 1] : [200, 3];
results.warm = await each("warm", (engine, server, key) => warm(key, engine, server, queries(folder, count), rounds));
for (const profile of profiles) {
  const all = Object.fromEntries(keys.map((key) => [key, []]));
  for (let run = 0; run < runs; run += 1) {
    const query = first[run % first.length];
    await each(`${profile}, ${query}`, async (engine, server, key) => {
      const next = run === 0 && !profile.startsWith("3G") && lists.next;
      const got = await visit(profile, engine, server, query, next);
      all[key].push(got);
      return { ...got, next: undefined };
    });
  }
  results.cold[profile] = Object.fromEntries(keys.map((key) => [key, summary(all[key])]));
}
for (const server of Object.values(servers)) await server.close();
results.minutes = (performance.now() - started) / 60_000;
const weekly = path.join(folder, "../weekly/weekly.json");
results.weekly = fs.existsSync(weekly) ? JSON.parse(fs.readFileSync(weekly)) : [];
fs.writeFileSync(path.join(folder, "results.json"), JSON.stringify(results, null, 1));
fs.writeFileSync(out, report(results));
process.exit(0);
