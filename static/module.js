// The module of page and engine: loaded and compiled once, for the document and for
// each worker that it opens.

import init from "glue/app";
import { fetchFile } from "../frontend/worker/js/fetching.js";

/** Eight bytes that are a whole module: tells whether any may be compiled here. */
const EMPTY = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

/** No WebAssembly in this browser, or the page's policy forbids it. */
export class Blocked extends Error {}

/**
 * The compiled module. Compiles while bytes arrive; should that fail, loads it once
 * more with patience. Throws {@link Blocked} where nothing can be compiled.
 * @returns {Promise<WebAssembly.Module>}
 */
export const loadModule = async () => {
  // The name in capitals is a file beside this script, put in by the build.
  const url = new URL(APP_BIN, import.meta.url).href;
  const first = fetch(url);
  first.catch(() => {});
  await WebAssembly.compile(EMPTY).catch((error) => {
    throw new Blocked(error.message);
  });
  return compile(await first).catch(async () => {
    const { signal } = new AbortController();
    return compile(new Response(await fetchFile(url, { cache: "reload", signal })));
  });
};

/** @param {Response} packed deflated by us: not every host compresses, none as well */
const compile = async (packed) => {
  if (!packed.ok) throw new Error(`status ${packed.status}`);
  return WebAssembly.compileStreaming(
    new Response(await inflated(packed), { headers: { "content-type": "application/wasm" } }),
  );
};

const inflated = async (packed) => {
  try {
    return packed.body.pipeThrough(new DecompressionStream("deflate-raw"));
  } catch {
    const { inflate } = await import(new URL(INFLATE_JS, import.meta.url).href);
    return inflate(new Uint8Array(await packed.arrayBuffer()));
  }
};

/** Lets this document call the module. @param {Promise<WebAssembly.Module>} module */
export const ready = async (module) => init({ module_or_path: await module });

/**
 * Opens a worker on an index; it speaks as soon as it is up.
 * @param {string} base URL of the index, with a final slash
 * @param {object | null} manifest where it is at hand
 * @param {Promise<WebAssembly.Module>} module
 * @returns {Worker}
 */
export const connect = (base, manifest, module) => {
  const worker = new Worker(import.meta.url, { type: "module" });
  worker.postMessage({ base, manifest });
  module.then((compiled) => worker.postMessage(compiled), () => {});
  return worker;
};
