// Starts the search page. The engine's worker and the page's own wasm are fetched
// at once and side by side; neither waits for the other.

import init, { mount } from "glue/page";
import { createHost } from "./host.js";
import { followTheme } from "./theme.js";

const byId = (id) => document.getElementById(id);
// The names in capitals are file names in the folder of this script, put in by the build.
const at = (name) => new URL(name, import.meta.url);
const PARTS = { "help.js": HELP_JS, "export.js": EXPORT_JS };
const field = byId("field");

followTheme(byId("theme"));
if (typeof WebAssembly === "object") {
  start().catch(blocked);
} else {
  blocked();
}
if ("serviceWorker" in navigator && isSecureContext) {
  addEventListener("load", () => navigator.serviceWorker.register("sw.js").catch(() => {}));
}

async function start() {
  const search = new URLSearchParams(location.search);
  if (search.has("q")) field.value ||= search.get("q");
  else if (matchMedia("(pointer: fine)").matches) field.focus({ preventScroll: true });
  const host = createHost({
    root: byId("app"),
    form: byId("ask"),
    field,
    help: byId("help"),
    status: byId("search"),
    start: byId("start"),
    connect,
    lazy: (part) => import(at(PARTS[part])),
  });
  await init({ module_or_path: at(PAGE_WASM) });
  mount(host);
}

// The worker gets the manifest first, then messages. It speaks as soon as it is up.
function connect() {
  const worker = new Worker(at(WORKER_JS), { type: "module" });
  worker.postMessage({
    base: at("../").href,
    wasm: at(WORKER_WASM).href,
    manifest: JSON.parse(byId("backissue-manifest").textContent || "null"),
    saveData: navigator.connection?.saveData === true,
  });
  return worker;
}

// Without wasm the form stays what it is in the HTML: a search elsewhere.
function blocked(error) {
  byId("ask").dataset.elsewhere = "";
  byId("blocked").hidden = false;
  byId("start").hidden = false;
  byId("search").dataset.status = "error";
  if (error) console.warn(error);
}
