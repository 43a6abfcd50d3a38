// The page when things are not as they should be: slow, broken, offline, hostile.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { field, search, setUp, SITE, status } from "./lib/harness.mjs";
import { EVIL } from "./lib/hostile.mjs";
import { accessible } from "./lib/look.mjs";
import { asset } from "./lib/worker.mjs";

const world = setUp();
const isChunk = (at) => /\/data\/.*\.bin$/.test(at) && !at.endsWith("boot.bin");
/** Sends a file in small parts over some time. */
const trickle = (response, bytes, milliseconds) => {
  const parts = 20;
  const size = Math.ceil(bytes.length / parts);
  response.writeHead(200, { "content-length": bytes.length });
  for (let at = 0; at < parts; at += 1) {
    const part = bytes.subarray(at * size, (at + 1) * size);
    setTimeout(() => (at + 1 < parts ? response.write(part) : response.end(part)), (milliseconds / parts) * at);
  }
  return true;
};

test("on a slow line the size of the search shows, then that of the answer", async () => {
  const module = fs.readFileSync(path.join(SITE, asset("app.bin")));
  world.server.intercept = (at, { response }) => /\/app-.*\.bin$/.test(at) && trickle(response, module, 2_500);
  const page = await world.open("?q=borrow", { serviceWorkers: "block" });
  await page.getByText(/^Loading the search: \d+ of \d+ KB$/).waitFor();
  assert.equal(await page.locator("main").getAttribute("data-status"), "loading");
  assert.equal(await page.getByRole("heading", { name: /^Every link/ }).count(), 0, "this is no start page");
  await status(page, "results");
  world.server.intercept = (at, { response }) =>
    isChunk(at) && trickle(response, fs.readFileSync(path.join(SITE, at)), 2_500);
  await field(page).fill("tracing");
  await page.getByText(/^Searching… \d+ KB of \d+ KB$/).waitFor();
  await status(page, "results");
});

test("a host that fails is told in plain words, and Retry goes on", async () => {
  const page = await world.open("", { serviceWorkers: "block" });
  await search(page, "borrow");
  world.server.intercept = (at, { response }) =>
    isChunk(at) && Boolean(response.writeHead(503, { "retry-after": "0.05" }).end());
  await field(page).fill("tracing");
  await status(page, "error");
  const alert = page.getByRole("alert");
  await alert.getByText("A part of the archive could not be loaded.").waitFor();
  await accessible(page, "error");
  world.server.intercept = undefined;
  await alert.getByRole("button", { name: "Retry" }).click();
  await status(page, "results");
});

test("a newer archive goes on with the search and is offered", async () => {
  const html = fs.readFileSync(path.join(SITE, "index.html"), "utf8");
  let gone = true;
  world.server.intercept = (at, { response }) => {
    if (at === "/") {
      const old = html.replace(/"generation":"[^"]*"/, '"generation":"an-older-one"');
      assert.notEqual(old, html);
      response.writeHead(200, { "content-type": "text/html" }).end(old);
      return true;
    }
    if (at.endsWith("/manifest.json")) gone = false;
    return gone && isChunk(at) && Boolean(response.writeHead(404).end());
  };
  const page = await world.open("?q=borrow", { serviceWorkers: "block" });
  await page.getByText("A newer archive was published.").waitFor();
  await status(page, "results");
  await accessible(page, "newer");
  world.server.intercept = undefined;
  await page.getByRole("button", { name: "Reload" }).click();
  await status(page, "results");
  assert.equal(await page.getByText("A newer archive was published.").count(), 0);
});

test("offline, what was never loaded is told, and comes when the line does", async () => {
  const page = await world.open("", { serviceWorkers: "block" });
  await search(page, "borrow");
  await page.waitForTimeout(1_500);
  await page.context().setOffline(true);
  await field(page).fill("tracing");
  await page.getByRole("alert").getByText(/^You are offline, and this search needs parts/).waitFor();
  await accessible(page, "offline");
  await page.context().setOffline(false);
  await status(page, "results");
});

test("hostile queries and storage stay text", async () => {
  const page = await world.open(`?q=${encodeURIComponent(EVIL)}&kind=${encodeURIComponent(EVIL)}`);
  page.on("dialog", () => assert.fail("a script ran"));
  await page.locator("[data-status=none], [data-status=results]").first().waitFor({ state: "attached" });
  assert.equal(await page.locator("img, main script").count(), 0);
  assert.equal(await field(page).inputValue(), EVIL);
});

test("no link leads anywhere but to the web, mail or this page", async () => {
  const page = await world.open("?q=rust&page=3");
  await status(page, "results");
  const schemes = await page.getByRole("link").evaluateAll((links) => [...new Set(links.map((link) => link.protocol))]);
  for (const scheme of schemes) assert.match(scheme, /^(https?|mailto):$/);
});

test("without JavaScript the form searches elsewhere and the archive is linked", async () => {
  const page = await world.open("", { javaScriptEnabled: false });
  const form = page.getByRole("search");
  assert.equal(await form.getAttribute("action"), "https://duckduckgo.com/");
  assert.match(await page.content(), /needs JavaScript/);
  await page.getByRole("link", { name: "All issues", exact: true }).waitFor();
});

test("where wasm is blocked the page says so", async () => {
  const context = await world.context();
  await context.addInitScript(() => delete globalThis.WebAssembly);
  const page = await world.open("", { context });
  await page.getByText(/does not run WebAssembly/).waitFor();
  await context.route("https://duckduckgo.com/**", (route) => route.fulfill({ body: "elsewhere" }));
  await field(page).fill("borrow");
  await field(page).press("Enter");
  await page.waitForURL(/^https:\/\/duckduckgo\.com\/\?q=borrow&sites=/);
});

test("where the policy of a host blocks wasm, the form still searches elsewhere", async () => {
  const context = await world.context();
  await context.route("https://duckduckgo.com/**", (route) => route.fulfill({ body: "elsewhere" }));
  const policy = { "content-security-policy": "script-src 'self'" };
  await context.route(world.server.url, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), ...policy } });
  });
  const page = await world.open("", { context });
  await page.getByText(/does not run WebAssembly/).waitFor();
  await field(page).fill("borrow");
  await field(page).press("Enter");
  await page.waitForURL(/^https:\/\/duckduckgo\.com\//);
});

test("offline, what was loaded is searched again", async () => {
  const context = await world.context();
  const page = await world.open("", { context });
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload();
  await search(page, "borrow");
  await page.waitForTimeout(1_500);
  await context.setOffline(true);
  await page.goto(world.server.url);
  await search(page, "borrow");
  await context.setOffline(false);
});

test("a lost connection is told in plain words and can be retried", async () => {
  const page = await world.open();
  await search(page, "borrow");
  await page.context().setOffline(true);
  await page.getByText(/^Offline:/).waitFor();
  await page.context().setOffline(false);
  await page.getByText(/^Offline:/).waitFor({ state: "detached" });
});

test("the policy comes first and allows nothing from elsewhere and nothing inline", async () => {
  const html = fs.readFileSync(path.join(SITE, "index.html"), "utf8");
  const policy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; style-src 'self'; " +
    "img-src 'self' data:; manifest-src 'self'; form-action 'self' https://duckduckgo.com; base-uri 'none'";
  assert.match(html, /<head>\s*<meta http-equiv="Content-Security-Policy" content="([^"]*)">/);
  assert.equal(/Content-Security-Policy" content="([^"]*)"/.exec(html)[1], policy);
  assert.doesNotMatch(html, /<style|\sstyle=|\son[a-z]+=/);
  for (const [, attributes] of html.matchAll(/<script([^>]*)>/g)) assert.match(attributes, / src=|application\/json/);
});

test("a violation of the policy fails the test it happens in", async () => {
  const page = await world.open();
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "globalThis.ran = true";
    document.body.append(script);
  });
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
  assert.equal(await page.evaluate(() => globalThis.ran), undefined);
  const [error, ...others] = world.errors.splice(0);
  assert.match(error, /Content Security Policy/);
  assert.deepEqual(others, []);
});

test("nothing is asked of anyone else, and links out take no opener along", async () => {
  const page = await world.open("");
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await search(page, "rust");
  await page.getByRole("button", { name: "Help" }).click();
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.waitForTimeout(500);
  assert.ok(asked.length > 0);
  assert.deepEqual(asked.filter((url) => !url.startsWith(world.server.url)), []);
  const open = await page.locator("a[href]").evaluateAll((links) =>
    links.filter((link) => link.origin !== location.origin && !/noopener/.test(link.rel)).map((link) => link.href));
  assert.deepEqual(open, []);
});
