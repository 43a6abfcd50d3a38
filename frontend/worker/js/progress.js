/** Tells the page how much is on its way, once that takes a while. */

/** Milliseconds before the first message. */
const QUIET = 600;
/** Milliseconds between messages. */
const INTERVAL = 250;

/**
 * @param {(received: number, expected: number) => void} tell
 * @returns {{ add: (bytes: number, of: number) => void, reset: () => void }}
 */
export const progress = (tell) => {
  let received = 0, expected = 0, next = 0;
  return {
    /** @param {number} bytes that came @param {number} of that were promised */
    add(bytes, of) {
      const now = performance.now();
      next ||= now + QUIET;
      received += bytes;
      expected += of;
      if (now < next) return;
      next = now + INTERVAL;
      tell(received, Math.max(expected, received));
    },
    /** Nothing is awaited any more. */
    reset() {
      received = expected = next = 0;
    },
  };
};
