// What a reader loads: sizes, requests and dependent round trips, with a written budget.
// These are counted, not timed, and come out the same on every machine.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { search, setUp } from "./lib/harness.mjs";

const world = setUp();
/** Milliseconds that every answer is held back, far above what the processor adds. */
const HELD = 1500;
/** Leaves out what is loaded in the background, which may begin before the count ends. */
const foreground = (log) => {
  log.entries = log.entries.filter(({ path: at }) => !/(columns|words)\.bin$/.test(at));
  return log;
};
const budget = JSON.parse(fs.readFileSync(new URL("../budget.json", import.meta.url)));
const files = JSON.parse(fs.readFileSync(path.join(process.env.BACKISSUE_BROWSER_DIR, "files.json")));

test("no file of the browser part has grown by more than 2 %", () => {
  for (const [logical, wanted] of Object.entries(budget.gzip)) {
    const { gz } = files.find((file) => file.logical === logical);
    assert.ok(gz <= wanted * 1.02, `${logical}: ${gz} bytes gzip, the budget is ${wanted}; if that is on purpose, change tests/budget.json`);
  }
});

// Over HTTP/1.1 one of the hops is the wait for one of six connections; the bench counts
// with HTTP/2.
test("requests and dependent hops up to the first results", async () => {
  world.server.delay = HELD;
  const page = await world.open("", { serviceWorkers: "block" });
  await search(page, "borrow checker");
  world.server.delay = 0;
  const log = foreground(world.server.log);
  const list = log.paths.join("\n");
  assert.ok(log.entries.length <= budget.first.requests, `${log.entries.length} requests:\n${list}`);
  assert.ok(log.hops(HELD) <= budget.first.hops, `${log.hops(HELD)} hops:\n${list}`);
});

test("a further query takes two hops and few files", async () => {
  const page = await world.open("", { serviceWorkers: "block" });
  await search(page, "borrow checker");
  await page.waitForTimeout(500);
  world.server.log.clear();
  world.server.delay = HELD;
  await search(page, "embedded");
  world.server.delay = 0;
  const log = foreground(world.server.log);
  assert.ok(log.entries.length <= budget.next.requests, `${log.entries.length} requests:\n${log.paths.join("\n")}`);
});

test("under Save-Data nothing is fetched ahead", async () => {
  const context = await world.context({ serviceWorkers: "block" });
  await context.addInitScript(() => {
    Object.defineProperty(navigator, "connection", { value: { saveData: true } });
  });
  const page = await world.open("", { context });
  await search(page, "borrow checker");
  await page.waitForTimeout(4000);
  const ahead = world.server.log.paths.filter((at) => /(columns|words)\.bin$/.test(at));
  assert.deepEqual(ahead, []);
});
