// Searching from scripts, without any interface.

import { parseFilters } from "./filters.js";
import { read } from "./replies.js";
import { RETRY, jsonSearch } from "./requests.js";
import { wayTo } from "./way.js";

const SORTS = ["relevance", "newest", "oldest"];
/** Most results of one answer, and longest query, as on the page. */
const MOST = 1_000, LONGEST = 1_000;

/** An opened index; see `backissue.d.ts`. */
class Index {
  #worker;
  #id = 0;
  #waiting = new Map();
  #broken = false;
  #opened = {};

  constructor(connect) {
    this.#worker = connect();
    this.#worker.onmessage = ({ data }) => data instanceof Uint8Array && this.#hear(read(data));
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#fail("internal", event.message ?? "The search worker could not be started.");
    };
    this.opened = new Promise((resolve, reject) => (this.#opened = { resolve, reject }));
  }

  async search(query, options = {}) {
    const request = checked(query, options);
    const { signal } = options;
    signal?.throwIfAborted();
    if (!this.#worker) throw new Error("This index was closed.");
    if (this.#broken) this.#worker.postMessage(Uint8Array.of(RETRY));
    this.#broken = false;
    const id = (this.#id += 1);
    const answer = new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    const stop = () => this.#settle(id, ({ reject }) => reject(signal.reason));
    signal?.addEventListener("abort", stop);
    this.#worker.postMessage(jsonSearch(id, request));
    return answer.finally(() => signal?.removeEventListener("abort", stop));
  }

  close() {
    this.#worker?.terminate();
    this.#worker = null;
    this.#fail("closed", "This index was closed.");
  }

  #hear(reply) {
    if (reply?.is === "ready") this.#opened.resolve();
    else if (reply?.is === "json") this.#settle(reply.id, ({ resolve }) => resolve(reply.json));
    else if (reply?.is === "failed" && reply.id === null) this.#fail(reply.code, reply.message);
    else if (reply?.is === "failed") this.#settle(reply.id, ({ reject }) => reject(failure(reply.code, reply.message)));
  }

  #fail(code, message) {
    this.#broken = true;
    this.#opened.reject(failure(code, message));
    for (const id of [...this.#waiting.keys()]) this.#settle(id, ({ reject }) => reject(failure(code, message)));
  }

  #settle(id, how) {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (waiting) how(waiting);
  }
}

const failure = (code, message) => Object.assign(new Error(message), { code });

/** What was asked for, or a `TypeError` that says what is wrong with it. */
const checked = (query, { filters = "", sort = "relevance", offset = 0, limit = 10, facets = true }) => {
  if (typeof query !== "string" || query.length > LONGEST) throw new TypeError(`query must be a text of at most ${LONGEST} characters`);
  if (!SORTS.includes(sort)) throw new TypeError(`sort must be one of ${SORTS.join(", ")}`);
  for (const [name, number] of Object.entries({ offset, limit })) {
    if (!Number.isInteger(number) || number < 0 || number > MOST) throw new TypeError(`${name} must be a whole number from 0 to ${MOST}`);
  }
  return { query: query.toWellFormed?.() ?? query, filters: listed(filters), sort, offset, limit, facets: Boolean(facets) };
};

/** Filters as in the attribute, or as `{ kind: ["a", "b"], year: "2021" }`. */
const listed = (filters) =>
  typeof filters === "string"
    ? parseFilters(filters)
    : Object.entries(filters).map(([field, values]) => ({ field, values: [values].flat().map(String) }));

/** @param {string} index URL of the index, with a final slash */
export const open = async (index, signal) => {
  const { connect } = await wayTo(index, false, signal);
  const opened = new Index(connect);
  signal.addEventListener("abort", () => opened.close());
  await opened.opened;
  return opened;
};
