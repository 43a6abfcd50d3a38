// The search in a hidden frame, for pages of other origins: `widget/frame.js` opens it.
// It runs a worker on the index it was published with and passes messages on. Whoever
// embeds it can search the archive, which anyone can, and nothing else.

// The names in capitals are files beside this script, put in by the build.
const PROTOCOL = 1;
/** Longest message worth passing on, in bytes. */
const LONGEST = 64 * 1024;

const app = import(new URL(APP_JS, import.meta.url).href);

addEventListener("message", hear);

/** The page around this frame, and nobody else, hands over one end of a channel. */
function hear({ source, data, ports }) {
  if (parent === self || source !== parent || typeof data?.backissue !== "number" || ports.length !== 1) return;
  removeEventListener("message", hear);
  const [port] = ports;
  port.postMessage({ backissue: PROTOCOL, module: APP_BIN });
  serve(port, data.share === true).catch((error) => port.postMessage({ broken: String(error.message ?? error) }));
}

/** @param {MessagePort} port @param {boolean} share the page around wants the module too */
async function serve(port, share) {
  const { createEngine } = await app;
  const manifest = JSON.parse(document.getElementById("index").textContent);
  const engine = createEngine(new URL("./", location.href).href, manifest);
  const worker = engine.connect(share);
  worker.onmessage = ({ data }) => {
    if (data instanceof Uint8Array) port.postMessage(data, [data.buffer]);
    else if (data instanceof ArrayBuffer) port.postMessage(data, [data]);
  };
  worker.onerror = (event) => port.postMessage({ broken: event.message ?? "The search worker could not be started." });
  port.onmessage = ({ data }) => {
    if (data instanceof Uint8Array && data.length <= LONGEST) worker.postMessage(data);
  };
  await engine.module();
}
