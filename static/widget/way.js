// The way to the search of an index: a worker of this document, or one in a frame.

import { throughFrame } from "./frame.js";

// The name in capitals is a file beside this script, put in by the build.
const APP = new URL(APP_JS, import.meta.url).href;

/** The engines of this document, by the index that they search. */
const engines = new Map();
/** The module, for a document that cannot load it: compiled once. @type {Promise<WebAssembly.Module> | null} */
let compiled = null;

/**
 * @param {string} index URL of the index, with a final slash
 * @param {boolean} draws whether this document needs the module itself
 * @param {AbortSignal} signal ends what waits
 * @returns {Promise<{ app: object, connect: () => object, ready: () => Promise<unknown> }>}
 *   `connect` opens a worker, or what behaves like one; once there is one, the module can
 *   be called when `ready` resolves
 */
export const wayTo = async (index, draws, signal) => {
  if (self.origin === "null") {
    throw new Error("This page is in a sandbox without an origin, where no worker can be started: it needs allow-same-origin.");
  }
  const app = await import(APP);
  return new URL(index).origin === self.origin ? direct(app, index) : framed(app, index, draws, signal);
};

const direct = (app, index) => {
  const engine = engines.get(index) ?? app.createEngine(index, null);
  engines.set(index, engine);
  const ready = async () => {
    await engine.ready().catch((error) => {
      engines.delete(index);
      throw error;
    });
  };
  const connect = () => {
    const worker = engine.connect();
    const { terminate } = worker;
    // The first one compiles the module for all: it is let finish that.
    worker.terminate = () => engine.module().catch(() => {}).finally(() => terminate.call(worker));
    return worker;
  };
  return { app, connect, ready };
};

const framed = async (app, index, draws, signal) => {
  const asks = draws && !compiled;
  const first = throughFrame(index, APP_BIN, asks);
  signal.addEventListener("abort", first.end);
  await first.up;
  if (asks) {
    compiled = first.module.then((bytes) => WebAssembly.compile(bytes));
    compiled.catch(() => (compiled = null));
  }
  let fresh = first.worker;
  const connect = () => {
    const worker = fresh ?? throughFrame(index, APP_BIN, false).worker;
    fresh = null;
    return worker;
  };
  return { app, connect, ready: async () => app.instantiate(await compiled) };
};
