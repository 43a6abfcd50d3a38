// The worker against a host that fails, lies, changes and vanishes.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { SITE, setUp } from "./lib/harness.mjs";
import { startWorker } from "./lib/worker.mjs";

const world = setUp();
const ask = (page, query) => page.evaluate((text) => window.ask(text), query);
const native = (query) =>
  JSON.parse(execFileSync(process.env.BACKISSUE, ["search", SITE, "--json", "--limit", "10", "--", query]));
const isChunk = (at) => /\/data\/.*\.bin$/.test(at) && !at.endsWith("boot.bin");

test("the worker answers as the command does", async () => {
  const page = await startWorker(world);
  for (const query of ["borrow checker", "async", '"borrow checker"', "year:2021", "cargo -clippy", "borow chekcer"]) {
    const [here, there] = [await ask(page, query), native(query)];
    for (const part of ["total", "results", "notes", "partial"]) {
      assert.deepEqual(here[part], there[part], `${part} of ${query}`);
    }
  }
});

test("a file is fetched once, and not again on the next visit", async () => {
  const context = await world.context();
  const first = await startWorker(world, { context });
  await ask(first, "borrow checker");
  await ask(first, "borrow checker");
  const fetched = world.server.log.paths.filter((at) => at.includes("/data/"));
  assert.equal(new Set(fetched).size, fetched.length, "a file was fetched twice");
  // They are stored when the worker has rested.
  const stored = () => first.evaluate(async () => (await (await caches.open("backissue-1")).keys()).length);
  while ((await stored()) < fetched.length) await first.waitForTimeout(100);
  await first.close();
  world.server.log.clear();
  const second = await startWorker(world, { context });
  await ask(second, "borrow checker");
  assert.deepEqual(world.server.log.paths.filter((at) => at.includes("/data/")), []);
});

test("a damaged file is fetched once more, then it is an error and never an empty answer", async () => {
  let damaged = 0;
  world.server.intercept = (at, { response, pass }) => {
    if (!isChunk(at)) return false;
    damaged += 1;
    if (damaged > 1) return false;
    response.writeHead(200).end(Buffer.alloc(500, 9));
    return true;
  };
  const page = await startWorker(world);
  assert.ok((await ask(page, "borrow checker")).total > 0);
  world.server.intercept = (at, { response }) => isChunk(at) && response.writeHead(200).end("no") && true;
  await assert.rejects(ask(page, "cargo"), /failure 2/);
});

test("a host that fails for a while is asked again; one that keeps failing is reported", async () => {
  const failures = new Map();
  world.server.intercept = (at, { response }) => {
    const count = failures.get(at) ?? 0;
    failures.set(at, count + 1);
    if (!isChunk(at) || count > 0) return false;
    response.writeHead(503, { "retry-after": "0.05" }).end();
    return true;
  };
  const errors = [];
  const page = await startWorker(world, { errors });
  assert.ok((await ask(page, "borrow checker")).total > 0);
  world.server.intercept = (at, { response }) =>
    isChunk(at) && Boolean(response.writeHead(503, { "retry-after": "0.05" }).end());
  await assert.rejects(ask(page, "cargo"), /failure 1/);
  assert.ok(errors.every((text) => text.includes("503")), errors.join("\n"));
});

test("an open page goes on when a newer deploy has removed its files", async (t) => {
  const old = fs.mkdtempSync(path.join(os.tmpdir(), "backissue-old-"));
  t.after(() => fs.rmSync(old, { recursive: true }));
  const errors = [];
  const manifest = JSON.parse(fs.readFileSync(path.join(SITE, "manifest.json")));
  // The old deploy: the same index under other names, which are gone after opening.
  const renamed = structuredClone(manifest);
  renamed.generation = "an-older-one";
  const page = await startWorker(world, { manifest: renamed, errors });
  await ask(page, "borrow checker");
  let gone = true;
  world.server.intercept = (at, { response }) => {
    if (at.endsWith("/manifest.json")) gone = false;
    if (!gone || !isChunk(at)) return false;
    return Boolean(response.writeHead(404).end());
  };
  assert.ok((await ask(page, "cargo")).total > 0);
  assert.ok((await page.evaluate(() => window.heard)).some(([tag]) => tag === 6), "the page is told");
  assert.ok(errors.every((text) => text.includes("404")), errors.join("\n"));
});

test("an index of another format is told by its version", async () => {
  const manifest = { format: 99, generation: "x", sets: [], records: 0, issues: 0 };
  const page = await startWorker(world, { manifest });
  await page.waitForFunction(() => window.heard.length > 0);
  // Failed, no id, Version.
  assert.deepEqual((await page.evaluate(() => window.heard[0])).slice(0, 3), [7, 0, 3]);
});

test("typing letter by letter answers the last word and does not pile up", async () => {
  const page = await startWorker(world);
  await ask(page, "the");
  world.server.log.clear();
  world.server.delay = 60;
  const last = await page.evaluate(async () => {
    let id = 0;
    for (let end = 1; end <= "borrow checker".length; end += 1) {
      id = window.type("borrow checker".slice(0, end));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return id;
  });
  await page.waitForFunction((id) => window.heard.some(([tag, of]) => tag === 1 && of === id), last);
  world.server.delay = 0;
  const answered = await page.evaluate(() => window.heard.filter(([tag]) => tag === 1).map(([, id]) => id));
  assert.equal(answered.at(-1), last, "a stale answer came after the newest");
  assert.ok(world.server.log.entries.length <= 24, `${world.server.log.entries.length} requests`);
});
