// node throttle.mjs BROWSER_PID RATE: lets every renderer process of a browser run for
// 1/RATE of the time, by stopping and continuing it. DevTools' own throttling slows the
// page's thread but not its workers, which would flatter engines that use one.
import fs from "node:fs";

const [root, rate] = process.argv.slice(2).map(Number);
/** Milliseconds of a round. */
const ROUND = 20;

const sleep = (ms) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
const read = (pid, file) => {
  try {
    return fs.readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
};
const parent = (pid) => Number(/\) \S+ (\d+)/.exec(read(pid, "stat"))?.[1] ?? 0);
const below = (pid) => {
  for (let up = pid; up > 1; up = parent(up)) if (up === root) return true;
  return false;
};
const renderers = () =>
  fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(Number)
    .filter((pid) => read(pid, "cmdline").includes("--type=renderer") && below(pid));
const signal = (pids, name) => {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // It has ended.
    }
  }
};

let pids = [];
for (let looked = 0; read(root, "stat"); ) {
  if (performance.now() - looked > 100) {
    pids = renderers();
    looked = performance.now();
  }
  const start = performance.now();
  sleep(ROUND / rate);
  const ran = performance.now() - start;
  signal(pids, "SIGSTOP");
  sleep(ran * (rate - 1));
  signal(pids, "SIGCONT");
  // Lets SIGTERM be noticed, with everything running.
  await new Promise(setImmediate);
}
