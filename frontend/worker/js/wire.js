/**
 * The few messages of `model/src/wire.rs` that the script writes itself, because
 * they must be possible without the engine. All are postcard: a tag (the position
 * in the enum), then the fields; numbers as LEB128. `frontend/worker/src/lib.rs`
 * tests that both sides agree.
 */

/** Tags of `ToWorker`. */
export const SEARCH = 0, VALUES = 1, COUNTS = 2, JSON_SEARCH = 3, WARM = 4, RETRY = 5;

/** Values of `Failure`. */
export const OFFLINE = 0, NETWORK = 1, DAMAGED = 2, VERSION = 3, INTERNAL = 4;

/** Tag of `FromWorker` for failures. */
export const FAILED = 7;

const LOADING = 5, NEWER = 6;

/** @param {number} value @returns {number[]} */
const varint = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)]);

/**
 * The encoded `id` of a request: the varint behind its tag.
 * @param {Uint8Array} request @returns {number[]}
 */
const idOf = (request) => {
  let end = 1;
  while (request[end] > 127) end += 1;
  return [...request.subarray(1, end + 1)];
};

/** @param {number} received bytes @param {number} expected bytes */
export const loading = (received, expected) =>
  Uint8Array.from([LOADING, ...varint(received), ...varint(expected)]);

/** A newer archive was published. */
export const newer = () => Uint8Array.of(NEWER);

/**
 * @param {Uint8Array | null} request what failed; null when opening the index did
 * @param {number} failure one of the values of `Failure`
 * @param {string} detail
 */
export const failed = (request, failure, detail) => {
  const text = new TextEncoder().encode(detail);
  const id = request ? [1, ...idOf(request)] : [0];
  return Uint8Array.from([FAILED, ...id, failure, ...varint(text.length), ...text]);
};

/** A failure on its way to the page. */
export class Failure extends Error {
  /** @param {number} kind one of the values of `Failure` @param {string} detail */
  constructor(kind, detail) {
    super(detail);
    this.kind = kind;
  }
}
