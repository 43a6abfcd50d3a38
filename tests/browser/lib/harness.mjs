// What every browser test stands on: Chromium, a host, and no tolerance for errors.

import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, afterEach, before } from "node:test";
import { chromium } from "playwright-core";
import { serve } from "./server.mjs";

const here = path.dirname(new URL(import.meta.url).pathname);

/** Folder with the built search over the sample archive; set by `cargo xtask test`. */
export const SITE = process.env.BACKISSUE_SITE;
/** Where screenshots and the like are left. */
export const ARTIFACTS = path.join(here, "..", "artifacts");

/** A browser with the flags that a container needs. */
export const launch = (args = []) =>
  chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", ...args],
  });

/**
 * Collects everything that must not happen in a page: uncaught errors, messages on
 * the console's error level (violations of the content security policy among them).
 */
export const watch = (page, errors = []) => {
  page.on("pageerror", (error) => errors.push(`uncaught: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(`console: ${message.text()} (${message.location().url})`);
  });
  return errors;
};

/**
 * Sets up a test file. Gives an object whose `open` makes a page in a browser profile
 * of its own; after each test, pages are closed and errors in them fail the test.
 * @param {{ site?: string, server?: object }} [options]
 */
export function setUp({ site = SITE, server: serverOptions } = {}) {
  assert.ok(site, "BACKISSUE_SITE is not set: run `cargo xtask test --browser`");
  const world = { browser: null, server: null, errors: [] };
  let contexts = [];
  before(async () => {
    world.browser = await launch();
    world.server = await serve(site, serverOptions);
  });
  after(async () => {
    await world.browser?.close();
    await world.server?.close();
  });
  afterEach(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    contexts = [];
    const errors = world.errors.splice(0);
    world.server.intercept = undefined;
    world.server.log.clear();
    assert.deepEqual(errors, [], "errors in the page");
  });
  /** A fresh profile. */
  world.context = async (options = {}) => {
    const context = await world.browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    contexts.push(context);
    return context;
  };
  /** A page on `address` (relative to the site) in a fresh profile or in `context`. */
  world.open = async (address = "", { context, ...options } = {}) => {
    const page = await (context ?? (await world.context(options))).newPage();
    watch(page, world.errors);
    await page.goto(new URL(address, world.server.url).href);
    return page;
  };
  return world;
}

/** The field that is in the page from the first byte. */
export const field = (page) => page.locator("input[type=search]");

/** Waits until the page shows the answer to what was typed. */
export const status = (page, wanted, timeout = 15_000) =>
  page.locator(`[data-status="${wanted}"]`).first().waitFor({ state: "attached", timeout });

/** Types a query in one go and waits for its first results. */
export async function search(page, query) {
  await field(page).fill(query);
  await status(page, "results");
  await page.locator("[data-hit]").first().waitFor();
}

/** Titles of the results that the page shows. */
export const titles = (page) => page.locator("[data-hit]").allInnerTexts();

/** Keeps a screenshot for people to look at. */
export async function screenshot(page, name) {
  fs.mkdirSync(ARTIFACTS, { recursive: true });
  await page.screenshot({ path: path.join(ARTIFACTS, `${name}.png`), fullPage: true });
}
