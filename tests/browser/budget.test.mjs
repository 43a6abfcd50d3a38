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
/** Parts by which a figure may be above its budget. */
const SLACK = 1.02;
const budget = JSON.parse(fs.readFileSync(new URL("../budget.json", import.meta.url)));
const files = JSON.parse(fs.readFileSync(path.join(process.env.BACKISSUE_BROWSER_DIR, "files.json")));

/** What is loaded in the background, which may begin before a count ends. */
const isAhead = ({ path: at }) => /(columns|words)\.bin$|\/sw\.js$|\/icon\.svg$|webmanifest$/.test(at);
const split = ({ entries }) => {
  const [ahead, needed] = [true, false].map((which) => entries.filter((entry) => isAhead(entry) === which));
  const bytes = (list) => list.reduce((sum, entry) => sum + entry.bytes, 0);
  const list = entries.map(({ bytes, path: at }) => `${bytes} ${at}`).join("\n");
  return { needed, bytes: bytes(needed), ahead: bytes(ahead), list };
};
const within = (what, found, wanted, list = "") =>
  assert.ok(found <= wanted * SLACK, `${what}: ${found}, the budget is ${wanted}; if that is on purpose, change tests/budget.json\n${list}`);

test("no file of the browser part has grown by more than 2 %", () => {
  for (const [logical, wanted] of Object.entries(budget.gzip)) {
    within(`${logical}, bytes gzip`, files.find((file) => file.logical === logical).gz, wanted);
  }
});

test("bytes, requests and dependent hops up to the first results, and what follows in the background", async () => {
  world.server.delay = HELD;
  const page = await world.open("", { serviceWorkers: "block" });
  await search(page, "borrow checker");
  const { log } = world.server;
  const { needed, bytes, list } = split(log);
  const hops = Math.round((needed.at(-1).begun - needed[0].begun) / HELD);
  world.server.delay = 0;
  await page.waitForTimeout(HELD + 5_000);
  within("bytes to first results", bytes, budget.first.bytes, list);
  // The first request is the HTML.
  within("requests after the HTML", needed.length - 1, budget.first.requests, list);
  within("dependent hops after the HTML", hops, budget.first.hops, list);
  within("bytes in the background", split(log).ahead, budget.first.background, list);
});

test("bytes and requests of a further query", async () => {
  const page = await world.open("", { serviceWorkers: "block" });
  await search(page, "borrow checker");
  await page.waitForTimeout(3_000);
  world.server.log.clear();
  const before = await page.locator("[data-hit]").first().innerText();
  await search(page, "embedded");
  await page.waitForFunction((text) => document.querySelector("[data-hit]")?.innerText !== text, before);
  const { needed, bytes, list } = split(world.server.log);
  within("bytes of a further query", bytes, budget.next.bytes, list);
  within("requests of a further query", needed.length, budget.next.requests, list);
});

/** Waits until nothing was asked of the server for a while. */
const quiet = async () => {
  for (let before = -1; before !== world.server.log.entries.length; ) {
    before = world.server.log.entries.length;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
};

test("typing letter by letter costs at most twice the bytes of one go", async () => {
  const word = "borrow checker";
  const { log } = world.server;
  const type = async (keys) => {
    const context = await world.context({ serviceWorkers: "block" });
    await context.clock.install();
    const page = await world.open("", { context });
    while (!log.paths.some((at) => at.endsWith("/boot.bin"))) await quiet();
    await quiet();
    log.clear();
    const steps = [];
    const settled = async (milliseconds) => {
      const before = split(log).bytes;
      await page.clock.runFor(milliseconds);
      await page.locator("#search:not([data-status=loading])").waitFor();
      await quiet();
      steps.push(split(log).bytes - before);
    };
    for (const key of keys) {
      await page.keyboard.insertText(key);
      await settled(100);
    }
    await settled(1_000);
    await page.locator("[data-hit]").first().waitFor();
    const { bytes, list } = split(log);
    await context.close();
    return { bytes, most: Math.max(...steps), list: `${steps}\n${list}` };
  };
  const letters = await type([...word]);
  const once = await type([word]);
  within("bytes of all keys", letters.bytes, budget.typing.bytes, letters.list);
  within("bytes of one key", letters.most, budget.typing.key, letters.list);
  assert.ok(letters.bytes <= 2 * once.bytes, `${letters.bytes} bytes, ${once.bytes} in one go`);
});

test("under Save-Data nothing is fetched ahead", async () => {
  const context = await world.context({ serviceWorkers: "block" });
  await context.addInitScript(() => {
    Object.defineProperty(navigator, "connection", { value: { saveData: true } });
  });
  const page = await world.open("", { context });
  await search(page, "borrow checker");
  const { list, needed } = split(world.server.log);
  await page.waitForTimeout(4000);
  const later = split(world.server.log).needed.length - needed.length;
  const ahead = world.server.log.paths.filter((at) => /(columns|words)\.bin$/.test(at));
  assert.deepEqual(ahead, [], list);
  assert.equal(later, 0, list);
});
