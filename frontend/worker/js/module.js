/** The modules, decompressed and compiled while they arrive; packed by `xtask/src/browser/pack.rs`. */

import { END, lzma } from "./lzma.js";

/** Bytes before the stream: the sizes of engine and page, little endian. */
const HEADER = 8;
/** As the modules were packed. */
const LC = 4;
/** No modules of ours are as large. */
const MOST = 1 << 24;

/**
 * Compiles one module while it arrives.
 * @param {(module: WebAssembly.Module) => void} done
 * @returns {ReadableStreamDefaultController} takes its bytes
 */
const compiling = (done) => {
  let send;
  const stream = new ReadableStream({ start: (controller) => (send = controller) });
  const headers = { "content-type": "application/wasm" };
  // Thrown in a task of its own, a fault reaches the page: a rejection would not.
  const fail = (error) => setTimeout(() => { throw error; });
  WebAssembly.compileStreaming(new Response(stream, { headers })).then(done, fail);
  return send;
};

/**
 * Where a part is damaged, or the end comes early, an error is thrown, and what is not whole
 * is not told of.
 * @param {(module: WebAssembly.Module) => unknown} engine told when it is compiled, which is
 *   before the page has arrived; what arrives meanwhile waits for what it returns, for the
 *   processor is wanted to start the engine
 * @param {(module: WebAssembly.Module, bytes: ArrayBuffer) => void} page
 * @returns {(part: Uint8Array | null) => void} takes the next part of the packed modules,
 *   null at their end
 */
export const compiler = (engine, page) => {
  const head = [], sizes = [];
  let unpack, bytes, left;
  /** Parts that came while the engine was started. @type {(Uint8Array | null)[] | undefined} */
  let held;
  const goOn = () => {
    const parts = held;
    held = undefined;
    for (const part of parts) take(part);
  };
  const sends = [
    compiling((module) => Promise.resolve(engine(module)).then(() => setTimeout(goOn))),
    compiling((module) => page(module, bytes)),
  ];
  const begin = (part) => {
    const taken = part.subarray(0, HEADER - head.length);
    head.push(...taken);
    if (head.length === HEADER) {
      const view = new DataView(Uint8Array.from(head).buffer);
      sizes.push(view.getUint32(0, true), view.getUint32(4, true));
      if (sizes[0] + sizes[1] > MOST) throw new Error("the modules are damaged");
      unpack = lzma(sizes[0] + sizes[1], LC);
      left = [...sizes];
    }
    return part.subarray(taken.length);
  };
  const deliver = (contents) => {
    while (contents.length) {
      const taken = contents.subarray(0, left[0]);
      sends[0].enqueue(taken);
      contents = contents.subarray(taken.length);
      left[0] -= taken.length;
      if (left[0]) continue;
      left.shift();
      sends.shift().close();
      if (sends.length) held = [];
    }
  };
  const take = (part) => {
    const rest = part && !unpack ? begin(part) : (part ?? END);
    if (!unpack) return;
    const { contents, ended, whole } = unpack(rest);
    if (ended) bytes = whole.buffer.slice(sizes[0]);
    deliver(contents);
    if (!ended && !part) throw new Error("the modules are cut off");
  };
  return (part) => {
    if (held) held.push(part);
    else take(part);
  };
};
