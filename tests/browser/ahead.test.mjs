// What is loaded before there is a page: the engine comes first, and goes to work at once.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { endsOf, guess } from "../../frontend/worker/js/guess.js";
import { field, setUp, SITE, status } from "./lib/harness.mjs";
import { asset } from "./lib/worker.mjs";

const world = setUp();
const modules = fs.readFileSync(path.join(SITE, asset("app.bin")));
/** Shares of the file of modules within the engine, and within the page, which follows. */
const ENGINE = 0.4, PAGE = 0.9;

/** Sends so much of the modules, and the rest when what this returns is called. */
const hold = (share) => {
  const end = Math.floor(modules.length * share);
  const held = [];
  world.server.intercept = (at, { response }) => {
    if (!/\/app-.*\.bin$/.test(at)) return false;
    response.writeHead(200, { "content-length": modules.length });
    response.write(modules.subarray(0, end));
    held.push(() => response.end(modules.subarray(end)));
    return true;
  };
  return () => held.forEach((release) => release());
};

/** Files of the index that were asked for, by the letter of their kind. */
const asked = (kind) => world.server.log.paths.filter((at) => new RegExp(`/${kind}[0-9a-f]+\\.bin$`).test(at));
/** Waits until none of these is asked for any more. */
const settled = async (page, kind) => {
  for (let before = -1; !before || before !== asked(kind).length; ) {
    before = asked(kind).length;
    await page.waitForTimeout(400);
  }
};

test("while the engine is on its way, the words of the address are fetched", async () => {
  const release = hold(ENGINE);
  const page = await world.open("?q=borrow+checker", { serviceWorkers: "block" });
  await settled(page, "t");
  assert.equal(asked("r").length, 0);
  const guessed = asked("t");
  release();
  await status(page, "results");
  assert.deepEqual(asked("t"), guessed, "the engine asks for the same");
});

test("while the page is on its way, first results are fetched, and nothing twice", async () => {
  const release = hold(PAGE);
  const page = await world.open("", { serviceWorkers: "block" });
  await field(page).fill("borrow checker");
  await settled(page, "r");
  assert.equal(await page.locator("[data-hit]").count(), 0);
  const before = [...asked("t"), ...asked("r")];
  release();
  await status(page, "results");
  assert.deepEqual([...asked("t"), ...asked("r")], before);
  assert.equal(new Set(before).size, before.length);
});

test("what is typed over is searched in its place", async () => {
  const release = hold(ENGINE);
  const page = await world.open("?q=borrow+checker", { serviceWorkers: "block" });
  await settled(page, "t");
  await field(page).fill("async");
  await page.waitForTimeout(500);
  release();
  await status(page, "results");
  assert.equal(await page.locator("#search mark").first().innerText().then((text) => text.toLowerCase()), "async");
});

test("nothing is fetched for beginnings of two letters, nor for filters of an address", async () => {
  for (const query of ["?q=go", "?q=borrow&year=2021"]) {
    world.server.log.clear();
    const release = hold(PAGE);
    const page = await world.open(query, { serviceWorkers: "block" });
    await page.waitForTimeout(1_500);
    assert.deepEqual([...asked("t"), ...asked("r")], [], query);
    release();
    await page.close();
  }
});

/** A boot file that begins with these ends of blocks; the bytes are those of `engine/src/bundle/blocks.rs`. */
const boot = (...ends) => Uint8Array.from([...Array(16).fill(0), ends.length, ...ends, 2, 9, 9]);

test("the ends of blocks are read as they are written", () => {
  const ends = endsOf(boot(0, 5, 97, 115, 121, 110, 99, 1, 3, 116, 195, 169));
  assert.deepEqual(ends, ["async", "at\u00c3\u00a9"]);
  assert.deepEqual(endsOf(boot(0, 99, 97)).length, 1, "a cut one ends");
});

test("a guess has the chunks of words, their forms, and their beginnings while typing", () => {
  const ends = ["a", "borrow", "borrower", "borrows", "checker", "m", "tests", "\u00c3\u00a9"];
  const chunks = (text, typing = false) => [...guess(ends, text, typing)].sort((one, other) => one - other);
  assert.deepEqual(chunks("checker"), [4, 5], "and those of `checkers`");
  assert.deepEqual(chunks("Borrow"), [1, 2, 3], "borrow, borrowed, borrows");
  assert.deepEqual(chunks("tests to é"), [6]);
  assert.deepEqual(chunks("bor", true), [1, 2, 3, 4]);
  assert.deepEqual(chunks("bor ", true), [1, 4], "`bor`, `bors`");
  assert.deepEqual(chunks("ÿÿÿ"), [], "past the last");
  for (const text of ['"borrow"', "kind:crate", "-borrow", "c++"]) assert.deepEqual(chunks(text), [], text);
});
