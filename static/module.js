// The module of page and engine, and the workers that run the engine. The first worker
// decompresses and compiles the module while it arrives; everyone else gets it compiled.

import init from "glue/app";
import { fetchFile } from "../frontend/worker/js/fetching.js";

/** Eight bytes that are a whole module: tells whether any may be compiled here. */
const EMPTY = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

/** No WebAssembly in this browser, or the page's policy forbids it. */
export class Blocked extends Error {}

/**
 * Opens workers on an index, and holds the module that they share.
 * @param {string} base URL of the index, with a final slash
 * @param {object | null} manifest where it is at hand
 * @param {(bytes: number, of: number) => void} [progress] of loading the module
 */
export const createEngine = (base, manifest, progress = () => {}) => {
  /** @type {Promise<WebAssembly.Module> | undefined} */
  let module;
  return {
    /** A worker; it speaks as soon as it is up. With `share`, the first gives the module's bytes. */
    connect(share = false) {
      const worker = new Worker(import.meta.url, { type: "module" });
      worker.postMessage({ base, manifest, share });
      if (module) module.then((compiled) => worker.postMessage(compiled), () => {});
      else module = load(worker, progress);
      return worker;
    },
    /** The module, compiled. Needs a worker. */
    module: () => module,
    /** Resolves when the module can be called in this document. Needs a worker. */
    ready: async () => instantiate(await module),
  };
};

/** Lets this document call the module. @param {WebAssembly.Module} module */
export const instantiate = (module) => init({ module_or_path: module });

/** Throws {@link Blocked} where nothing can be compiled. */
const load = async (worker, progress) => {
  // The name in capitals is a file beside this script, put in by the build.
  const url = new URL(APP_BIN, import.meta.url).href;
  const compiled = new Promise((resolve, reject) => {
    worker.addEventListener("message", ({ data }) => data instanceof WebAssembly.Module && resolve(data));
    worker.addEventListener("error", reject);
  });
  const fed = feed(url, worker, progress);
  fed.catch(() => {});
  await WebAssembly.compile(EMPTY).catch((error) => {
    throw new Blocked(error.message);
  });
  return Promise.race([compiled, fed.then(() => compiled)]);
};

/** Hands the file over part by part: null begins it (again, after a failure), nothing ends it. */
const feed = async (url, worker, progress) => {
  const { signal } = new AbortController();
  await fetchFile(url, {
    signal,
    progress(bytes, of, part) {
      worker.postMessage(part ? part.slice().buffer : null);
      progress(bytes, of);
    },
  });
  worker.postMessage(new ArrayBuffer(0));
};
