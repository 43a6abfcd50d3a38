// Searching from scripts: the same answers as on the command line, or a clear failure.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { test } from "node:test";
import { SITE, setUp } from "./lib/harness.mjs";
import { embed } from "./lib/host.mjs";

const world = setUp({ server: { prefix: "/search", headers: { "access-control-allow-origin": "*" } } });

/** Calls `search` of an opened index in the page. */
const ask = (page, ...request) =>
  page.evaluate(async ([loader, request]) => {
    const { open } = await import(loader);
    globalThis.index ??= await open();
    return globalThis.index.search(...request);
  }, [`${world.server.url}backissue.js`, request]);

const printed = (query, limit = 10) => {
  const args = ["search", SITE, "--json", "--limit", String(limit), "--", ...query.split(" ")];
  try {
    return JSON.parse(execFileSync(process.env.BACKISSUE, args, { stdio: ["ignore", "pipe", "ignore"] }));
  } catch (error) {
    return JSON.parse(error.stdout); // nothing found
  }
};
/** The keys in their order, at every depth. */
const keys = (value) =>
  value && typeof value === "object"
    ? Object.entries(value).map(([key, inner]) => [key, keys(inner)])
    : typeof value;

const QUERIES = ["borrow checker", "embeded", '"zero cost" OR async', "kind:crate-of-the-week", "who:niko", "group:events city:berlin", "xyzzyqwert", "(((", "Vec<T> 🦀"];

for (const query of QUERIES) {
  test(`answers what backissue search --json prints: ${query}`, async (t) => {
    const page = await embed(world, "", { test: t });
    const [ours, theirs] = [await ask(page, query), printed(query)];
    for (const answer of [ours, theirs]) answer.took_us = 0;
    assert.deepEqual(ours, theirs);
    assert.deepEqual(keys(ours), keys(theirs));
  });
}

test("the types name every key of an answer", async (t) => {
  const page = await embed(world, "", { test: t });
  const names = new Set();
  const collect = (value) => {
    if (Array.isArray(value)) value.forEach(collect);
    else if (value && typeof value === "object") for (const [key, inner] of Object.entries(value)) collect(inner), names.add(key);
  };
  for (const query of QUERIES) collect(await ask(page, query));
  const types = fs.readFileSync(new URL("../../static/backissue.d.ts", import.meta.url), "utf8");
  const missing = [...names].filter((name) => !new RegExp(`\\b${name}"?\\??:`).test(types));
  assert.deepEqual(missing.sort(), ["file", "line"], "of which the two are empty in every answer");
});

test("filters, order, offset and limit", async (t) => {
  const page = await embed(world, "", { test: t });
  const all = await ask(page, "the", { filters: "kind:crate-of-the-week", sort: "newest", limit: 5 });
  assert.deepEqual(new Set(all.results.map(({ kind }) => kind)), new Set(["crate-of-the-week"]));
  const dates = all.results.map(({ appearances: [{ date }] }) => date);
  assert.deepEqual(dates, dates.toSorted().reverse());
  const rest = await ask(page, "the", { filters: { kind: ["crate-of-the-week"] }, sort: "newest", offset: 2, limit: 3, facets: false });
  assert.deepEqual(rest.results.map(({ id }) => id), all.results.slice(2).map(({ id }) => id));
  assert.deepEqual(rest.facets, []);
  const years = await ask(page, "", { filters: { year: [2017, 2024] }, limit: 0 });
  assert.equal(years.total, printed("year:2017,2024", 0).total);
});

test("what is asked wrongly is refused before anything is sent", async (t) => {
  const page = await embed(world, "", { test: t });
  await assert.rejects(ask(page, 7), /query must be a text/);
  await assert.rejects(ask(page, "x", { sort: "best" }), /sort must be one of/);
  await assert.rejects(ask(page, "x", { limit: -1 }), /limit must be a whole number/);
  await assert.rejects(ask(page, "x", { offset: 1.5 }), /offset must be a whole number/);
});

test("a search can be given up, an index closed", async (t) => {
  const page = await embed(world, "", { test: t });
  await ask(page, "borrow");
  const outcome = await page.evaluate(async () => {
    const { index } = globalThis;
    const name = ({ name, message }) => `${name}: ${message}`;
    const gaveUp = new AbortController();
    const pending = index.search("embedded", { signal: gaveUp.signal }).catch(name);
    gaveUp.abort();
    const early = await index.search("x", { signal: AbortSignal.abort() }).catch(name);
    const cut = index.search("async").catch(name);
    index.close();
    return [await pending, early, await cut, await index.search("x").catch(name)];
  });
  assert.match(outcome[0], /^AbortError/);
  assert.match(outcome[1], /^AbortError/);
  assert.match(outcome[2], /closed/);
  assert.match(outcome[3], /closed/);
  await page.waitForFunction(() => !document.querySelector("iframe"));
  assert.equal(page.workers().length, 0);
});

test("an index that is not there, or fails later, says so and can be asked again", async (t) => {
  const page = await embed(world, "", { test: t, errors: [] });
  const opened = page.evaluate(async (url) => (await import(`${url}backissue.js`)).open(`${url}nothing/`), world.server.url);
  await assert.rejects(opened, /frame\.html did not answer/);
  await ask(page, "borrow");
  world.server.intercept = (at, { response }) => at.includes("/data/") && Boolean(response.writeHead(503, { "retry-after": "0.05" }).end());
  await assert.rejects(ask(page, "embedded"), /status 503/);
  world.server.intercept = undefined;
  assert.ok((await ask(page, "embedded")).total > 0);
});
