// An index of another origin: workers cannot be started across origins, so a hidden
// frame of that origin runs one and passes messages on, through a channel of its own.
// `static/frame.js` is the other end.

/** Version of what is said before the messages of `model/src/wire.rs` begin. */
export const PROTOCOL = 1;
/** Milliseconds for the frame to be loaded, and to answer then. */
const LOADING = 30_000, ANSWERING = 5_000;

const hiddenFrame = (address) => {
  const frame = document.createElement("iframe");
  frame.style.setProperty("display", "none", "important");
  frame.ariaHidden = "true";
  frame.tabIndex = -1;
  frame.src = address;
  return frame;
};

/**
 * A stand-in for the worker. The module comes along where it is asked for: what this
 * document would load itself is cached apart for each site it is used on.
 * @param {string} index URL of the index, with a final slash
 * @param {string} name file name of the module, which must be the same there
 * @param {boolean} share the module itself is wanted
 * @returns {{ worker: object, up: Promise<void>, module: Promise<ArrayBuffer>, end: () => void }}
 */
export const throughFrame = (index, name, share) => {
  const { origin } = new URL(index);
  const { port1: port, port2: theirs } = new MessageChannel();
  const frame = hiddenFrame(`${index}frame.html`);
  const up = deferred();
  const module = deferred();
  for (const { promise } of [up, module]) promise.catch(() => {});
  const fail = (reason) => [up, module].forEach(({ reject }) => reject(new Error(reason)));
  const silent = () => fail(`${frame.src} did not answer: is the search published there, and may this page show it in a frame?`);
  let timer = setTimeout(silent, LOADING);

  const hello = (said) => {
    clearTimeout(timer);
    if (said.backissue === PROTOCOL && said.module === name) up.resolve();
    else fail("The script of this page and the index are of different versions: reload the page.");
  };
  const end = () => {
    clearTimeout(timer);
    port.close();
    frame.remove();
    fail("The search was closed.");
  };
  const worker = {
    onmessage: null,
    onerror: null,
    postMessage: (message) => port.postMessage(message),
    // Others may wait for the module: it is let arrive first.
    terminate: () => void (share ? module.promise.catch(() => {}).then(end) : end()),
  };
  const broken = (message) => {
    fail(message);
    worker.onerror?.({ message, preventDefault() {} });
  };
  // Only the document that was given the other end can speak here.
  port.onmessage = (event) => {
    const { data } = event;
    if (data instanceof Uint8Array) worker.onmessage?.(event);
    else if (data instanceof ArrayBuffer) module.resolve(data);
    else if (typeof data?.broken === "string") broken(data.broken);
    else if (typeof data?.backissue === "number") hello(data);
  };
  frame.addEventListener("load", () => {
    clearTimeout(timer);
    timer = setTimeout(silent, ANSWERING);
    // Only a document of that origin is given it.
    frame.contentWindow.postMessage({ backissue: PROTOCOL, share }, origin, [theirs]);
  }, { once: true });
  (document.body ?? document.documentElement).append(frame);
  return { worker, up: up.promise, module: module.promise, end };
};

const deferred = () => {
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
};
