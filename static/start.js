// Starts the search page. The engine, which comes first, already fetches what the first
// results need while the page's module is on its way.

import { mount } from "glue/page";
import { createHost } from "./host.js";
import { Blocked, createEngine } from "./module.js";
import { complete } from "./page.js";
import { followTheme } from "./theme.js";

const byId = (id) => document.getElementById(id);
// The names in capitals are file names in the folder of this script, put in by the build.
const at = (name) => new URL(name, import.meta.url);
const PARTS = { "help.js": HELP_JS, "export.js": EXPORT_JS };
/** Milliseconds without a key after which what was typed before the page came is looked for. */
const RESTING = 200;
/** Imports a part that is rarely needed. */
export const lazy = (part) => import(at(PARTS[part]));

/** Starts the page that this script was loaded by. */
export function start() {
  followTheme(byId("theme"));
  if (typeof WebAssembly === "object") {
    search().catch((error) => without(error instanceof Blocked ? "blocked" : "unloaded", error));
  } else {
    without("blocked");
  }
}

async function search() {
  const field = byId("field");
  const asked = new URLSearchParams(location.search);
  if (asked.has("q")) field.value ||= asked.get("q");
  else if (matchMedia("(pointer: fine)").matches) field.focus({ preventScroll: true });
  if (asked.size) {
    byId("start").hidden = true;
    byId("search").dataset.status = "loading";
  }
  const manifest = JSON.parse(byId("backissue-manifest").textContent || "null");
  const engine = createEngine(at("../").href, manifest, progress());
  const root = byId("app");
  let worker;
  const connect = () => (worker = engine.connect());
  const made = createHost({ root, form: byId("ask"), field, keys: document, connect, lazy });
  const host = complete(made, { root, help: byId("help"), status: byId("search"), start: byId("start") });
  const ahead = new AbortController();
  // Filters are left to the page.
  const plain = [...asked.keys()].every((name) => name === "q");
  if (plain) lookAhead(field, asked.get("q") ?? "", (search) => worker.postMessage(search), ahead);
  await engine.ready();
  ahead.abort();
  mount(host);
}

// Tells the worker what will be searched, until there is a page to do so: what the address
// gives, or is typed meanwhile.
function lookAhead(field, given, tell, { signal }) {
  let timer;
  const look = () => {
    const text = field.value;
    if (text.trim().length > 2) tell({ text, typing: text !== given });
  };
  const typed = () => {
    clearTimeout(timer);
    timer = setTimeout(look, RESTING);
  };
  look();
  field.addEventListener("input", typed, { signal });
  signal.addEventListener("abort", () => clearTimeout(timer));
}

// Tells how much of the module has come, once that takes over a second. The page, when it
// is there, takes the place of this.
function progress() {
  const note = byId("loading");
  const amounts = note.querySelectorAll("b");
  const sums = [0, 0];
  setTimeout(() => (note.hidden = false), 1_000);
  return (received, expected) => {
    sums[0] += received;
    sums[1] += expected;
    if (!note.hidden) amounts.forEach((amount, at) => (amount.textContent = Math.ceil(sums[at] / 1000)));
  };
}

// Without the module the form stays what it is in the HTML: a search elsewhere.
function without(notice, error) {
  byId("ask").dataset.elsewhere = "";
  byId(notice).hidden = false;
  byId("app").hidden = true;
  byId("start").hidden = false;
  byId("search").dataset.status = "error";
  if (error) console.warn(error);
}
