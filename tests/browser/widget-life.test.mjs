// Coming and going: moved, removed, put back, changed; nothing is left behind.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setUp } from "./lib/harness.mjs";
import { around, embed, listen, told } from "./lib/host.mjs";

const world = setUp({ server: { prefix: "/deep/search", headers: { "access-control-allow-origin": "*" } } });
const FIELD = '<div id="place"><back-issue-search shortcut="/"></back-issue-search></div><div id="other"></div>';
const field = (page) => page.locator("input.field");
const hits = (page) => page.locator(".card .main");
const found = (page) => hits(page).first().waitFor();

/** A page below the index itself: no frame is needed there. */
const beside = async (context, body, at = "host.html") => {
  world.server.intercept = (path, { response }) => {
    if (!path.endsWith(`/${at}`)) return false;
    return Boolean(response.writeHead(200, { "content-type": "text/html" }).end(around(body, "../search/")));
  };
  const page = await (context ?? (await world.context())).newPage();
  await page.goto(`${world.server.url}${at}`);
  return page;
};

/** How many listeners of ours document and window have, as the debugger counts them. */
const listeners = async (page) => {
  const session = await page.context().newCDPSession(page);
  const ours = new Set();
  session.on("Debugger.scriptParsed", ({ scriptId, url }) => url.includes("/search/") && ours.add(scriptId));
  await session.send("Debugger.enable");
  let count = 0;
  for (const expression of ["document", "window"]) {
    const { result } = await session.send("Runtime.evaluate", { expression });
    const { listeners } = await session.send("DOMDebugger.getEventListeners", { objectId: result.objectId });
    count += listeners.filter(({ scriptId }) => ours.has(scriptId)).length;
  }
  await session.detach();
  return count;
};

const remove = (page) => page.evaluate(() => {
  globalThis.element = document.querySelector("back-issue-search");
  globalThis.element.remove();
});
const putBack = (page) => page.evaluate(() => document.getElementById("place").append(globalThis.element));
const without = (page) => page.waitForFunction(() => !document.querySelector("iframe"));

for (const [where, open] of [["of another origin", (t) => embed(world, FIELD, { test: t })], ["of its own", () => beside(null, FIELD)]]) {
  test(`removed from a page ${where}, it gives all back; put back, it works again`, async (t) => {
    const page = await open(t);
    await field(page).waitFor();
    assert.equal(await listeners(page), 1, "the shortcut's");
    for (let round = 0; round < 3; round += 1) {
      await field(page).fill("borrow");
      await field(page).dispatchEvent("input");
      await found(page);
      assert.equal(page.workers().length, 1);
      await remove(page);
      await without(page);
      await page.waitForTimeout(200);
      assert.equal(page.workers().length, 0, "the worker ended");
      assert.equal(await listeners(page), 0, "no listener stayed");
      await putBack(page);
      assert.equal(await field(page).inputValue(), "borrow", "what was typed is kept");
      assert.equal(await page.locator(".card").count(), 0);
    }
  });
}

test("what was removed can be collected", async (t) => {
  const page = await embed(world, FIELD, { test: t });
  await page.evaluate(() => (globalThis.gone = new WeakRef(document.querySelector("back-issue-search"))));
  await field(page).fill("borrow");
  await found(page);
  await page.evaluate(() => document.querySelector("back-issue-search").remove());
  await without(page);
  const session = await page.context().newCDPSession(page);
  for (let round = 0; round < 20; round += 1) {
    await session.send("HeapProfiler.collectGarbage");
    if (await page.evaluate(() => !globalThis.gone.deref())) return;
    await page.waitForTimeout(200);
  }
  assert.fail("the element is still held");
});

test("removed while it loads, it leaves nothing running", async (t) => {
  world.server.delay = 300;
  const page = await embed(world, FIELD, { test: t });
  await field(page).fill("borrow");
  await page.waitForSelector("iframe", { state: "attached" });
  await remove(page);
  world.server.delay = 0;
  await without(page);
  await putBack(page);
  await field(page).focus();
  await found(page);
});

test("moved within the page, it goes on where it was", async (t) => {
  const page = await embed(world, FIELD, { test: t });
  await field(page).fill("borrow");
  await found(page);
  world.server.log.clear();
  await page.evaluate(() => document.getElementById("other").append(document.querySelector("back-issue-search")));
  await page.locator("#other input.field").focus();
  await found(page);
  assert.equal(await page.locator(".card").count() > 0, true);
  assert.deepEqual(world.server.log.paths.filter((path) => path.endsWith("frame.html")), []);
});

test("changed attributes take effect, and what was typed stays", async (t) => {
  const page = await embed(world, FIELD, { test: t });
  await field(page).fill("the");
  await found(page);
  await page.evaluate(() => (document.querySelector("back-issue-search").filters = "kind:crate-of-the-week"));
  await field(page).focus();
  await page.locator('.card[data-kind="crate-of-the-week"]').first().waitFor();
  assert.equal(await page.locator('.card:not([data-kind="crate-of-the-week"])').count(), 0);
  await page.evaluate(() => (document.querySelector("back-issue-search").look = "button"));
  await page.getByRole("button", { name: "Search", exact: true }).first().click();
  await page.getByRole("dialog").waitFor();
  assert.equal(await field(page).inputValue(), "the");
});

test("beside its index, under a sub-path, no frame and no other origin is needed", async () => {
  const page = await beside(null, FIELD);
  await field(page).fill("borrow checker");
  await found(page);
  assert.equal(await page.locator("iframe").count(), 0);
  const all = page.getByRole("link", { name: /^All \d+ results$/ });
  assert.equal(new URL(await all.getAttribute("href"), page.url()).href, `${world.server.url}?q=borrow+checker`);
});

test("properties set before the script came count", async (t) => {
  const page = await embed(world, { "/": '<!doctype html><html lang="en"><link rel="icon" href="data:,"><back-issue-search></back-issue-search>' }, { test: t });
  await page.evaluate(async (url) => {
    Object.assign(document.querySelector("back-issue-search"), { placeholder: "Early", limit: 1 });
    await import(`${url}backissue.js`);
  }, world.server.url);
  assert.equal(await field(page).getAttribute("placeholder"), "Early");
  await field(page).fill("rust");
  await found(page);
  assert.equal(await hits(page).count(), 1);
});

test("a second copy of the script does no harm", async (t) => {
  const page = await embed(world, FIELD, { test: t });
  await listen(page);
  await page.evaluate((url) => import(`${url}backissue.js?again`), world.server.url);
  await field(page).fill("borrow");
  await found(page);
  assert.ok((await told(page, "search")).total > 0);
});
