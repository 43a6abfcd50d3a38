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

/** @returns {Promise<Cache | null>} */
const open = async () => {
  try {
    return await caches.open(NAME);
  } catch {
    return null;
  }
};

let opened;
const store = () => (opened ??= open());

/** @param {string} url @returns {Promise<Uint8Array | null>} */
export const stored = async (url) => {
  try {
    const response = await (await store())?.match(url);
    return response ? new Uint8Array(await response.arrayBuffer()) : null;
  } catch {
    return null;
  }
};

/** @param {string} url @param {Uint8Array} file */
export const keep = async (url, file) => {
  try {
    await (await store())?.put(url, new Response(file));
  } catch {
    // Nothing is lost: the file will be fetched again.
  }
};

/** @param {string} url */
export const forget = async (url) => {
  try {
    await (await store())?.delete(url);
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
    const cache = await store();
    if (!cache) return;
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
