/**
 * LZMA, decompressed while it arrives.
 *
 * The best that browsers decompress by themselves is deflate, which leaves the module
 * 15 % larger and a boot file 20 %. Follows the LZMA specification (Igor Pavlov, 2015,
 * public domain), with `lp` and `pb` 0 and neither header nor end marker. The output
 * doubles as the dictionary.
 */

/** Bytes with which a stream starts: a zero and the first four of the code. */
const START = 5;
/** A symbol takes at most this many bytes of input. */
const SYMBOL = 24;

// Where each group of probabilities begins.
const MATCH = 0, REP = 12, REP0 = 24, REP1 = 36, REP2 = 48, LONG = 60, SLOT = 72, SPECIAL = 328, ALIGN = 444,
  LENGTH = 460, REP_LENGTH = 734, LITERAL = 1008;

/**
 * @param {number} size of the contents in bytes; checked by the caller, for it is allocated
 * @param {number} lc bits of the byte before that tell how a literal is coded
 * @returns {(part: Uint8Array) => { contents: Uint8Array, ended: boolean, whole: Uint8Array }}
 *   takes the next part of the stream, gives the next part of its contents, and the whole,
 *   which is complete at the end; throws where the stream is damaged
 */
export const lzma = (size, lc) => {
  const out = new Uint8Array(size), probs = new Uint16Array(LITERAL + (0x300 << lc)).fill(1024);
  let input = new Uint8Array(0), at = 0, begun = false;
  let range = -1, code = 0, done = 0, state = 0, rep0 = 0, rep1 = 0, rep2 = 0, rep3 = 0;

  const begin = () => {
    code = new DataView(input.buffer).getInt32(1);
    at = START;
    begun = true;
  };

  const bit = (index) => {
    const prob = probs[index], bound = Math.imul(range >>> 11, prob);
    let found = 0;
    if (code >>> 0 < bound >>> 0) {
      range = bound;
      probs[index] = prob + ((2048 - prob) >> 5);
    } else {
      range = (range - bound) | 0;
      code = (code - bound) | 0;
      probs[index] = prob - (prob >> 5);
      found = 1;
    }
    if ((range & 0xff000000) === 0) {
      range <<= 8;
      code = (code << 8) | input[at++];
    }
    return found;
  };

  const direct = (bits) => {
    let value = 0;
    for (; bits; bits -= 1) {
      range >>>= 1;
      const less = code >>> 0 < range >>> 0;
      if (!less) code = (code - range) | 0;
      value = (value << 1) | (less ? 0 : 1);
      if ((range & 0xff000000) === 0) {
        range <<= 8;
        code = (code << 8) | input[at++];
      }
    }
    return value;
  };

  const tree = (base, bits) => {
    let node = 1;
    for (let left = bits; left; left -= 1) node = (node << 1) | bit(base + node);
    return node - (1 << bits);
  };

  const reverse = (base, bits) => {
    let node = 1, value = 0;
    for (let shift = 0; shift < bits; shift += 1) {
      const found = bit(base + node);
      node = (node << 1) | found;
      value |= found << shift;
    }
    return value;
  };

  const length = (base) => {
    if (!bit(base)) return tree(base + 2, 3);
    if (!bit(base + 1)) return 8 + tree(base + 10, 3);
    return 16 + tree(base + 18, 8);
  };

  const distance = (far) => {
    const slot = tree(SLOT + ((far > 3 ? 3 : far) << 6), 6);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1, high = (2 | (slot & 1)) << bits;
    if (slot < 14) return high + reverse(SPECIAL + high - slot, bits);
    return high + (direct(bits - 4) << 4) + reverse(ALIGN, 4);
  };

  const literal = () => {
    const before = done ? out[done - 1] : 0;
    const base = LITERAL + 0x300 * (before >> (8 - lc));
    let symbol = 1;
    if (state >= 7) {
      let match = out[done - rep0 - 1];
      do {
        const expected = (match >> 7) & 1;
        match <<= 1;
        const found = bit(base + ((1 + expected) << 8) + symbol);
        symbol = (symbol << 1) | found;
        if (expected !== found) break;
      } while (symbol < 256);
    }
    while (symbol < 256) symbol = (symbol << 1) | bit(base + symbol);
    out[done++] = symbol;
    state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
  };

  const repeated = () => {
    if (!bit(REP0 + state)) {
      if (!bit(LONG + state)) {
        state = state < 7 ? 9 : 11;
        return 1;
      }
    } else {
      let found = rep1;
      if (bit(REP1 + state)) {
        found = rep2;
        if (bit(REP2 + state)) {
          found = rep3;
          rep3 = rep2;
        }
        rep2 = rep1;
      }
      rep1 = rep0;
      rep0 = found;
    }
    state = state < 7 ? 8 : 11;
    return 2 + length(REP_LENGTH);
  };

  const match = () => {
    const found = length(LENGTH);
    rep3 = rep2;
    rep2 = rep1;
    rep1 = rep0;
    rep0 = distance(found);
    state = state < 7 ? 7 : 10;
    return 2 + found;
  };

  const symbol = () => {
    if (!bit(MATCH + state)) return literal();
    const count = bit(REP + state) ? repeated() : match();
    if (rep0 >= done || done + count > out.length) throw new Error("damaged LZMA");
    for (const end = done + count; done < end; done += 1) out[done] = out[done - rep0 - 1];
  };

  return (part) => {
    const kept = input.subarray(at);
    input = new Uint8Array(kept.length + part.length);
    input.set(kept);
    input.set(part, kept.length);
    at = 0;
    if (!begun) {
      if (input.length < START) return { contents: input.subarray(0, 0), ended: false, whole: out };
      begin();
    }
    const from = done;
    while (done < out.length && at + SYMBOL <= input.length) symbol();
    const ended = done === out.length;
    // An unharmed stream ends with nothing left over.
    if (ended && code) throw new Error("damaged LZMA");
    return { contents: out.slice(from, done), ended, whole: out };
  };
};

/** To be given last: the last symbols, too, want {@link SYMBOL} bytes ahead. */
export const END = new Uint8Array(SYMBOL);

/**
 * A whole stream's contents; as {@link lzma}.
 * @param {Uint8Array} stream @param {number} size @param {number} lc @returns {Uint8Array}
 */
export const unlzma = (stream, size, lc) => {
  const padded = new Uint8Array(stream.length + SYMBOL);
  padded.set(stream);
  const { contents, ended } = lzma(size, lc)(padded);
  if (!ended) throw new Error("cut LZMA");
  return contents;
};
