/**
 * Which chunks a query will need, before the engine is there to say so: while it is still
 * being loaded they can be loaded, too. This is a guess at what `engine/src/search/expand.rs`
 * decides. What it misses is fetched when the engine asks; what it has too much of is wasted.
 */

import { HEADER } from "./fetching.js";

/** Shortest word worth a guess: shorter ones are mostly left out of a search. */
const SHORTEST = 3;
/** Chunks of one set for the beginnings of a word at most. */
const MOST = 4;
/** Endings whose words have the same stem, most of the time. */
const ENDINGS = ["", "s", "e", "es", "ed", "ing"];

const utf8 = new TextEncoder();
/** A key as text that compares as its bytes do. @param {string} word */
const keyOf = (word) => String.fromCharCode(...utf8.encode(word));

/**
 * The end of each block of the dictionary of words: the first field of a boot file, written
 * by `engine/src/bundle/blocks.rs`.
 * @param {Uint8Array} boot frame and contents @returns {string[]} keys
 */
export const endsOf = (boot) => {
  let at = HEADER;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = boot[at++];
      value |= (byte & 127) << shift;
      if (!(byte > 127)) return value;
    }
  };
  const length = number();
  const ends = [];
  // What is damaged is told of when the engine reads it.
  for (let stop = Math.min(at + length, boot.length), end = ""; at < stop; ends.push(end)) {
    const same = number();
    const more = number();
    end = end.slice(0, same) + String.fromCharCode(...boot.subarray(at, at + more));
    at += more;
  }
  return ends;
};

/** @param {string} word @returns {string[]} */
const forms = (word) => {
  const stem = word.replace(/(?:e?s|e|ed|ing)$/, "");
  return [word, ...ENDINGS.map((ending) => stem + ending)];
};

/**
 * @param {string[]} ends as from {@link endsOf}
 * @param {string} text of words only; others are not guessed at
 * @param {boolean} typing its last word may still be a beginning
 * @returns {Set<number>} numbers of chunks
 */
export const guess = (ends, text, typing) => {
  const found = new Set();
  if (!/^[\p{L}\p{N}\s]*$/u.test(text)) return found;
  const block = (key) => ends.findIndex((end) => end >= key);
  const words = text.toLowerCase().split(/\s/);
  // With a space behind it, the last word is whole, and what is last here is empty.
  const last = typing ? words.at(-1) : "";
  for (const word of words) {
    if (word.length < SHORTEST) continue;
    for (const form of forms(word)) found.add(block(keyOf(form)));
    if (word !== last) continue;
    const from = block(keyOf(word)), to = block(keyOf(word) + "\xff");
    for (let at = from; at >= 0 && at <= to && at < from + MOST; at += 1) found.add(at);
  }
  // Past the last key there is none.
  found.delete(-1);
  return found;
};
