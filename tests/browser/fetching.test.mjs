// How the worker fetches: retries, failures, aborts, damaged files. No browser needed.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { Missing, fetchFile, unpack } from "../../frontend/worker/js/fetching.js";
import { Source } from "../../frontend/worker/js/source.js";
import { DAMAGED, NETWORK } from "../../frontend/worker/js/wire.js";

globalThis.navigator ??= { onLine: true }; // Node 20 has none
const realFetch = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = realFetch;
});

/** Answers requests in turn with these responses (or throws these errors). */
const answers = (...list) => {
  const calls = [];
  globalThis.fetch = async (url, options) => {
    calls.push({ url, cache: options.cache });
    const next = list[Math.min(calls.length, list.length) - 1];
    if (next instanceof Error) throw next;
    return typeof next === "function" ? next(options) : next.clone();
  };
  return calls;
};
const signal = new AbortController().signal;
/** LZMA streams as the indexer writes them. */
const PACKED = { postings: "00381d25227878e313ba86687d", x: "003bfffc0000" };
const framed = (text) => {
  const frame = Buffer.alloc(16, 7);
  frame.writeUInt32LE(text.length, 4);
  return Buffer.concat([frame, Buffer.from(PACKED[text], "hex")]);
};

test("a file is fetched again after a failure of the network and of the host", async () => {
  const busy = new Response("", { status: 503, headers: { "retry-after": "0.01" } });
  const calls = answers(new TypeError("reset"), busy, new Response("fine"));
  assert.equal(new TextDecoder().decode(await fetchFile("http://x/a", { signal })), "fine");
  assert.equal(calls.length, 3);
});

test("after three attempts it is a failure of the network that names the file", async () => {
  const calls = answers(new Response("", { status: 500 }));
  await assert.rejects(fetchFile("http://x/a", { signal }), { kind: NETWORK, message: /x\/a: status 500/ });
  assert.equal(calls.length, 3);
});

test("a file that is not there is not asked for twice", async () => {
  const calls = answers(new Response("", { status: 404 }));
  await assert.rejects(fetchFile("http://x/a", { signal }), Missing);
  assert.equal(calls.length, 1);
});

test("contents are decompressed and keep their frame; rubbish is damaged", async () => {
  const whole = unpack("a", framed("postings"));
  assert.equal(Buffer.from(whole.subarray(16)).toString(), "postings");
  assert.equal(whole[15], 7);
  const file = framed("postings");
  const claims = Buffer.from(file);
  claims.writeUInt32LE(0xffffffff, 4);
  for (const bad of [claims, file.subarray(0, 20), file.subarray(0, 10), Buffer.alloc(0)]) {
    assert.throws(() => unpack("a", bad), { kind: DAMAGED });
  }
});

test("asked for twice at once, a file is fetched once", async () => {
  const calls = answers(new Response(framed("x")));
  const source = new Source("http://x/", () => {});
  const [one, two] = await Promise.all([source.get("data/a"), source.get("data/a")]);
  assert.equal(one, two);
  assert.equal(calls.length, 1);
  assert.equal(calls[0].url, "http://x/data/a");
});

test("what nobody wants any more is aborted, and can be asked for afresh", async () => {
  const hang = (options) =>
    new Promise((_, reject) => {
      options.signal.addEventListener("abort", () => reject(options.signal.reason));
    });
  answers(hang, new Response(framed("x")));
  const source = new Source("http://x/", () => {});
  const stale = source.get("data/a");
  await new Promise((resolve) => setTimeout(resolve, 10));
  source.abort(() => false);
  const fresh = source.get("data/a");
  await assert.rejects(stale, { name: "AbortError" });
  assert.equal((await fresh).length, 17);
});

test("a damaged file is asked for past all caches", async () => {
  const calls = answers(new Response(framed("x")));
  await new Source("http://x/", () => {}).again("data/a");
  assert.equal(calls[0].cache, "reload");
});
