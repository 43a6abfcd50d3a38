// The whole path: the sample archive, indexed, searched in a browser.
import assert from "node:assert/strict";
import { test } from "node:test";
import { field, screenshot, search, setUp, status, titles } from "./lib/harness.mjs";

const world = setUp();

test("a query finds its entry first, linked to the article and to its issue", async () => {
  const page = await world.open();
  await search(page, "borrow checker");
  const first = page.locator("[data-hit]").first();
  assert.match(await first.innerText(), /borrow checker/i);
  assert.match(await first.getAttribute("href"), /^https?:\/\//);
  const issue = await page.locator("[data-issue]").first().getAttribute("data-issue");
  assert.match(issue, /\/#?|\/$/);
  await screenshot(page, "results-1280");
});

test("what was typed before the engine arrived stays, and is searched", async () => {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  world.server.intercept = (path, { pass }) => {
    if (!path.endsWith(".wasm")) return false;
    void held.then(pass);
    return true;
  };
  const page = await world.open();
  await field(page).pressSequentially("borrow");
  release();
  await status(page, "results");
  assert.equal(await field(page).inputValue(), "borrow");
  assert.equal(await field(page).evaluate((input) => input.matches(":focus")), true);
  assert.equal(await field(page).evaluate((input) => input.selectionStart), 6);
});

test("the address follows the query, and Back and Forward follow the address", async () => {
  const page = await world.open();
  await search(page, "borrow checker");
  await page.keyboard.press("Enter");
  const first = await titles(page);
  await page.waitForURL(/q=borrow(\+|%20)checker/);
  await field(page).fill("async");
  await page.keyboard.press("Enter");
  await page.waitForURL(/q=async/);
  await status(page, "results");
  const second = await titles(page);
  assert.notDeepEqual(second, first);
  await page.goBack();
  await page.waitForURL(/q=borrow/);
  await page.waitForFunction((title) => document.querySelector("[data-hit]")?.innerText === title, first[0]);
  assert.equal(await field(page).inputValue(), "borrow checker");
  await page.goForward();
  await page.waitForURL(/q=async/);
  await page.waitForFunction((title) => document.querySelector("[data-hit]")?.innerText === title, second[0]);
  assert.equal(await field(page).inputValue(), "async");
});

test("a shared address shows its results", async () => {
  const page = await world.open("?q=borrow+checker");
  await status(page, "results");
  assert.match((await titles(page))[0], /borrow checker/i);
});

test("nothing found says so", async () => {
  const page = await world.open("?q=%22qwertzuiop+yxcvbnm%22");
  await status(page, "none");
});
