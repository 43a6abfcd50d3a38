// The decompressor against the file that is published, whole, in parts, and damaged.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { END, lzma, unlzma } from "../../frontend/worker/js/lzma.js";
import { compiler } from "../../frontend/worker/js/module.js";
import { asset } from "./lib/worker.mjs";

const packed = fs.readFileSync(path.join(process.env.BACKISSUE_BROWSER_DIR, asset("app.bin")));

/** @param {Buffer} file @param {number} step */
const unpack = (file, step) => {
  const next = lzma(file.readUInt32LE(), 4), parts = [];
  for (let at = 4; at < file.length; at += step) parts.push(next(file.subarray(at, at + step)).contents);
  const { contents, ended } = next(END);
  return { module: Buffer.concat([...parts, contents]), end: ended };
};

test("a packed module comes out the same however it arrives", () => {
  const { module, end } = unpack(packed, packed.length);
  assert.ok(end);
  assert.ok(WebAssembly.validate(module));
  for (const step of [1, 7, 4096]) assert.ok(unpack(packed, step).module.equals(module), `in parts of ${step}`);
});

test("the first bytes of a module may come one by one", async () => {
  const module = await new Promise((resolve) => {
    const next = compiler(resolve);
    for (let at = 0; at < 12; at += 1) next(packed.subarray(at, at + 1));
    next(packed.subarray(12));
    next(null);
  });
  assert.ok(module instanceof WebAssembly.Module);
});

test("a cut or damaged module never ends well", () => {
  assert.ok(!unpack(packed.subarray(0, packed.length >> 1), 4096).end);
  for (let at = 20; at < packed.length - 30; at += packed.length >> 4) {
    const damaged = Buffer.from(packed);
    damaged[at] ^= 0x55;
    let valid = false;
    try {
      const { module, end } = unpack(damaged, 4096);
      valid = end && WebAssembly.validate(module);
    } catch {
      // Told at once: as good.
    }
    assert.ok(!valid, `byte ${at}`);
  }
  assert.throws(() => unlzma(Buffer.from("<!doctype html><title>not found</title>"), 99, 0), /LZMA/);
});
