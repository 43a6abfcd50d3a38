// Requests as the engine reads them: `ToWorker` of `model/src/wire.rs` as postcard, which
// is tested there against the same bytes as here. The page writes its own; what is here
// puts an element's fixed filters into them, and asks for scripts.

const SEARCH = 0, VALUES = 1, COUNTS = 2, JSON_SEARCH = 3;
export const RETRY = 5;

const SORTS = ["relevance", "newest", "oldest"];
const utf8 = new TextEncoder();

const varint = (value) => (value < 128 ? [value] : [(value % 128) | 128, ...varint(Math.floor(value / 128))]);
const list = (items) => [...varint(items.length), ...items.flat()];
const text = (value) => list([...utf8.encode(value)]);
const filter = ({ field, values }) => [...text(field), ...list(values.map(text))];

/**
 * A search whose answer is wanted as JSON. What is typed last counts as the beginning of
 * a word, as it does in `backissue search`.
 */
export const jsonSearch = (id, { query, filters, sort, offset, limit, facets }) =>
  Uint8Array.from([
    JSON_SEARCH, ...varint(id), ...text(query), ...list(filters.map(filter)),
    SORTS.indexOf(sort), ...varint(offset), ...varint(limit), 1, 0, facets ? 1 : 0,
  ]);

/**
 * The same message with more filters in each of its requests.
 * @param {Uint8Array} message @param {{ field: string, values: string[] }[]} filters
 */
export const restrict = (message, filters) => {
  if (!filters.length || message[0] > JSON_SEARCH) return message;
  const more = filters.flatMap(filter);
  const parts = [];
  let at = 1;
  let copied = 0;
  const number = () => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = message[at++];
      value += (byte & 127) * factor;
      if (!(byte > 127)) return value;
    }
  };
  const skipText = () => {
    const length = number();
    at += length;
  };
  const request = () => {
    skipText();
    parts.push(...message.subarray(copied, at));
    const count = number();
    parts.push(...varint(count + filters.length), ...more);
    copied = at;
    for (let one = 0; one < count; one += 1) {
      skipText();
      for (let values = number(); values > 0; values -= 1) skipText();
    }
    at += 1; // order
    number(); // offset
    number(); // limit
    at += 3; // typing, literal, facets
  };
  number(); // id
  if (message[0] === VALUES) (skipText(), skipText());
  for (let left = message[0] === COUNTS ? number() : 1; left > 0; left -= 1) request();
  return Uint8Array.from([...parts, ...message.subarray(copied)]);
};

/** Whether a message asks for results that are to be shown. @param {Uint8Array} message */
export const isSearch = (message) => message[0] === SEARCH;
