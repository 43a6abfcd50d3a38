/**
 * LZMA, decompressed while it arrives.
 *
 * No browser decompresses anything better than deflate, which makes the module 15 %
 * larger than this does. Follows the LZMA specification (Igor Pavlov, 2015, public
 * domain); the file is "LZMA alone": properties, size of the dictionary, size, stream.
 * The output doubles as the dictionary.
 */

/** Bytes of the properties and sizes before the stream, and of the stream's own start. */
const HEADER = 13, START = 5;
/** A symbol takes at most this many bytes of input. */
const SYMBOL = 24;

// Where each group of probabilities begins.
const MATCH = 0, REP = 192, REP0 = 204, REP1 = 216, REP2 = 228, LONG = 240, SLOT = 432, SPECIAL = 688,
  ALIGN = 804, LENGTH = 820, REP_LENGTH = 1334, LITERAL = 1848;

/**
 * @returns {(part: Uint8Array) => { contents: Uint8Array, ended: boolean, whole?: Uint8Array }}
 *   takes the next part of the file, gives the next part of its contents, and at the end
 *   the whole; throws where that is not LZMA
 */
export const lzma = () => {
  let input = new Uint8Array(0), at = 0, begun = false;
  let out, probs, lc = 0, literalMask = 0, posMask = 0;
  let range = -1, code = 0, done = 0, state = 0, rep0 = 0, rep1 = 0, rep2 = 0, rep3 = 0;

  const begin = () => {
    const view = new DataView(input.buffer, input.byteOffset);
    const props = input[0], pb = (props / 45) | 0, lp = ((props / 9) | 0) % 5;
    lc = props % 9;
    literalMask = (1 << lp) - 1;
    posMask = (1 << pb) - 1;
    const size = view.getUint32(5, true);
    if (pb > 4 || view.getUint32(9, true) || input[HEADER]) throw new Error("not LZMA");
    out = new Uint8Array(size);
    probs = new Uint16Array(LITERAL + (0x300 << (lc + lp))).fill(1024);
    code = view.getUint32(HEADER + 1) | 0;
    at = HEADER + START;
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

  const length = (base, pos) => {
    if (!bit(base)) return tree(base + 2 + (pos << 3), 3);
    if (!bit(base + 1)) return 8 + tree(base + 130 + (pos << 3), 3);
    return 16 + tree(base + 258, 8);
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
    const base = LITERAL + 0x300 * (((done & literalMask) << lc) + (before >> (8 - lc)));
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

  const repeated = (pos) => {
    if (!bit(REP0 + state)) {
      if (!bit(LONG + (state << 4) + pos)) {
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
    return 2 + length(REP_LENGTH, pos);
  };

  const match = (pos) => {
    const found = length(LENGTH, pos);
    rep3 = rep2;
    rep2 = rep1;
    rep1 = rep0;
    rep0 = distance(found);
    state = state < 7 ? 7 : 10;
    return 2 + found;
  };

  const symbol = () => {
    const pos = done & posMask;
    if (!bit(MATCH + (state << 4) + pos)) return literal();
    const count = bit(REP + state) ? repeated(pos) : match(pos);
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
      if (input.length < HEADER + START) return { contents: input.subarray(0, 0), ended: false };
      begin();
    }
    const from = done;
    // Files are padded, so that the last symbols need no other end than the first.
    while (done < out.length && at + SYMBOL <= input.length) symbol();
    const ended = done === out.length;
    // An unharmed stream ends with nothing left over.
    if (ended && code) throw new Error("damaged LZMA");
    return { contents: out.slice(from, done), ended, whole: out };
  };
};
