// Accessible and legible: both looks, both themes, wide and narrow.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { screenshot, setUp } from "./lib/harness.mjs";
import { embed } from "./lib/host.mjs";

const world = setUp({ server: { prefix: "/search", headers: { "access-control-allow-origin": "*" } } });
const { source: axe } = createRequire(import.meta.url)("axe-core");
const LOOKS = {
  field: '<p>Text of the host before it.</p><back-issue-search placeholder="Search the newsletter" theme="auto"></back-issue-search><p>Text of the host behind it.</p>',
  button: '<p>Text of the host before it.</p><back-issue-search look="button" placeholder="Search the newsletter" theme="auto"></back-issue-search><p>Text of the host behind it.</p>',
};
const STYLE = "html { color-scheme: light dark; font-family: system-ui, sans-serif } main { max-width: 60rem; margin: auto }";
const field = (page) => page.locator("input.field");

const faults = async (page) => {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, html }) => `${target} ${html.slice(0, 120)}`).join(" | ")}`);
};

for (const [look, body] of Object.entries(LOOKS)) {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [360, 1280]) {
      test(`the ${look} at ${width} px, ${colorScheme}`, async (t) => {
        const context = await world.context({ viewport: { width, height: 780 }, colorScheme, hasTouch: width < 400 });
        const page = await embed(world, body, { test: t, context, strict: false, head: `<style>${STYLE}</style>` });
        const shot = (name) => screenshot(page, `widget-${look}-${name}-${width}-${colorScheme}`);
        const accessible = async (what) => assert.deepEqual(await faults(page), [], what);
        await field(page).waitFor({ state: "attached" });
        await accessible("before");
        await shot("before");
        if (look === "button") await page.getByRole("button", { name: "Search", exact: true }).first().click();
        await field(page).fill("embedded");
        await page.locator(".card").first().waitFor();
        await accessible("results");
        await shot("results");
        await field(page).fill("qwertzuiop yxcvbnm");
        await page.getByRole("heading", { name: "No results" }).waitFor();
        await accessible("nothing");
        await shot("nothing");
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, "no sideways scrolling");
      });
    }
  }
}

test("with forced colours the marks and the field are still to be seen", async (t) => {
  const context = await world.context({ forcedColors: "active" });
  const page = await embed(world, LOOKS.field, { test: t, context });
  await field(page).fill("embedded");
  await page.locator(".card").first().waitFor();
  await screenshot(page, "widget-field-results-forced");
  const border = await page.locator(".line").evaluate((line) => getComputedStyle(line).borderTopWidth);
  assert.notEqual(border, "0px");
});
