// Readers who come again: what was loaded once is not loaded again, also when HTTP's own
// cache has expired, and nothing old stays for ever.
import assert from "node:assert/strict";
import fs from "node:fs";
import { test } from "node:test";
import { search, setUp } from "./lib/harness.mjs";
import { startWorker } from "./lib/worker.mjs";

const world = setUp({ server: { headers: { "cache-control": "max-age=0" } } });
const budget = JSON.parse(fs.readFileSync(new URL("../budget.json", import.meta.url)));
const isData = (at) => at.includes("/data/");

/** A first visit, until the page and its files are kept. */
const visit = async (context) => {
  const page = await world.open("", { context });
  await search(page, "borrow checker");
  await page.evaluate(() => navigator.serviceWorker.ready);
  // Columns, words, and what the service worker takes over.
  await page.waitForTimeout(3_000);
  return page;
};
const requests = ({ log }) => log.entries.map(({ status, bytes, path: at }) => `${status} ${bytes} ${at}`).join("\n");

test("the first query of a repeat visit costs the page and nothing else", async () => {
  const context = await world.context();
  await (await visit(context)).close();
  const { log } = world.server;
  log.clear();
  const page = await world.open("", { context });
  await search(page, "borrow checker");
  assert.ok(log.bytes <= budget.repeat.bytes, `${log.bytes} bytes:\n${requests(world.server)}`);
  assert.ok(log.entries.length <= budget.repeat.requests, requests(world.server));
  assert.deepEqual(log.paths.filter(isData), [], "files of the index are kept");
});

test("a file that the worker keeps is not kept twice", async () => {
  const page = await visit(await world.context());
  await page.reload();
  await search(page, "borrow checker");
  const kept = await page.evaluate(async () => {
    const urls = async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url);
    return { names: await caches.keys(), page: await urls("backissue-page-1"), index: await urls("backissue-1") };
  });
  assert.deepEqual(kept.names.sort(), ["backissue-1", "backissue-page-1"]);
  assert.deepEqual(kept.page.filter(isData), []);
  assert.ok(kept.page.some((url) => /app-.*\.js$/.test(url)), `the page's script is kept: ${kept.page}`);
  assert.ok(kept.index.length > 0 && kept.index.every(isData));
});

test("a damaged file that was kept is fetched once more, past the service worker", async () => {
  const page = await visit(await world.context());
  await page.evaluate(async () => {
    const cache = await caches.open("backissue-1");
    for (const { url } of await cache.keys()) if (url.endsWith("boot.bin")) await cache.put(url, new Response("damaged"));
  });
  await page.reload();
  await search(page, "borrow checker");
});

test("files of generations that are over are dropped, and no more than enough are kept", async () => {
  const context = await world.context();
  const page = await startWorker(world, { context });
  await page.evaluate(async () => {
    const cache = await caches.open("backissue-1"), put = (at) => cache.put(new URL(at, location.href), new Response("x"));
    await put("data/rest-0000000000000000/boot.bin");
    const { sets } = await (await fetch("manifest.json")).json();
    for (let at = 0; at < 1300; at += 1) await put(`${sets[0].path}/made-up-${at}.bin`);
  });
  await page.close();
  const next = await startWorker(world, { context });
  await next.evaluate(() => window.ask("borrow checker"));
  const kept = () => next.evaluate(async () => (await (await caches.open("backissue-1")).keys()).map(({ url }) => url));
  await next.waitForFunction(async () => (await (await caches.open("backissue-1")).keys()).length < 1250);
  const left = await kept();
  assert.ok(!left.some((url) => url.includes("rest-0000000000000000")));
  assert.ok(left.some((url) => url.endsWith("/boot.bin")), "what every visit needs stays");
});

test("where nothing more can be stored the search goes on", async () => {
  const errors = [];
  const page = await startWorker(world, { errors });
  const client = await page.context().newCDPSession(page);
  await client.send("Storage.overrideQuotaForOrigin", { origin: new URL(world.server.url).origin, quotaSize: 1 });
  assert.ok((await page.evaluate(() => window.ask("borrow checker"))).total > 0);
  assert.ok((await page.evaluate(() => window.ask("embedded"))).total > 0);
  assert.deepEqual(errors, []);
});
