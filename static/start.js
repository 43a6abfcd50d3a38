// Starts the search page. The engine's worker and the page's own wasm are fetched
// at once and side by side; neither waits for the other.

import init, { mount } from "./page.js";
import { createHost } from "./host.js";
import { followTheme } from "./theme.js";

const byId = (id) => document.getElementById(id);
const parts = JSON.parse(byId("backissue-parts").textContent);
const base = new URL("./", location.href);
const at = (part) => new URL(parts[part], base);
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
    lazy: (part) => import(at(part)),
  });
  await init({ module_or_path: fetch(at("page.wasm"), { credentials: "same-origin" }) });
  mount(host);
  document.documentElement.dataset.ready = "";
}

// The worker gets the manifest first, then messages. It speaks as soon as it is up.
function connect() {
  const worker = new Worker(at("worker.js"), { type: "module" });
  worker.postMessage({
    base: base.href,
    wasm: at("worker.wasm").href,
    manifest: JSON.parse(byId("backissue-manifest").textContent || "null"),
    saveData: navigator.connection?.saveData === true,
  });
  return worker;
}

// Without wasm the form stays what it is in the HTML: a search elsewhere.
function blocked(error) {
  byId("blocked").hidden = false;
  byId("start").hidden = false;
  byId("search").dataset.status = "error";
  if (error) console.warn(error);
}
