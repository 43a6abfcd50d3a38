/** The module, decompressed and compiled while it arrives; packed by `xtask/src/browser/pack.rs`. */

import { END, lzma } from "./lzma.js";

/** Bytes before the stream: the module's size, little endian. */
const HEADER = 4;
/** As the module was packed. */
const LC = 4;
/** No module of ours is as large. */
const MOST = 1 << 24;

/**
 * Where a part is damaged, or the end comes early, what is returned throws and no module
 * comes.
 * @param {(module: WebAssembly.Module, bytes: ArrayBuffer) => void} done
 * @returns {(part: Uint8Array | null) => void} takes the next part of the packed module,
 *   null at its end
 */
export const compiler = (done) => {
  const head = [];
  let unpack, send, bytes;
  const stream = new ReadableStream({ start: (controller) => (send = controller) });
  const headers = { "content-type": "application/wasm" };
  // Thrown in a task of its own, a fault reaches the page: a rejection would not.
  const fail = (error) => setTimeout(() => { throw error; });
  WebAssembly.compileStreaming(new Response(stream, { headers })).then((module) => done(module, bytes), fail);
  const begin = (part) => {
    const taken = part.subarray(0, HEADER - head.length);
    head.push(...taken);
    if (head.length === HEADER) {
      const size = new DataView(Uint8Array.from(head).buffer).getUint32(0, true);
      if (size > MOST) throw new Error("the module is damaged");
      unpack = lzma(size, LC);
    }
    return part.subarray(taken.length);
  };
  return (part) => {
    const rest = part && !unpack ? begin(part) : (part ?? END);
    if (!unpack) return;
    const { contents, ended, whole } = unpack(rest);
    bytes = whole.buffer;
    if (contents.length) send.enqueue(contents);
    if (ended) send.close();
    else if (!part) throw new Error("the module is cut off");
  };
};
