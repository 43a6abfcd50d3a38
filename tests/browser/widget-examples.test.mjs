// What people copy from the documentation is what is tested: the pages of tests/demo.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { setUp } from "./lib/harness.mjs";
import { embed, example, policy, source } from "./lib/host.mjs";

const world = setUp({ server: { prefix: "/search", headers: { "access-control-allow-origin": "*" } } });
const ROOT = path.join(path.dirname(new URL(import.meta.url).pathname), "../..");
const DEMO = fs.readdirSync(path.join(ROOT, "tests/demo"));

/** All demo pages, on a site under the documented policy. */
const site = () => {
  const headers = { "content-security-policy": `${policy(world.server.url).replace("script-src", "script-src 'self'")}; style-src 'self'` };
  return Object.fromEntries(DEMO.map((name) => [`/${name}`, { body: example(name, world.server.url), headers }]));
};
const open = async (t, name) => {
  const page = await embed(world, { "/": '<!doctype html><link rel="icon" href="data:,">', "/favicon.ico": "", ...site() }, { test: t });
  await page.goto(new URL(name, page.url()).href);
  return page;
};

test("every example of the documentation stands in a demo page", () => {
  const demo = DEMO.map((name) => source(`demo/${name}`));
  let seen = 0;
  for (const file of ["README.md", "docs/widget.md"]) {
    const text = fs.readFileSync(path.join(ROOT, file), "utf8");
    for (const [, block] of text.matchAll(/```(?:html|js|css)\n([\s\S]*?)```/g)) {
      for (const part of block.trim().split("\n\n")) {
        assert.ok(demo.some((page) => page.includes(part)), `${file}: not in tests/demo:\n${part}`);
        seen += 1;
      }
    }
  }
  assert.ok(seen >= 10, `${seen} examples`);
});

test("the list of examples leads to all of them", async (t) => {
  const page = await open(t, "index.html");
  const links = await page.getByRole("link").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  assert.deepEqual(links.toSorted(), DEMO.filter((name) => name.endsWith(".html") && name !== "index.html").toSorted());
});

test("a field", async (t) => {
  const page = await open(t, "field.html");
  await page.keyboard.press("/");
  await page.keyboard.type("borrow checker");
  await page.locator(".card").first().waitFor();
});

test("a button", async (t) => {
  const page = await open(t, "dialog.html");
  await page.getByRole("button", { name: "Search crates of the week" }).click();
  await page.keyboard.type("cargo");
  await page.locator('.card[data-kind="crate-of-the-week"]').first().waitFor();
});

test("colours, parts and events", async (t) => {
  const page = await open(t, "looks.html");
  await page.locator("input.field").fill("embedded");
  await page.locator(".card").first().waitFor();
  await page.getByText(/^\d+ results for embedded$/).waitFor();
  const title = page.locator(".card .main").first();
  assert.equal(await title.evaluate((link) => getComputedStyle(link).fontStyle), "italic");
  assert.equal(await title.evaluate((link) => getComputedStyle(link).color), "rgb(122, 62, 0)");
  assert.match(await title.evaluate((link) => getComputedStyle(link).fontFamily), /Georgia/);
  const before = page.url();
  const text = await title.innerText();
  await title.click();
  await page.getByText(`${text}: http`).waitFor();
  assert.equal(page.url(), before);
});

test("a script", async (t) => {
  const page = await open(t, "script.html");
  await page.waitForFunction(() => document.title.startsWith("The newest of"));
  assert.equal(await page.getByRole("listitem").count(), 5);
  await page.waitForFunction(() => !document.querySelector("iframe"));
});
