// node bench.mjs FOLDER OUT [RUNS]: measures Back Issue and Pagefind side by side.
// FOLDER holds `ours` (a built site) and the records; run by `cargo xtask bench`.
import { execFileSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { serve } from "../browser/lib/server.mjs";
import { PROFILES, open } from "./chromium.mjs";
import { ENGINES } from "./engines.mjs";
import { build } from "./pagefind.mjs";
import { report } from "./report.mjs";

const [folder, out, runs = "5"] = process.argv.slice(2);
/** First queries: one for each run, the same for all engines. */
const FIRST = ["borrow checker", "async await", "embedded", "const generics", "webassembly", "procedural macros",
  "error handling", "lifetimes", "game engine", "tokio", "unsafe code", "cargo workspace", "pattern matching",
  "compile times", "trait objects", "rust analyzer", "cross compilation", "memory safety", "web framework", "testing"];
/** Further queries of each run. */
const NEXT = ["serde", "polonius", "zero cost abstractions", "cranelift", "miri", "linux kernel driver", "bevy",
  "closures", "iterators", "release notes", "parser combinators", "concurrency", "smart pointers", "benchmarks",
  "operating system", "http client", "code review", "raspberry pi", "type inference", "database"];

const median = (list) => {
  const sorted = list.filter((value) => value != null).sort((one, other) => one - other);
  return sorted.length ? sorted[Math.floor(sorted.length / 2)] : null;
};
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** A certificate for loopback, made once. */
const certificate = () => {
  const [key, cert] = ["key.pem", "cert.pem"].map((name) => path.join(folder, name));
  if (!fs.existsSync(cert)) {
    execFileSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
      "-keyout", key, "-out", cert, "-days", "30", "-subj", "/CN=127.0.0.1",
      "-addext", "subjectAltName=IP:127.0.0.1"], { stdio: "ignore" });
  }
  const tls = { key: fs.readFileSync(key), cert: fs.readFileSync(cert) };
  const spki = new crypto.X509Certificate(tls.cert).publicKey.export({ type: "spki", format: "der" });
  return { tls, spki: crypto.createHash("sha256").update(spki).digest("base64") };
};

const start = async (root, { tls, spki }) => {
  const server = await serve(root, { tls });
  server.spki = spki;
  server.intercept = (at, { response }) => {
    if (at !== "/__blank") return false;
    response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><link rel=icon href=data:,>");
    return true;
  };
  return server;
};

/** One visit by a new reader: the first query, and with `follow` what comes after. */
const visit = async (profile, engine, server, query, follow) => {
  const session = await open(profile, server, engine, query);
  try {
    const { page } = session, { log } = server;
    await page.goto(server.url, { waitUntil: "commit", timeout: 120_000 });
    await page.waitForFunction(() => window.bench?.first, null, { polling: 50, timeout: 240_000 });
    const first = { bytes: log.bytes, requests: log.entries.length };
    const seen = await page.evaluate(() => window.bench);
    const result = { time: seen.first, ...first };
    if (!follow) return result;
    await sleep(10_000);
    Object.assign(result, { idle: log.bytes, long: (await page.evaluate(() => window.bench.long)), next: [] });
    for (const text of NEXT) {
      const before = log.bytes;
      const time = await page.evaluate((typed) => window.bench.ask(typed), text);
      await sleep(300 + session.rtt * 2);
      result.next.push({ time, bytes: log.bytes - before });
    }
    return result;
  } finally {
    await session.close();
  }
};

/** Round trips that wait for one another, counted by holding every answer back. */
const hops = async (engine, server, query) => {
  const delay = 1500;
  const session = await open("unthrottled", server, engine, query);
  try {
    server.delay = delay;
    await session.page.goto(server.url, { waitUntil: "commit" });
    await session.page.waitForFunction(() => window.bench?.first, null, { polling: 20, timeout: 60_000 });
    return server.log.hops(delay);
  } finally {
    server.delay = 0;
    await session.close();
  }
};

/** Bytes for a query typed one letter at a time. */
const letters = async (engine, server) => {
  const session = await open("unthrottled", server, engine, null);
  try {
    await session.page.goto(server.url);
    await session.page.evaluate(() => window.bench.ask("the"));
    await sleep(4000);
    let most = 0;
    const before = server.log.bytes, word = "borrow checker";
    for (let end = 1; end <= word.length; end += 1) {
      const key = server.log.bytes;
      await session.page.evaluate((text) => window.bench.fill(text), word.slice(0, end));
      await sleep(400);
      most = Math.max(most, server.log.bytes - key);
    }
    await sleep(1500);
    return { bytes: server.log.bytes - before, most };
  } finally {
    await session.close();
  }
};

const sites = { ours: { root: path.join(folder, "ours") }, ...(await build(folder)) };
const secure = certificate();
const servers = {};
for (const [key, { root }] of Object.entries(sites)) servers[key] = await start(root, secure);
const results = { build: {}, cold: {}, hops: {}, letters: {} };
for (const key of Object.keys(sites)) {
  results.build[key] = sites[key].seconds;
  results.hops[key] = await hops(ENGINES[key], servers[key], FIRST[0]);
  results.letters[key] = await letters(ENGINES[key], servers[key]);
}
for (const profile of Object.keys(PROFILES)) {
  const all = Object.fromEntries(Object.keys(sites).map((key) => [key, []]));
  for (let run = 0; run < Number(runs); run += 1) {
    for (const key of Object.keys(sites)) {
      const follow = run === 0 && !profile.startsWith("3G");
      const got = await visit(profile, ENGINES[key], servers[key], FIRST[run % FIRST.length], follow);
      all[key].push(got);
      console.log(profile, key, FIRST[run % FIRST.length], Math.round(got.time), "ms", got.bytes, "B", got.requests, "requests");
    }
  }
  results.cold[profile] = Object.fromEntries(Object.entries(all).map(([key, list]) => {
    const next = list.flatMap((visit) => visit.next ?? []);
    const of = (field) => median(list.map((visit) => visit[field]));
    return [key, { time: of("time"), bytes: of("bytes"), requests: of("requests"), idle: list[0].idle, long: list[0].long,
      nextTime: median(next.map(({ time }) => time)), nextBytes: median(next.map(({ bytes }) => bytes)) }];
  }));
}
for (const server of Object.values(servers)) await server.close();
fs.writeFileSync(path.join(folder, "results.json"), JSON.stringify(results, null, 1));
fs.writeFileSync(out, report(results, Number(runs)));
process.exit(0);
