// The modules of page and engine, and the workers that run the engine. The first worker
// decompresses and compiles both while they arrive; everyone else gets them compiled.

import init from "glue/page";
import { fetchFile } from "../frontend/worker/js/fetching.js";

/** Eight bytes that are a whole module: tells whether any may be compiled here. */
const EMPTY = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

/** No WebAssembly in this browser, or the page's policy forbids it. */
export class Blocked extends Error {}

/**
 * Opens workers on an index, and holds the modules that they and the page share.
 * @param {string} base URL of the index, with a final slash
 * @param {object | null} manifest where it is at hand
 * @param {(bytes: number, of: number) => void} [progress] of loading the modules
 */
export const createEngine = (base, manifest, progress = () => {}) => {
  /** @type {{ engine: Promise<WebAssembly.Module>, page: Promise<WebAssembly.Module> } | undefined} */
  let modules;
  return {
    /** A worker; it speaks as soon as it is up. With `share`, the first gives the page's bytes. */
    connect(share = false) {
      const worker = new Worker(import.meta.url, { type: "module" });
      worker.postMessage({ base, manifest, share });
      if (modules) modules.engine.then((compiled) => worker.postMessage(compiled), () => {});
      else modules = load(worker, progress);
      return worker;
    },
    /** The page's module, compiled. Needs a worker. */
    module: () => modules.page,
    /** Resolves when the page's module can be called in this document. Needs a worker. */
    ready: async () => instantiate(await modules.page),
  };
};

/** Lets this document call the page's module. @param {WebAssembly.Module} module */
export const instantiate = (module) => init({ module_or_path: module });

/** Both reject with {@link Blocked} where nothing can be compiled. */
const load = (worker, progress) => {
  // The name in capitals is a file beside this script, put in by the build.
  const url = new URL(APP_BIN, import.meta.url).href;
  const fed = feed(url, worker, progress);
  const allowed = WebAssembly.compile(EMPTY).catch((error) => {
    throw new Blocked(error.message);
  });
  const module = (name) => {
    const compiled = new Promise((resolve, reject) => {
      worker.addEventListener("message", ({ data }) => data[name] && resolve(data[name]));
      worker.addEventListener("error", reject);
    });
    const wanted = allowed.then(() => Promise.race([compiled, fed.then(() => compiled)]));
    // Not everyone waits for both.
    wanted.catch(() => {});
    return wanted;
  };
  fed.catch(() => {});
  return { engine: module("engine"), page: module("page") };
};

/** Hands the file over part by part: null begins it (again, after a failure), nothing ends it. */
const feed = async (url, worker, progress) => {
  const { signal } = new AbortController();
  await fetchFile(url, {
    signal,
    progress(bytes, of, part) {
      const copy = part?.slice().buffer;
      worker.postMessage(copy ?? null, copy ? [copy] : []);
      progress(bytes, of);
    },
  });
  worker.postMessage(new ArrayBuffer(0));
};
