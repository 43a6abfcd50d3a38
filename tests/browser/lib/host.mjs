// A site that embeds the search: pages made up by the tests, on an origin of its own.

import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { watch } from "./harness.mjs";

const TESTS = path.join(path.dirname(new URL(import.meta.url).pathname), "../..");
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8" };
/** What stands for the published search in the examples. */
const EXAMPLE = /https:\/\/example\.org\/search\//g;

/** A file below `tests/`, as it would be copied. */
export const source = (name) => fs.readFileSync(path.join(TESTS, name), "utf8");

/** The search as it is copied from the examples, with its address put in. */
export const example = (name, index) => source(`demo/${name}`).replace(EXAMPLE, index);

/** A page around `body` that loads the search from `index`. */
export const around = (body, index, head = "") =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Host</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width, initial-scale=1">${head}
<script type="module" src="${index}backissue.js"></script></head><body><main><h1>Host</h1>${body}</main></body></html>`;

/**
 * Serves pages: by path, text or `{ body, type, headers }`.
 * @param {Record<string, string | { body: string, headers?: object }>} pages
 */
export async function host(pages) {
  const log = [];
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://x");
    log.push(pathname);
    const page = pages[pathname];
    if (page === undefined) return void response.writeHead(404).end();
    const { body, headers = {} } = typeof page === "string" ? { body: page } : page;
    response.writeHead(200, { "content-type": TYPES[path.extname(pathname)] ?? TYPES[".html"], ...headers }).end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    pages,
    log,
    close: () => (server.closeAllConnections(), new Promise((resolve) => server.close(resolve))),
  };
}

/** What the policy of a page must allow for an index of another origin; see docs/widget.md. */
export const policy = (index) => {
  const { origin } = new URL(index);
  return `default-src 'none'; script-src ${origin} 'wasm-unsafe-eval'; frame-src ${origin}`;
};

/**
 * A page of a site of its own, made for one test.
 * @param {object} world from `setUp`
 * @param {string | Record<string, string | object>} pages the body of the page, or all pages
 * @param {{ test: object, headers?: object, head?: string, errors?: string[], context?: object,
 *   strict?: boolean }} options `strict`: under the documented policy
 */
export async function embed(world, pages, { test, headers = {}, head, errors = world.errors, context, strict = true } = {}) {
  const index = world.server.url;
  const csp = strict ? { "content-security-policy": `${policy(index)}; img-src data:; style-src 'self'` } : {};
  const all = typeof pages === "string" ? { "/": { body: around(pages, index, head), headers: { ...csp, ...headers } } } : pages;
  const site = await host(all);
  test.after(() => site.close());
  const page = await (context ?? (await world.context())).newPage();
  watch(page, errors);
  await page.goto(site.url);
  return page;
}

/** Told events of all embedded searches of a page, by name; begins to listen. */
export const listen = (page) =>
  page.evaluate(() => {
    globalThis.told = [];
    for (const name of ["search", "select", "error"]) {
      document.addEventListener(`backissue:${name}`, ({ type, detail }) => globalThis.told.push([type.slice(10), detail]));
    }
  });

/** The first event of that name. */
export const told = async (page, name) => {
  await page.waitForFunction((name) => globalThis.told?.some(([one]) => one === name), name, { timeout: 20_000 });
  return page.evaluate((name) => globalThis.told.find(([one]) => one === name)[1], name);
};
