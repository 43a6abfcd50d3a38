// Starts the search page. The index is fetched by the worker while the module, which
// page and worker share, is on its way; neither waits for the other.

import { mount } from "glue/app";
import { createHost } from "./host.js";
import { Blocked, createEngine } from "./module.js";
import { complete } from "./page.js";
import { followTheme } from "./theme.js";

const byId = (id) => document.getElementById(id);
// The names in capitals are file names in the folder of this script, put in by the build.
const at = (name) => new URL(name, import.meta.url);
const PARTS = { "help.js": HELP_JS, "export.js": EXPORT_JS };
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
  const made = createHost({ root, form: byId("ask"), field, keys: document, connect: engine.connect, lazy });
  const host = complete(made, { root, help: byId("help"), status: byId("search"), start: byId("start") });
  await engine.ready();
  mount(host);
}

// Tells how much of the module has come, once that takes over a second. The page, when it
// is there, takes the place of this.
function progress() {
  const note = byId("loading");
  const amounts = note.querySelectorAll("b");
  const sums = [0, 0];
  setTimeout(() => (note.hidden = false), 1_000);
  return (received, expected) => {
    for (const [at, more] of [received, expected].entries()) {
      sums[at] += more;
      amounts[at].textContent = Math.ceil(sums[at] / 1000);
    }
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
