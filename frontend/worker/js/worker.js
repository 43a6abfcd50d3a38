/**
 * The search worker: keeps the engine fed with files and the page with answers.
 *
 * The first message is `{ base, manifest }`: the URL of the index with a final slash,
 * and the manifest where the page has it. Then come the modules of engine and page, packed,
 * as `ArrayBuffer`s between a null and an empty one, and are given back compiled, as
 * `{ engine }` and `{ page }` (and the page's as an `ArrayBuffer`, for a document that can be
 * given no other, where the first message says `share`); or an engine that was compiled
 * before. `{ text, typing }` is what will be searched once the page is there. All others,
 * both ways, are postcard messages of `model/src/wire.rs` as `Uint8Array`s.
 */

import init from "glue/engine";
import { Missing } from "./fetching.js";
import { Index, fetchManifest } from "./index.js";
import { compiler } from "./module.js";
import { progress } from "./progress.js";
import * as wire from "./wire.js";

/** Takes the next part of the modules, null at their end. @type {(part: Uint8Array | null) => void} */
let compile;
/** Rounds of fetching for one request; the engine needs two or three. */
const ROUNDS = 12;

/** Milliseconds that the page's module waits for the index to be opened at most. */
const STARTING = 500;

/** What went wrong was told to the page already. */
const SAID = new Error("said");

/** @param {Uint8Array} message */
const post = (message) => postMessage(message, [message.buffer]);
const meter = progress((received, expected) => post(wire.loading(received, expected)));

/** @type {{ base: string, manifest: object | null }} */
let place;
/** Takes its module; the engine starts with it. @type {(module: WebAssembly.Module) => void} */
let take;
/** @type {Promise<unknown>} */
const engine = new Promise((resolve) => (take = resolve)).then((module) => init({ module_or_path: module }));
/** @type {Promise<Index>} */
let opening;
/** What is being opened. @type {Index} */
let begun;
/** The newest request of each kind that makes earlier ones stale. */
const newest = new Map();
/** Requests to put again when the reader asks for it. @type {Set<Uint8Array>} */
const broken = new Set();

/**
 * @param {object | null} manifest what the page came with; null or out of date, it is fetched
 * @returns {Promise<Index>}
 */
const open = async (manifest) => {
  const index = new Index(place.base, manifest ?? (await fetchManifest(place.base)), meter.add);
  begun = index;
  try {
    const message = await index.open(engine);
    const [tag] = message;
    post(message);
    if (tag === wire.FAILED) throw SAID;
    meter.reset();
    return index;
  } catch (error) {
    if (!manifest || !(error instanceof Missing)) throw error;
    return open(null);
  }
};

/** @param {object | null} manifest */
const reopen = (manifest) => {
  opening = open(manifest);
  opening.catch((error) => report(null, error));
};

/**
 * A newer deploy removed files: goes on with the index as it is now.
 * @param {Index} old
 */
const renew = async (old) => {
  const current = await opening;
  if (current !== old) return;
  const manifest = await fetchManifest(place.base);
  if (manifest.generation === old.generation) {
    throw new wire.Failure(wire.NETWORK, "the index lacks a file that its manifest names");
  }
  if (current !== (await opening)) return;
  post(wire.newer());
  reopen(manifest);
};

/** @param {Uint8Array | null} request @param {Error} error */
const report = (request, error) => {
  if (request) broken.add(request);
  if (error === SAID) return;
  const known = error instanceof wire.Failure;
  post(wire.failed(request, known ? error.kind : wire.INTERNAL, String(error.message ?? error)));
};

/** @param {Uint8Array} request */
const stale = (request) => newest.has(request[0]) && newest.get(request[0]) !== request;

/** Files that facets are counted from. @param {Index} index @returns {string[]} */
const columns = (index) => index.background().filter((path) => path.endsWith("/columns.bin"));

/**
 * Asks, fetches what is missing, and asks again, until the answer is complete.
 * @param {Index} index @param {Uint8Array} request
 */
const answer = async (index, request) => {
  let first = true;
  // Scripts get one answer, so it is whole: with its facets, the last that a request says.
  if (request[0] === wire.JSON_SEARCH && request.at(-1)) await index.load(columns(index), "high");
  for (let round = 0; round < ROUNDS; round += 1) {
    const { reply, missing } = index.ask(request);
    if (first && request[0] === wire.SEARCH) index.narrow(missing);
    first = false;
    if (reply.length) return post(reply);
    await index.load(missing, "high");
    if (stale(request)) return;
  }
  throw new wire.Failure(wire.INTERNAL, "the engine keeps asking for files");
};

/** @param {Uint8Array} request */
const serve = async (request) => {
  try {
    for (let renewals = 0; ; renewals += 1) {
      const index = await opening.catch(() => null);
      if (stale(request)) return;
      if (!index) {
        broken.add(request);
        return;
      }
      try {
        await answer(index, request);
        meter.reset();
        return;
      } catch (error) {
        if (!(error instanceof Missing) || renewals > 0) throw error;
        await renew(index);
      }
    }
  } catch (error) {
    if (!stale(request)) report(request, error);
  }
};

/** Loads columns, answers the newest search again (its facets may wait for them), then the rest. */
const warm = async () => {
  const index = await opening;
  const counted = columns(index);
  await index.load(counted, "low");
  const search = newest.get(wire.SEARCH);
  if (search && counted.length) await serve(search);
  await index.load(index.background(), "low");
};

/**
 * Fetches what a search will need, for a page that is still on its way. Its failures are
 * told when the page asks.
 * @param {{ text: string, typing: boolean }} search
 */
const ahead = async ({ text, typing }) => {
  begun?.guess(text, typing);
  const index = await opening;
  for (let round = 0; round < ROUNDS && !newest.has(wire.SEARCH); round += 1) {
    const missing = index.ahead(text, typing);
    if (!missing.length) return;
    await index.load(missing, "high");
  }
};

/** Starts the engine. @param {WebAssembly.Module} engine */
const start = (engine) => {
  take(engine);
  postMessage({ engine });
  const opened = opening.catch(() => {});
  return Promise.race([opened, new Promise((late) => setTimeout(late, STARTING))]);
};

const retry = () => {
  const again = [...broken];
  broken.clear();
  opening = opening.catch(() => open(place.manifest));
  opening.catch((error) => report(null, error));
  for (const request of again) if (!stale(request)) void serve(request);
};

/** @param {MessageEvent} event */
const hear = ({ data }) => {
  if (data instanceof WebAssembly.Module) {
    take(data);
  } else if (data === null) {
    compile = compiler(start, (page, bytes) => {
      postMessage({ page });
      if (place.share) postMessage(bytes, [bytes]);
    });
  } else if (data instanceof ArrayBuffer) {
    compile(data.byteLength ? new Uint8Array(data) : null);
    // It holds what it has unpacked.
    if (!data.byteLength) compile = null;
  } else if ("base" in data) {
    place = data;
    reopen(place.manifest);
  } else if ("text" in data) {
    ahead(data).catch(() => {});
  } else if (data[0] === wire.WARM) {
    warm().catch(() => {});
  } else if (data[0] === wire.RETRY) {
    retry();
  } else {
    if (data[0] === wire.SEARCH || data[0] === wire.VALUES) newest.set(data[0], data);
    void serve(data);
  }
};

/** Makes this the search worker. */
export const work = () => addEventListener("message", hear);
