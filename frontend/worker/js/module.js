/** The module, decompressed and compiled while it arrives. */

import { lzma } from "./lzma.js";

/**
 * A fault is thrown at nobody: it ends the worker, and its page says so.
 * @param {(module: WebAssembly.Module, bytes: ArrayBuffer) => void} done
 * @returns {(part: Uint8Array) => void} takes the next part of the packed module
 */
export const compiler = (done) => {
  const unpack = lzma();
  let send, bytes;
  const stream = new ReadableStream({ start: (controller) => (send = controller) });
  const headers = { "content-type": "application/wasm" };
  void WebAssembly.compileStreaming(new Response(stream, { headers })).then((module) => done(module, bytes));
  return (part) => {
    const { contents, ended, whole } = unpack(part);
    if (contents.length) send.enqueue(contents);
    if (!ended) return;
    bytes = whole.buffer;
    send.close();
  };
};
