/** Fetching whole files: retries, time-outs, progress. */

import { unlzma } from "./lzma.js";
import { DAMAGED, Failure, NETWORK, OFFLINE } from "./wire.js";

const ATTEMPTS = 3;
/** Milliseconds without a byte before an attempt is given up. */
const PATIENCE = 10_000;
/** Milliseconds before the second attempt; doubles, with jitter. */
const PAUSE = 400;
/** Longest `Retry-After` that is worth waiting for, in milliseconds. */
const LONGEST_PAUSE = 8_000;

/** The file is not there (any more). */
export class Missing extends Failure {
  /** @param {string} url */
  constructor(url) {
    super(NETWORK, `${url} does not exist`);
  }
}

/** @param {number} ms @param {AbortSignal} signal */
const pause = (ms, signal) =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => (clearTimeout(timer), reject(signal.reason)), { once: true });
  });

/** @param {Response} response @param {number} attempt @returns {number} ms */
const pauseAfter = (response, attempt) => {
  const asked = Number(response?.headers.get("retry-after")) * 1000;
  if (asked > 0) return Math.min(asked, LONGEST_PAUSE);
  return PAUSE * 2 ** attempt * (0.5 + Math.random());
};

/**
 * One attempt. Gives up when no byte comes for a while.
 * @param {string} url
 * @param {RequestInit} how
 * @param {AbortSignal} signal
 * @param {(bytes: number, of: number, part?: Uint8Array) => void} progress
 */
const attempt = async (url, how, signal, progress) => {
  const own = new AbortController();
  const forward = () => own.abort(signal.reason);
  if (signal.aborted) forward();
  signal.addEventListener("abort", forward);
  let timer = 0;
  const waitOn = () => {
    clearTimeout(timer);
    timer = setTimeout(() => own.abort(new Error("no answer in time")), PATIENCE);
  };
  try {
    waitOn();
    const response = await fetch(url, { ...how, signal: own.signal });
    if (!response.ok || !response.body) return { response, bytes: null };
    const expected = Number(response.headers.get("content-length"));
    progress(0, expected);
    const parts = [];
    let length = 0;
    for (const reader = response.body.getReader(); ; ) {
      waitOn();
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      length += value.length;
      progress(value.length, 0, value);
    }
    const bytes = new Uint8Array(length);
    let at = 0;
    for (const part of parts) {
      bytes.set(part, at);
      at += part.length;
    }
    return { response, bytes };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", forward);
  }
};

/**
 * The contents of a file, after up to three attempts.
 *
 * Throws {@link Missing} where the host says that there is no such file, a
 * {@link Failure} where it cannot be had, and the signal's reason when aborted.
 * @param {string} url
 * @param {RequestInit & { progress?: (bytes: number, of: number, part?: Uint8Array) => void }} options
 *   `progress` hears of each attempt's beginning, with the length that was promised, and
 *   then of each part
 * @returns {Promise<Uint8Array>}
 */
export const fetchFile = async (url, { signal, progress = () => {}, ...how }) => {
  let detail = "";
  for (let tried = 0; tried < ATTEMPTS; tried += 1) {
    let response;
    try {
      const got = await attempt(url, how, signal, progress);
      if (got.bytes) return got.bytes;
      response = got.response;
      if (response.status === 404 || response.status === 410) throw new Missing(url);
      detail = `${url}: status ${response.status}`;
    } catch (error) {
      if (signal.aborted || error instanceof Missing) throw error;
      detail = `${url}: ${error.message}`;
      if (!navigator.onLine) throw new Failure(OFFLINE, detail);
    }
    if (tried + 1 < ATTEMPTS) await pause(pauseAfter(response, tried), signal);
  }
  throw new Failure(NETWORK, detail);
};

/** Bytes of the frame before the compressed contents; see `engine/src/bundle/frame.rs`. */
export const HEADER = 16;
/** No file of an index is larger; as in the engine. */
const MOST = 64 << 20;

/**
 * The frame of a file followed by its contents, decompressed. What they must be is
 * checked by the engine; here a file that does not decompress is damaged.
 * @param {string} path @param {Uint8Array} file @returns {Uint8Array}
 */
export const unpack = (path, file) => {
  try {
    const length = new DataView(file.buffer, file.byteOffset).getUint32(4, true);
    if (length > MOST) throw new Error("it claims to be larger than any part of an index");
    const whole = new Uint8Array(HEADER + length);
    whole.set(file.subarray(0, HEADER));
    whole.set(unlzma(file.subarray(HEADER), length, 0), HEADER);
    return whole;
  } catch (error) {
    throw new Failure(DAMAGED, `${path}: ${error.message}`);
  }
};
