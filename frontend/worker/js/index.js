/** One generation of an index, opened: its files and the engine over them. */

import { Session } from "glue/engine";
import { fetchFile } from "./fetching.js";
import { endsOf, guess } from "./guess.js";
import { Source } from "./source.js";
import { tidy } from "./store.js";
import { DAMAGED, Failure } from "./wire.js";

/** @param {string} lines @returns {string[]} */
const list = (lines) => (lines ? lines.split("\n") : []);

export class Index {
  /**
   * Starts to fetch the boot files at once; {@link open} finishes when the engine is there.
   * @param {string} base URL of the index, with a final slash
   * @param {{ format: number, generation: string, sets: { path: string, boot: string }[] }} manifest
   * @param {(bytes: number, of: number) => void} progress
   */
  constructor(base, manifest, progress) {
    this.manifest = manifest;
    this.source = new Source(base, progress);
    /** What the running requests wait for. @type {Set<Set<string>>} */
    this.wanted = new Set();
    this.generation = manifest.generation;
    this.sets = manifest.sets ?? [];
    /** Files that are here before the engine is. @type {Map<string, Promise<Uint8Array>>} */
    this.early = new Map(this.sets.map(({ boot }) => [boot, this.source.get(boot)]));
  }

  /**
   * @param {Promise<unknown>} engine resolves when the module can be called
   * @returns {Promise<Uint8Array>} the message for the page: `Ready`, or why not
   */
  async open(engine) {
    await engine;
    const sets = this.sets.map(({ path, boot }) => `${path} ${boot}`);
    this.session = new Session(this.manifest.format, sets.join("\n"));
    await this.load(list(this.session.missing()), "high");
    const current = this.sets.flatMap(({ path, boot }) => [`${path}/`, boot]);
    void tidy(this.source.base, current);
    return this.session.open();
  }

  /**
   * Answers a request with what is there.
   * @param {Uint8Array} request
   * @returns {{ reply: Uint8Array, missing: string[] }} one of them is empty
   */
  ask(request) {
    const reply = this.session.ask(request);
    return { reply, missing: list(this.session.missing()) };
  }

  /**
   * Begins to fetch what a search will need, as far as that can be told without the engine.
   * @param {string} text @param {boolean} typing
   */
  guess(text, typing) {
    for (const { path, boot } of this.sets) {
      const begin = (file) => {
        for (const number of guess(endsOf(file), text, typing)) this.#begin(`${path}/t${number.toString(16)}.bin`);
      };
      this.early.get(boot)?.then(begin).catch(() => {});
    }
  }

  #begin(path) {
    if (this.early.has(path)) return;
    const file = this.source.get(path, { priority: "high" });
    file.catch(() => {});
    this.early.set(path, file);
  }

  /** Files that the first results for a text lack. @param {string} text @param {boolean} typing */
  ahead(text, typing) {
    return list(this.session.ahead(text, typing));
  }

  /** Files to load when there is time for it. */
  background() {
    return list(this.session.background_files());
  }

  /**
   * Fetches files, all at the same time, and hands them to the engine.
   * @param {string[]} paths @param {RequestPriority} priority
   */
  async load(paths, priority) {
    const wanted = new Set(paths);
    this.wanted.add(wanted);
    try {
      await Promise.all(paths.map((path) => this.#load(path, priority)));
    } finally {
      this.wanted.delete(wanted);
    }
  }

  async #load(path, priority) {
    const early = this.early.get(path);
    this.early.delete(path);
    const file = early ?? this.source.get(path, { priority });
    const complaint = await file.then(
      (file) => this.session.insert(path, file),
      (error) => {
        if (error.kind !== DAMAGED) throw error;
        return error.message;
      },
    );
    if (!complaint) return;
    const second = this.session.insert(path, await this.source.again(path));
    if (second) throw new Failure(DAMAGED, second);
  }

  /** Stops fetching what neither a running request nor `paths` ask for. @param {string[]} paths */
  narrow(paths) {
    const wanted = (path) => paths.includes(path) || [...this.wanted].some((set) => set.has(path));
    this.source.abort(wanted);
    for (const path of [...this.early.keys()]) if (!wanted(path)) this.early.delete(path);
  }
}

/** @param {string} base @returns {Promise<object>} the manifest as it is now */
export const fetchManifest = async (base) => {
  const url = new URL("manifest.json", base).href;
  const { signal } = new AbortController();
  const file = await fetchFile(url, { cache: "no-cache", signal });
  try {
    return JSON.parse(new TextDecoder().decode(file));
  } catch {
    throw new Failure(DAMAGED, `${url} is not JSON`);
  }
};
