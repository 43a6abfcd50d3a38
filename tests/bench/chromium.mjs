// A fresh browser under a profile of network and processor, and what it did.
import { spawn } from "node:child_process";
import path from "node:path";
import { chromium } from "playwright-core";

/** Round trip in ms, bits per second down and up, slowdown of the processor. */
export const PROFILES = {
  unthrottled: {},
  "slow 4G, 4× CPU": { rtt: 150, down: 1.6e6, up: 750e3, cpu: 4 },
  "3G, 6× CPU": { rtt: 300, down: 0.7e6, up: 300e3, cpu: 6 },
};

const HERE = path.dirname(new URL(import.meta.url).pathname);

/** Runs in the page before anything else: fills the field at once and watches. */
const observe = ({ input, hit, query }) => {
  if (location.pathname === "/__blank") return;
  const bench = { long: 0, longest: 0 };
  window.bench = bench;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      bench.long += 1;
      bench.longest = Math.max(bench.longest, duration);
    }
  }).observe({ type: "longtask", buffered: true });
  const visible = (element) => element.getClientRects().length && element.textContent.trim();
  bench.hits = () => [...document.querySelectorAll(hit)].filter(visible).map((element) => element.textContent);
  bench.fill = (text) => {
    const field = document.querySelector(input);
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, text);
    field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true, inputType: "insertText" }));
  };
  /** Milliseconds until results other than the present ones are shown; null if none come. */
  bench.ask = (text, patience = 20_000) =>
    new Promise((resolve) => {
      const start = performance.now(), old = bench.hits().join();
      bench.fill(text);
      const look = () => {
        const hits = bench.hits(), passed = performance.now() - start;
        if (hits.length && hits.join() !== old) resolve(passed);
        else if (passed > patience) resolve(null);
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
  if (!query) return;
  const begin = () => {
    const field = document.querySelector(input);
    if (!field) return void setTimeout(begin, 4);
    field.focus();
    bench.fill(query);
    const look = () => {
      if (bench.hits().length) bench.first = performance.now();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  };
  document.addEventListener("DOMContentLoaded", () => setTimeout(begin, 0));
};

/** A browser with one page; `close` ends it and its throttle. */
export async function open(profile, server, engine, query) {
  const { rtt, down, up, cpu } = PROFILES[profile];
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
      `--ignore-certificate-errors-spki-list=${server.spki}`],
  });
  const context = await browser.newContext({ viewport: { width: 1000, height: 900 } });
  const page = await context.newPage();
  const devtools = await browser.newBrowserCDPSession();
  const processes = (await devtools.send("SystemInfo.getProcessInfo")).processInfo;
  const root = processes.find(({ type }) => type === "browser").id;
  // A renderer of the right origin must be there before it is throttled.
  await page.goto(`${server.url}__blank`);
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  if (rtt) {
    await session.send("Network.emulateNetworkConditions", {
      offline: false, latency: rtt, downloadThroughput: down / 8, uploadThroughput: up / 8,
    });
  }
  // In all tabs: a reader may come again.
  await context.addInitScript(observe, { input: engine.input, hit: engine.hit, query });
  const throttle = cpu && spawn(process.execPath, [path.join(HERE, "throttle.mjs"), root, cpu], { stdio: "ignore" });
  server.log.clear();
  return {
    page, rtt: rtt ?? 0,
    tab: () => context.newPage(),
    targets: () => targets(session),
    async close() {
      throttle?.kill("SIGTERM");
      await browser.close();
    },
  };
}

/**
 * Functions that send DevTools commands, one for the page and one for each of its
 * workers; the list grows as they start.
 */
const targets = async (session) => {
  const list = [(method, params) => session.send(method, params)], waiting = new Map();
  let last = 0;
  session.on("Target.receivedMessageFromTarget", ({ message }) => {
    const { id, result, error } = JSON.parse(message);
    const { resolve, reject } = waiting.get(id) ?? {};
    if (error) reject?.(new Error(error.message));
    else resolve?.(result);
  });
  session.on("Target.attachedToTarget", ({ sessionId }) => {
    list.push((method, params = {}) =>
      new Promise((resolve, reject) => {
        waiting.set((last += 1), { resolve, reject });
        const message = JSON.stringify({ id: last, method, params });
        session.send("Target.sendMessageToTarget", { sessionId, message }).catch(reject);
      }));
  });
  await session.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  return list;
};
