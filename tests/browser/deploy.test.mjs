// A newer archive is published while readers have the page open: they go on.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { before, after, test } from "node:test";
import { search, setUp, status } from "./lib/harness.mjs";

const ARCHIVE = path.join(path.dirname(new URL(import.meta.url).pathname), "../archive");
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "backissue-deploy-"));
const world = setUp();
/** Sites of the archive, and of the archive with an issue more, deployed over that one. */
const sites = {};
/** The issue more: of the year of the newest one, so that the last set changes. */
const NEWER = `Title: This Week in Rust 643
Number: 643
Date: 2026-03-18
Category: This Week in Rust

## Updates from Rust Community

### Rust Walkthroughs

* [A week of nothing but borrowing](https://walks.example/borrowing)
`;

/** @param {string} name of the site @param {string[]} issues @param {string[]} options */
const build = (name, issues, ...options) => {
  const archive = path.join(folder, "archive");
  fs.rmSync(archive, { recursive: true, force: true });
  fs.mkdirSync(archive);
  for (const issue of issues) fs.copyFileSync(path.join(ARCHIVE, issue), path.join(archive, issue));
  if (name !== "old") fs.writeFileSync(path.join(archive, "2026-03-18-this-week-in-rust.md"), NEWER);
  sites[name] = path.join(folder, name);
  const command = ["build", archive, "--out", sites[name], ...options];
  execFileSync(process.env.BACKISSUE, command, { stdio: "pipe" });
};

before(() => {
  const issues = fs.readdirSync(ARCHIVE).filter((name) => /^\d.*\.(md|markdown)$/.test(name)).sort();
  build("old", issues);
  build("swept", issues, "--keep", "0", "--previous", sites.old);
  build("kept", issues, "--keep", "1", "--previous", sites.old);
});
after(() => fs.rmSync(folder, { recursive: true, force: true }));

/** A page of the old deploy that has shown results. */
const oldPage = async (options = { serviceWorkers: "block" }) => {
  world.server.root = sites.old;
  const page = await world.open("", options);
  await search(page, "borrow checker");
  return page;
};
const generation = (name) => JSON.parse(fs.readFileSync(path.join(sites[name], "manifest.json"))).generation;
const manifests = () => world.server.log.paths.filter((at) => at.endsWith("/manifest.json"));
/** A host that has lost files says so on the console; that is no fault of the page. */
const forgiveMissing = () => {
  const others = world.errors.filter((text) => !text.includes("404"));
  world.errors.splice(0, world.errors.length, ...others);
};

test("an open page whose files were swept away reads the manifest once and goes on", async () => {
  const page = await oldPage();
  assert.notEqual(generation("old"), generation("swept"));
  world.server.root = sites.swept;
  world.server.log.clear();
  await search(page, "meetup");
  await search(page, "async");
  assert.equal(manifests().length, 1, world.server.log.paths.join("\n"));
  forgiveMissing();
});

test("an open page whose files were kept goes on with them and asks for no manifest", async () => {
  const page = await oldPage();
  world.server.root = sites.kept;
  world.server.log.clear();
  await search(page, "meetup");
  assert.deepEqual(manifests(), []);
  assert.ok(world.server.log.entries.every(({ status }) => status === 200));
});

test("a page that a cache kept opens on the archive as it is now", async () => {
  const html = fs.readFileSync(path.join(sites.old, "index.html"));
  world.server.root = sites.swept;
  world.server.intercept = (at, { response }) =>
    at === "/" && Boolean(response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(html));
  const page = await world.open("", { serviceWorkers: "block" });
  await search(page, "borrow checker");
  forgiveMissing();
});

test("an old page on an index of a newer format says that it must be reloaded", async () => {
  const page = await oldPage();
  world.server.intercept = (at, { response }) => {
    if (at.endsWith("/manifest.json")) {
      return Boolean(response.writeHead(200).end('{"format":99,"generation":"x","sets":[],"records":0,"issues":0}'));
    }
    return at.includes("/data/") && Boolean(response.writeHead(404).end());
  };
  await page.locator("input[type=search]").fill("cargo");
  await status(page, "error");
  await page.getByText("This page is older than the archive it reads").first().waitFor();
  forgiveMissing();
});
