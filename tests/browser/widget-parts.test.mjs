// The parts of the widget that need no browser. model/src/wire.rs tests the same bytes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pageFields, parseFilters } from "../../static/widget/filters.js";
import { read } from "../../static/widget/replies.js";
import { isSearch, jsonSearch, restrict } from "../../static/widget/requests.js";
import { adapt } from "../../static/widget/style.js";

const zeros = (count) => Array(count).fill(0);
const bytes = (...parts) => Uint8Array.from(parts.flat());

test("a search for scripts is written as the engine reads it", () => {
  const filters = parseFilters("kind:a,b");
  const written = jsonSearch(300, { query: "hé", filters, sort: "newest", offset: 200, limit: 10, facets: true });
  assert.deepEqual([...written], [3, 172, 2, 3, 104, 195, 169, 1, 4, 107, 105, 110, 100, 2, 1, 97, 1, 98, 1, 200, 1, 10, 1, 0, 1]);
  assert.equal(isSearch(written), false);
});

test("filters are put into every request of a message, and into no other message", () => {
  const filters = parseFilters("a:b");
  const head = [1, 1, 4, 107, 105, 110, 100, 1, 120];
  assert.deepEqual(restrict(bytes(head, zeros(8)), filters), bytes(head, 0, 1, 1, 97, 1, 1, 98, zeros(6)));
  const counts = bytes(2, 1, 2, 0, 1, 1, 99, 1, 1, 100, zeros(14));
  assert.deepEqual(restrict(counts, filters), bytes(2, 1, 2, 0, 2, 1, 97, 1, 1, 98, 1, 99, 1, 1, 100, zeros(7), 1, 1, 97, 1, 1, 98, zeros(6)));
  for (const message of [bytes(4), bytes(5)]) assert.equal(restrict(message, filters), message);
  assert.equal(restrict(counts, []), counts);
  const [one, two] = [parseFilters("a:b"), parseFilters("c:d")];
  const request = { query: "x", sort: "oldest", offset: 1_000, limit: 50, facets: false };
  assert.deepEqual(restrict(jsonSearch(7, { ...request, filters: two }), one), jsonSearch(7, { ...request, filters: [...one, ...two] }));
});

test("a message that is cut off ends all the same", () => {
  assert.ok(restrict(bytes(0, 1, 200), parseFilters("a:b")));
  assert.ok(read(bytes(1)));
});

test("what the worker says is read", () => {
  assert.deepEqual(read(bytes(0, 9, 9)), { is: "ready" });
  assert.deepEqual(read(bytes(1, 232, 7, 172, 2, 0)), { is: "answer", id: 1000, total: 300 });
  assert.deepEqual(read(bytes(4, 232, 7, 2, 123, 125)), { is: "json", id: 1000, json: {} });
  assert.deepEqual(read(bytes(7, 1, 232, 7, 2, 3, 104, 195, 169)), { is: "failed", id: 1000, code: "damaged", message: "hé" });
  assert.deepEqual(read(bytes(7, 0, 4, 0)), { is: "failed", id: null, code: "internal", message: "" });
  assert.equal(read(bytes(6)), null);
});

test("filters are read from an attribute, whatever it holds", () => {
  assert.deepEqual(parseFilters('kind:a year:2019,2021 label:"disposition: close"'), [
    { field: "kind", values: ["a"] },
    { field: "year", values: ["2019", "2021"] },
    { field: "label", values: ["disposition: close"] },
  ]);
  for (const nothing of ["", "kind", "kind:", ":a", '"', "<img>"]) {
    assert.deepEqual(parseFilters(nothing).flatMap(({ values }) => values), [], nothing);
  }
});

test("the search page is asked for the same", () => {
  const fields = (query, filters) => pageFields(query, parseFilters(filters));
  assert.deepEqual(fields("x", "kind:a,b"), [["q", "x"], ["kind", "a"], ["kind", "b"]]);
  assert.deepEqual(fields("x OR y", 'crate:serde who:"a b"'), [["q", '(x OR y) crate:serde who:"a b"']]);
  assert.deepEqual(fields("", ""), [["q", ""]]);
});

test("styles are confined to the widget, sized by the reader and open to the host", () => {
  const css = adapt(":root,:host{--text:light-dark(#123456,#fff);--small:.8125rem}@media (x){:root,:host{--target:44px}}.a{margin:1.5rem}", 20);
  assert.equal(
    css,
    ".widget{--text:var(--backissue-text,light-dark(#123456,#fff));--small:var(--backissue-small,16.25px)}@media (x){.widget{--target:var(--backissue-target,44px)}}.a{margin:30px}",
  );
});
