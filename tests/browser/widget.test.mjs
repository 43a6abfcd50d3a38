// The search on pages of another origin: what readers see and do.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setUp } from "./lib/harness.mjs";
import { embed, listen, told } from "./lib/host.mjs";

const CORS = { "access-control-allow-origin": "*" };
const world = setUp({ server: { prefix: "/deep/search", headers: CORS } });
const FIELD = '<back-issue-search placeholder="Search the newsletter"><a href="/">Elsewhere</a></back-issue-search>';
const BUTTON = '<back-issue-search look="button" shortcut="ctrl+k"></back-issue-search>';
const field = (page) => page.getByRole("searchbox").or(page.getByRole("combobox")).first();
const hits = (page) => page.locator(".card .main");
const found = (page) => hits(page).first().waitFor();

test("before anyone wants to search, a page pays one request and 3 kB", async (t) => {
  const page = await embed(world, FIELD, { test: t });
  await field(page).waitFor();
  await page.waitForTimeout(500);
  const { log } = world.server;
  assert.deepEqual(log.paths, ["/deep/search/backissue.js"]);
  assert.ok(log.bytes <= 3_000, `${log.bytes} bytes`);
});

test("the loader adds nothing to the page but the element", async (t) => {
  const names = () => Object.getOwnPropertyNames(globalThis).sort();
  const bare = await embed(world, { "/": "<!doctype html><link rel=icon href=data:,>" }, { test: t });
  const before = await bare.evaluate(names);
  const page = await embed(world, FIELD, { test: t });
  await field(page).waitFor();
  const added = (await page.evaluate(names)).filter((name) => !before.includes(name));
  assert.deepEqual(added, []);
  assert.equal(await page.locator("link, script, style, iframe").count(), 2, "the icon and the script");
});

test("what is typed is searched under the policy that is documented", async (t) => {
  const page = await embed(world, FIELD, { test: t });
  await listen(page);
  await field(page).pressSequentially("borrow checker");
  await hits(page).filter({ hasText: /borrow checker/i }).first().waitFor();
  await page.waitForTimeout(300);
  assert.equal(await field(page).inputValue(), "borrow checker");
  const all = page.getByRole("link", { name: /^All \d+ results$/ });
  assert.equal(await all.getAttribute("href"), `${world.server.url}?q=borrow+checker`);
  assert.deepEqual((await told(page, "search")).total > 0, true);
  const modules = world.server.log.paths.filter((path) => path.endsWith(".bin") && path.includes("/app-"));
  assert.equal(modules.length, 1, "the module is loaded once");
  await page.keyboard.press("Escape");
  await page.locator(".view").waitFor({ state: "hidden" });
});

test("what was typed before anything came is kept and searched", async (t) => {
  world.server.delay = 400;
  const page = await embed(world, FIELD, { test: t });
  await field(page).pressSequentially("embedded", { delay: 10 });
  await field(page).press("ArrowLeft");
  await found(page);
  assert.equal(await field(page).inputValue(), "embedded");
  assert.equal(await field(page).evaluate((input) => input.selectionStart), 7);
  world.server.delay = 0;
});

test("the results close when the focus leaves and come back with it", async (t) => {
  const page = await embed(world, `${FIELD}<p><a href="#x">A link of the host</a></p>`, { test: t });
  await field(page).fill("embedded");
  await found(page);
  await page.getByRole("link", { name: "A link of the host" }).focus();
  await hits(page).first().waitFor({ state: "hidden" });
  await field(page).focus();
  await found(page);
  await page.keyboard.press("ArrowDown");
  assert.equal(await hits(page).first().evaluate((link) => link.matches(":focus")), true);
});

test("a button and a shortcut open a dialog, which gives the focus back", async (t) => {
  const page = await embed(world, BUTTON, { test: t });
  const button = page.getByRole("button", { name: "Search", exact: true }).first();
  await button.click();
  const dialog = page.getByRole("dialog", { name: "Search" });
  await dialog.waitFor();
  assert.equal(await field(page).evaluate((input) => input.matches(":focus")), true);
  await field(page).fill("embedded");
  await found(page);
  await page.keyboard.press("Escape");
  assert.equal(await field(page).inputValue(), "", "the first Escape empties the field");
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  assert.equal(await button.evaluate((element) => element.matches(":focus")), true);
  await page.keyboard.press("Control+k");
  await dialog.waitFor();
  await page.getByRole("button", { name: "Close" }).click();
  await dialog.waitFor({ state: "hidden" });
});

test("the dialog fills the screen of a phone", async (t) => {
  const context = await world.context({ viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true });
  const page = await embed(world, BUTTON, { test: t, context });
  await page.getByRole("button", { name: "Search", exact: true }).first().tap();
  const box = await page.getByRole("dialog").boundingBox();
  assert.deepEqual([box.x, box.y, box.width, box.height], [0, 0, 360, 780]);
});

test("fixed filters and a limit hold, and go along to the search page", async (t) => {
  const body = '<back-issue-search filters="kind:crate-of-the-week" limit="3"></back-issue-search>';
  const page = await embed(world, body, { test: t });
  await field(page).fill("the");
  await found(page);
  assert.ok((await hits(page).count()) <= 3);
  const kinds = await page.locator(".card").evaluateAll((cards) => cards.map((card) => card.dataset.kind));
  assert.deepEqual([...new Set(kinds)], ["crate-of-the-week"]);
  const all = page.getByRole("link", { name: /search page|^All \d+ results$/ });
  assert.equal(await all.getAttribute("href"), `${world.server.url}?q=the&kind=crate-of-the-week`);
});

test("properties, methods and events", async (t) => {
  const page = await embed(world, FIELD, { test: t });
  await listen(page);
  await page.evaluate(async () => {
    const element = document.querySelector("back-issue-search");
    Object.assign(element, { limit: 2, placeholder: "Look", theme: "dark" });
    await element.search("rust");
  });
  await found(page);
  assert.equal(await hits(page).count(), 2);
  assert.equal(await field(page).getAttribute("placeholder"), "Look");
  assert.equal(await page.locator(".widget").evaluate((frame) => getComputedStyle(frame).colorScheme), "dark");
  await page.evaluate(() => document.addEventListener("backissue:select", (event) => event.preventDefault()));
  const url = await hits(page).first().getAttribute("href");
  const before = page.url();
  await hits(page).first().click();
  const detail = await told(page, "select");
  assert.equal(detail.url, url);
  assert.ok(detail.title && detail.kind && detail.main);
  assert.equal(page.url(), before, "a handler may keep the reader here");
  await page.evaluate(() => document.querySelector("back-issue-search").close());
  await hits(page).first().waitFor({ state: "hidden" });
});

test("without the engine the form is a form", async (t) => {
  const body = '<back-issue-search filters="kind:crate-of-the-week"></back-issue-search>';
  const page = await embed(world, body, { test: t });
  world.server.intercept = (at) => at.endsWith("/widget-x.js");
  const asked = page.waitForRequest((request) => request.isNavigationRequest() && request.url().includes("q="));
  await page.evaluate(() => {
    const form = document.querySelector("back-issue-search").shadowRoot.querySelector("form");
    form.elements.q.value = "serde";
    form.submit();
  });
  assert.equal((await asked).url(), `${world.server.url}?q=serde&kind=crate-of-the-week`);
});
