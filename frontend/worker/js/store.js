/**
 * Files kept across visits, in Cache Storage. What is stored is immutable, so it is
 * never revalidated. Storage is a help and no more: where it fails (private mode, a
 * full disk, a sandboxed frame), everything goes on without it.
 */

const NAME = "backissue-1";
/** Files of single queries kept at most: those of about a hundred, a few megabytes. */
const MOST = 1200;
/** What every visit needs is not among them, though it is what was kept first. */
const LASTING = /\/(boot|columns|fields|keys|words)\.bin$/;

/** Milliseconds without a new file after which those that came are stored: until then the
 * processor is wanted for the answer. */
const RESTING = 500;

/** @returns {Promise<{ cache: Cache, empty: boolean } | null>} */
const open = async () => {
  try {
    const empty = !(await caches.has(NAME));
    return { cache: await caches.open(NAME), empty };
  } catch {
    return null;
  }
};

let opened;
const store = () => (opened ??= open());

/** @param {string} url @returns {Promise<Uint8Array | null>} */
export const stored = async (url) => {
  try {
    const { cache, empty } = await store();
    const response = empty ? null : await cache.match(url);
    return response ? new Uint8Array(await response.arrayBuffer()) : null;
  } catch {
    return null;
  }
};

/** Files to be stored, by URL. @type {Map<string, Uint8Array>} */
const waiting = new Map();
let timer;

/** @param {string} url @param {Uint8Array} file */
export const keep = (url, file) => {
  waiting.set(url, file);
  clearTimeout(timer);
  timer = setTimeout(keepAll, RESTING);
};

const keepAll = async () => {
  const files = [...waiting];
  waiting.clear();
  try {
    const { cache } = await store();
    await Promise.all(files.map(([url, file]) => cache.put(url, new Response(file))));
  } catch {
    // Nothing is lost: the files will be fetched again.
  }
};

/** @param {string} url */
export const forget = async (url) => {
  waiting.delete(url);
  try {
    await (await store())?.cache.delete(url);
  } catch {
    // A file that cannot be removed cannot be read either.
  }
};

/**
 * Drops files of generations that are over, and the oldest where there are too many.
 * @param {string} base URL of the index
 * @param {string[]} current beginnings of the paths of the current generation, below `base`
 */
export const tidy = async (base, current) => {
  try {
    const { cache } = await store();
    const beginnings = current.map((path) => new URL(path, base).href);
    const kept = [];
    for (const { url } of await cache.keys()) {
      const ours = url.startsWith(new URL("data/", base).href);
      if (ours && !beginnings.some((start) => url.startsWith(start))) await cache.delete(url);
      else if (!LASTING.test(url)) kept.push(url);
    }
    for (const url of kept.slice(0, Math.max(0, kept.length - MOST))) await cache.delete(url);
  } catch {
    // Tried again on the next visit.
  }
};
