// Figures from many runs.

/** The value below which `part` of the list lies; null of an empty list. */
export const quantile = (list, part) => {
  const sorted = list.filter((value) => value != null).sort((one, other) => one - other);
  return sorted.length ? sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] : null;
};
export const median = (list) => quantile(list, 0.5);
export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Numbers that look like chance and are the same each time (mulberry32). */
export const seeded = (seed) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), seed | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};

/** Another order of a list, the same each time. */
export const shuffled = (list, seed) => {
  const chance = seeded(seed), out = [...list];
  for (let at = out.length - 1; at > 0; at -= 1) {
    const other = Math.floor(chance() * (at + 1));
    [out[at], out[other]] = [out[other], out[at]];
  }
  return out;
};
