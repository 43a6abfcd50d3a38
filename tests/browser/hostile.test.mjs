// A test file of its own world: an archive made to break the page.
import assert from "node:assert/strict";
import { test } from "node:test";
import { field, search, setUp, status } from "./lib/harness.mjs";
import { hostileSite } from "./lib/hostile.mjs";

const world = setUp({ site: hostileSite() });

test("markup and addresses of a hostile archive stay text", async () => {
  const page = await world.open();
  page.on("dialog", () => assert.fail("a script ran"));
  await page.getByRole("heading", { name: "Newest entries" }).waitFor();
  for (const query of ["hostile", "hostile script", "who:mallory"]) {
    await search(page, query);
    assert.equal(await page.locator("img, iframe, main script, main b[onmouseover]").count(), 0);
    const addresses = await page.locator("main a").evaluateAll((links) => links.map((link) => link.protocol));
    for (const scheme of addresses) assert.match(scheme, /^(https?|mailto):$/);
  }
  await page.getByText("Mallory").first().waitFor();
  await search(page, "hostile title");
  await page.getByRole("link", { name: /<img src=x onerror=alert\(1\)>/ }).first().waitFor();
});

test("where more words begin so than are searched, the total says so", async () => {
  const page = await world.open("?q=zeb*");
  await status(page, "results");
  await page.getByText(/^\d+ results\+$/).waitFor();
  await page.getByText(/^Very many words begin so/).waitFor();
  await field(page).fill("");
  await field(page).pressSequentially("zeb");
  await status(page, "results");
  assert.equal(await page.getByText(/^Very many words begin so/).count(), 0, "not while a word is being typed");
});

test("what is written from right to left is shown so", async () => {
  const page = await world.open();
  await search(page, "العربية");
  const direction = await page.locator("[data-hit]").first().evaluate((link) => getComputedStyle(link).direction);
  assert.equal(direction, "rtl");
});
