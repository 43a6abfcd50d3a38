/** The files of one generation of an index: stored, on their way, or fetched. */

import { fetchFile, unpack } from "./fetching.js";
import { forget, keep, stored } from "./store.js";

export class Source {
  /**
   * @param {string} base URL of the index, with a final slash
   * @param {(bytes: number, of: number) => void} progress
   */
  constructor(base, progress) {
    this.base = base;
    this.progress = progress;
    /** @type {Map<string, { file: Promise<Uint8Array>, controller: AbortController }>} */
    this.flights = new Map();
  }

  /**
   * The frame and contents of a file. Asked for twice, it is fetched once.
   * @param {string} path
   * @param {{ cache?: RequestCache, priority?: RequestPriority }} [options]
   * @returns {Promise<Uint8Array>}
   */
  get(path, options = {}) {
    const flight = this.flights.get(path);
    if (flight && !options.cache) return flight.file;
    const controller = new AbortController();
    const file = this.#get(path, options, controller.signal);
    this.flights.set(path, { file, controller });
    const landed = () => {
      if (this.flights.get(path)?.file === file) this.flights.delete(path);
    };
    // Who waits for it hears of a failure; a file started early may have nobody yet.
    file.then(landed, landed);
    return file;
  }

  async #get(path, options, signal) {
    const url = new URL(path, this.base).href;
    const known = options.cache ? null : await stored(url);
    const { progress } = this;
    const file = known ?? (await fetchFile(url, { ...options, signal, progress }));
    try {
      const whole = unpack(path, file);
      if (!known) keep(url, file);
      return whole;
    } catch (error) {
      await forget(url);
      throw error;
    }
  }

  /**
   * Once more, past all caches: what came before was damaged.
   * @param {string} path @returns {Promise<Uint8Array>}
   */
  async again(path) {
    await forget(new URL(path, this.base).href);
    return this.get(path, { cache: "reload" });
  }

  /**
   * Stops what nobody waits for any more.
   * @param {(path: string) => boolean} wanted
   */
  abort(wanted) {
    for (const [path, { controller }] of this.flights) {
      if (wanted(path)) continue;
      this.flights.delete(path);
      controller.abort();
    }
  }
}
