// What the worker says, as far as scripts around the page must understand it:
// `FromWorker` of `model/src/wire.rs` as postcard.

const READY = 0, ANSWER = 1, JSON_ANSWER = 4, FAILED = 7;
const FAILURES = ["offline", "network", "damaged", "version", "internal"];
const utf8 = new TextDecoder();

/**
 * @param {Uint8Array} bytes
 * @returns {{ is: "ready" } | { is: "answer", id: number, total: number }
 *   | { is: "json", id: number, json: object }
 *   | { is: "failed", id: number | null, code: string, message: string } | null}
 */
export const read = (bytes) => {
  let at = 1;
  const number = () => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = bytes[at++];
      value += (byte & 127) * factor;
      if (!(byte > 127)) return value;
    }
  };
  const text = () => {
    const length = number();
    return utf8.decode(bytes.subarray(at, (at += length)));
  };
  switch (bytes[0]) {
    case READY:
      return { is: "ready" };
    case ANSWER:
      return { is: "answer", id: number(), total: number() };
    case JSON_ANSWER:
      return { is: "json", id: number(), json: JSON.parse(text()) };
    case FAILED:
      return { is: "failed", id: number() ? number() : null, code: FAILURES[number()], message: text() };
    default:
      return null;
  }
};
