// The worker alone, driven by messages, on a page without anything else.

import fs from "node:fs";
import path from "node:path";
import { watch } from "./harness.mjs";

/** Path of a browser file in the site, by its name in the source. */
export const asset = (logical) => {
  const list = path.join(process.env.BACKISSUE_BROWSER_DIR, "files.json");
  const file = JSON.parse(fs.readFileSync(list)).find((entry) => entry.logical === logical);
  if (!file) throw new Error(`there is no browser file ${logical}`);
  return file.name;
};

/** Runs in the page: starts a worker and gives what asks it. */
const begin = async ({ script, manifest }) => {
  const base = new URL("./", location.href).href;
  const { createEngine } = await import(new URL(script, base).href);
  const worker = createEngine(base, manifest).connect();
  const varint = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)]);
  const heard = (window.heard = []);
  const waiting = new Map();
  let id = 0;
  worker.onmessage = ({ data }) => {
    if (!(data instanceof Uint8Array)) return;
    heard.push([...data.subarray(0, 4)]);
    const settle = waiting.get(data[0] === 7 ? data[2] : data[1]);
    // 4 is Json: an id, the length of the text, the text. 7 is Failed, here with an id.
    if (data[0] === 4) {
      let at = 2;
      while (data[at] > 127) at += 1;
      settle?.resolve(JSON.parse(new TextDecoder().decode(data.subarray(at + 1))));
    } else if (data[0] === 7 && data[1]) {
      settle?.reject(new Error(`failure ${data[3]}: ${new TextDecoder().decode(data.subarray(5))}`));
    }
  };
  const request = (tag, query, limit) => {
    const text = new TextEncoder().encode(query);
    // Query, no filters, by relevance, from the first, typing, not literal, no facets.
    return Uint8Array.from([tag, (id += 1), ...varint(text.length), ...text, 0, 0, 0, limit, 1, 0, 0]);
  };
  window.post = (...bytes) => worker.postMessage(Uint8Array.from(bytes));
  /** The answer as `backissue search --json` prints it. */
  window.ask = (query, limit = 10) =>
    new Promise((resolve, reject) => {
      const message = request(3, query, limit);
      waiting.set(id, { resolve, reject });
      worker.postMessage(message);
    });
  /** A search as the page sends it; gives its id. */
  window.type = (query) => {
    worker.postMessage(request(0, query, 10));
    return id;
  };
};

/**
 * A page with a running worker and the functions `ask(query)` and `type(query)`.
 * @param {object} world from `setUp`
 * @param {{ manifest?: object | null, errors?: string[], context?: object }} [options]
 *   `errors` collects the page's errors in place of failing the test
 */
export async function startWorker(world, { manifest = null, errors = world.errors, context } = {}) {
  const page = await (context ?? (await world.context())).newPage();
  watch(page, errors);
  await page.route("**/blank.html", (route) =>
    route.fulfill({ contentType: "text/html", body: "<!doctype html><link rel=icon href=data:,>" }),
  );
  await page.goto(`${world.server.url}blank.html`);
  await page.evaluate(begin, { script: asset("app.js"), manifest });
  return page;
}
