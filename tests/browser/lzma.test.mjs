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
  const next = lzma(file.readUInt32LE() + file.readUInt32LE(4), 4), parts = [];
  for (let at = 8; at < file.length; at += step) parts.push(next(file.subarray(at, at + step)).contents);
  const { contents, ended } = next(END);
  return { modules: Buffer.concat([...parts, contents]), end: ended };
};

/** @param {Buffer} file @param {Buffer} modules what it unpacks to */
const valid = (file, modules) => {
  const engine = file.readUInt32LE();
  return WebAssembly.validate(modules.subarray(0, engine)) && WebAssembly.validate(modules.subarray(engine));
};

test("packed modules come out the same however they arrive", () => {
  const { modules, end } = unpack(packed, packed.length);
  assert.ok(end);
  assert.ok(valid(packed, modules));
  for (const step of [1, 7, 4096]) assert.ok(unpack(packed, step).modules.equals(modules), `in parts of ${step}`);
});

test("the first bytes may come one by one, and the engine does not wait for the page", async () => {
  let next, come;
  const engine = new Promise((resolve) => {
    const page = new Promise((resolve) => (next = compiler((module) => come(module), (...made) => resolve(made))));
    come = (module) => resolve({ module, page });
  });
  for (let at = 0; at < 12; at += 1) next(packed.subarray(at, at + 1));
  const most = packed.length - 10_000;
  next(packed.subarray(12, most));
  const { module, page } = await engine;
  assert.ok(WebAssembly.Module.exports(module).length);
  next(packed.subarray(most));
  next(null);
  const [second, bytes] = await page;
  assert.ok(second instanceof WebAssembly.Module);
  assert.equal(bytes.byteLength, packed.readUInt32LE(4));
});

test("a cut or damaged module never ends well", () => {
  assert.ok(!unpack(packed.subarray(0, packed.length >> 1), 4096).end);
  for (let at = 20; at < packed.length - 30; at += packed.length >> 4) {
    const damaged = Buffer.from(packed);
    damaged[at] ^= 0x55;
    let good = false;
    try {
      const { modules, end } = unpack(damaged, 4096);
      good = end && valid(packed, modules);
    } catch {
      // Told at once: as good.
    }
    assert.ok(!good, `byte ${at}`);
  }
  assert.throws(() => unlzma(Buffer.from("<!doctype html><title>not found</title>"), 99, 0), /LZMA/);
});
