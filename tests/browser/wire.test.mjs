// Messages that the worker's script writes itself; model/src/wire.rs tests the same bytes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DAMAGED, INTERNAL, failed, loading, newer } from "../../frontend/worker/js/wire.js";

const request = Uint8Array.of(0, 232, 7, 0);

test("messages written by hand are those of the protocol", () => {
  assert.deepEqual([...loading(300, 70_000)], [5, 172, 2, 240, 162, 4]);
  assert.deepEqual([...newer()], [6]);
  assert.deepEqual([...failed(request, DAMAGED, "hé")], [7, 1, 232, 7, 2, 3, 104, 195, 169]);
  assert.deepEqual([...failed(null, INTERNAL, "hé")], [7, 0, 4, 3, 104, 195, 169]);
});
