// What readers do, and what it takes: new ones, those who type, those who come again.
import { open } from "./chromium.mjs";
import { median, sleep } from "./stats.mjs";

/** Milliseconds that a reader rests before the background is counted. */
const IDLE = 10_000;
const LETTERS = "borrow checker";

/** Waits for the first results, and counts what was asked for until they were shown. */
const firstResults = async ({ page }, server) => {
  await page.waitForFunction(() => window.bench?.first, null, { polling: 50, timeout: 240_000 });
  const { first, shown, long, longest } = await page.evaluate(() => ({ ...window.bench, shown: performance.timeOrigin + window.bench.first }));
  const asked = server.log.entries.filter(({ begun }) => performance.timeOrigin + begun <= shown);
  // The first of all requests is the HTML.
  return { time: first, bytes: asked.reduce((sum, { bytes }) => sum + bytes, 0), requests: asked.length - 1, long, longest };
};

const go = ({ page }, server) => page.goto(server.url, { waitUntil: "commit", timeout: 120_000 });

/** One visit by a new reader: the first query, and with `next` what comes after. */
export const visit = async (profile, engine, server, query, next) => {
  const session = await open(profile, server, engine, query);
  try {
    await go(session, server);
    const result = await firstResults(session, server);
    if (!next) return result;
    await sleep(IDLE);
    const { long, longest } = await session.page.evaluate(() => window.bench);
    Object.assign(result, { idle: server.log.bytes, long, longest, next: [] });
    for (const text of next) {
      const before = server.log.bytes, count = server.log.entries.length;
      const time = await session.page.evaluate((typed) => window.bench.ask(typed), text);
      await sleep(300 + session.rtt * 2);
      result.next.push({ time, bytes: server.log.bytes - before, requests: server.log.entries.length - count });
    }
    return result;
  } finally {
    await session.close();
  }
};

/**
 * Round trips that wait for one another, counted by holding every answer back; and
 * which requests were made in each.
 */
export const hops = async (engine, server, query) => {
  const delay = 1500;
  const session = await open("unthrottled", server, engine, query);
  try {
    server.delay = delay;
    await go(session, server);
    await session.page.waitForFunction(() => window.bench?.first, null, { polling: 20, timeout: 60_000 });
    const shown = await session.page.evaluate(() => performance.timeOrigin + window.bench.first);
    // What is asked for less than a round trip before is in the background.
    const needed = server.log.entries.filter(({ begun }) => performance.timeOrigin + begun + delay <= shown);
    const start = Math.min(...needed.map(({ begun }) => begun));
    const rounds = [];
    for (const { begun, path } of needed) (rounds[Math.round((begun - start) / delay)] ??= []).push(path);
    return { hops: rounds.length - 1, rounds };
  } finally {
    server.delay = 0;
    await session.close();
  }
};

/** Bytes for a query typed one letter at a time, and in one go. */
export const letters = async (engine, server) => {
  const type = async (steps) => {
    const session = await open("unthrottled", server, engine, null);
    try {
      await session.page.goto(server.url);
      await session.page.evaluate(() => window.bench.ask("the"));
      await sleep(4000);
      let most = 0;
      const before = server.log.bytes;
      for (const text of steps) {
        const key = server.log.bytes;
        await session.page.evaluate((typed) => window.bench.fill(typed), text);
        await sleep(400);
        most = Math.max(most, server.log.bytes - key);
      }
      await sleep(1500);
      return { bytes: server.log.bytes - before, most };
    } finally {
      await session.close();
    }
  };
  const { bytes, most } = await type(Array.from(LETTERS, (_, at) => LETTERS.slice(0, at + 1)));
  return { bytes, most, once: (await type([LETTERS])).bytes };
};

/**
 * A reader who comes again when HTTP's cache has expired: bytes and time of the query of
 * the first visit, and of another one.
 */
export const again = async (engine, server, query, other) => {
  server.headers = { "cache-control": "max-age=0" };
  const session = await open("unthrottled", server, engine, query);
  try {
    await go(session, server);
    await firstResults(session, server);
    await sleep(IDLE);
    await session.page.close();
    server.log.clear();
    session.page = await session.tab();
    await go(session, server);
    const first = await firstResults(session, server);
    await sleep(3000);
    const idle = server.log.bytes;
    await session.page.evaluate((typed) => window.bench.ask(typed), other);
    await sleep(500);
    return { ...first, idle, other: server.log.bytes - idle, paths: server.log.entries.map(({ path, status, bytes }) => `${status} ${bytes} ${path}`) };
  } finally {
    server.headers = {};
    await session.close();
  }
};

/** Bytes in the ten seconds after the first results, for a reader who saves data. */
export const saving = async (engine, server, query) => {
  const session = await open("unthrottled", server, engine, query);
  try {
    await session.page.addInitScript(() => {
      Object.defineProperty(navigator, "connection", { value: { saveData: true } });
    });
    await go(session, server);
    const { bytes } = await firstResults(session, server);
    await sleep(IDLE);
    return { bytes, later: server.log.bytes - bytes };
  } finally {
    await session.close();
  }
};

/** Memory of page and workers in bytes, after these queries and a collection of garbage. */
export const memory = async (engine, server, queries) => {
  const session = await open("unthrottled", server, engine, null);
  try {
    const targets = await session.targets();
    await session.page.goto(server.url);
    for (const text of queries) await session.page.evaluate((typed) => window.bench.ask(typed, 5000), text);
    await sleep(2000);
    const sum = { wasm: 0, heap: 0 };
    for (const { wasm, heap } of await Promise.all(targets.map((send) => measure(send)))) {
      sum.wasm += wasm;
      sum.heap += heap;
    }
    return { ...sum, all: sum.wasm + sum.heap };
  } finally {
    await session.close();
  }
};

/** @param {Function} send to one page or worker */
const measure = async (send) => {
  const { result } = await send("Runtime.evaluate", { expression: "WebAssembly.Memory.prototype" });
  const { objects } = await send("Runtime.queryObjects", { prototypeObjectId: result.objectId });
  const { result: wasm } = await send("Runtime.callFunctionOn", {
    objectId: objects.objectId,
    functionDeclaration: "function () { return this.reduce((sum, { buffer }) => sum + buffer.byteLength, 0); }",
    returnByValue: true,
  });
  await send("HeapProfiler.collectGarbage");
  const { usedSize, backingStorageSize = 0 } = await send("Runtime.getHeapUsage");
  return { wasm: wasm.value, heap: usedSize + backingStorageSize };
};

/** Medians of the visits of one engine under one profile. */
export const summary = (visits) => {
  const next = visits.flatMap((visit) => visit.next ?? []);
  const of = (field) => median(visits.map((visit) => visit[field]));
  const all = Object.fromEntries(["time", "bytes", "requests", "idle", "long", "longest"].map((field) => [field, of(field)]));
  return { ...all, nextTime: median(next.map(({ time }) => time)), nextBytes: median(next.map(({ bytes }) => bytes)), nextRequests: median(next.map(({ requests }) => requests)) };
};
