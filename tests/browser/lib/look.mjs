// What the page looks like to machines: faults that axe finds, and its shape as told to
// assistive technology.

import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";

const { source: axe } = createRequire(import.meta.url)("axe-core");
const SNAPSHOTS = new URL("../snapshots/", import.meta.url);

/** A phone of 360 px. */
export const PHONE = { viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true };

/** Faults that axe finds in the page as it is now, against WCAG 2.2 AA and best practice. */
const faults = async (page) => {
  await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {}))));
  // By the debugger's hand: the page's own policy forbids scripts from elsewhere.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
};

/** Fails where axe finds anything. */
export const accessible = async (page, what) => assert.deepEqual(await faults(page), [], what);

/** Fails where the shape differs from the one kept; `UPDATE_SNAPSHOTS=1` keeps it anew. */
export async function shape(locator, name) {
  const seen = (await locator.ariaSnapshot()).replaceAll(/(under )?\d+ ms/g, "N ms").trimEnd() + "\n";
  const file = new URL(`${name}.yml`, SNAPSHOTS);
  if (process.env.UPDATE_SNAPSHOTS) {
    fs.mkdirSync(SNAPSHOTS, { recursive: true });
    fs.writeFileSync(file, seen);
  }
  assert.equal(seen, fs.readFileSync(file, "utf8"), `the shape of ${name} changed; UPDATE_SNAPSHOTS=1 keeps it`);
}
