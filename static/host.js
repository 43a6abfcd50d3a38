// What the page asks of the document it stands in, so that the same page can stand
// in a shadow root: no part of it reaches for `document` by itself. Everything that
// happens comes to the page through one listener, as (name, text, number, bytes).
// What only a whole page can be asked for is in `page.js`, for a part in `widget/`.

const IN_FIELD = 1 << 4;
const EDITABLE = 1 << 5;
const HANDLES = { from: 1 << 6, to: 1 << 7 };

/**
 * @param {object} parts `root` (rendered into), `form`, `field`, `keys` (where keys are
 *   heard), `connect` (opens a worker), `lazy` (imports a part by name), `signal` (ends
 *   it all; without, it lasts as long as the document)
 * @returns {{ host: object, tell: Function }} what the page is given, and the way to
 *   tell it what happens
 */
export function createHost({ root, form, field, keys, connect, lazy, signal }) {
  const waiting = [];
  let listener = (...event) => void waiting.push(event);
  let worker = open();
  let sheet = null;
  const tell = (name, text = "", number = 0, bytes) => listener(name, text, number, bytes);

  function open() {
    const opened = connect();
    opened.onmessage = ({ data }) => data instanceof Uint8Array && tell("message", "", 0, data);
    opened.onerror = (event) => {
      event.preventDefault();
      worker = null;
      tell("broken", event.message ?? "The search worker could not be started.");
    };
    return opened;
  }

  listenToField(form, field, tell, signal);
  listenToKeys(root, field, keys, tell, signal);
  // Yew never lets go of its root: nothing of ours may stay on it.
  root.addEventListener("click", ({ target }) => {
    if (target.closest?.(".card a")) tell("left");
    target.closest?.("[data-close]")?.closest("dialog").close();
  }, { signal });
  root.addEventListener("close", () => tell("closed"), { capture: true, signal });
  signal?.addEventListener("abort", () => {
    listener = () => false;
    worker?.terminate();
  });

  const host = {
    root,
    today: today(),
    saveData: navigator.connection?.saveData === true,
    address: "",
    scrollTop: 0,
    limit: 0,
    text: () => field.value,
    listen(page) {
      listener = page;
      for (const event of waiting.splice(0)) page(...event);
    },
    post(bytes) {
      worker ??= open();
      worker.postMessage(bytes);
    },
    status() {},
    go() {},
    fill(text) {
      if (field.value !== text) field.value = text;
    },
    expand(open, active) {
      field.setAttribute("aria-expanded", open);
      if (active) field.setAttribute("aria-activedescendant", active);
      else field.removeAttribute("aria-activedescendant");
    },
    focus(hit) {
      const target = hit < 0 ? field : links(root)[hit];
      target?.focus();
      if (hit === -1) field.select();
    },
    scroll() {},
    rendered() {
      const dialog = root.querySelector("dialog");
      if (dialog && dialog !== sheet) host.show(dialog);
      sheet = dialog;
    },
    /** Opens a dialog over the page. */
    show: (dialog) => dialog.showModal(),
    copy(text) {
      navigator.clipboard?.writeText(text).then(() => tell("copied"), () => tell("copied", "no"));
    },
    load: () => "",
    save() {},
    after: (delay, token) => void setTimeout(() => tell("timer", "", token), delay),
    lazy: (part, text) => lazy(part).then((module) => module.open({ root, text, tell, show: host.show })),
    reload: () => location.reload(),
  };
  return { host, tell };
}

// `YYYY-MM-DD` by the reader's clock. A locale that writes dates so would have to be loaded.
const today = (now = new Date()) =>
  [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((number) => String(number).padStart(2, "0")).join("-");

const links = (root) => [...root.querySelectorAll(".card .main")];

function listenToField(form, field, tell, signal) {
  const typed = () => tell("typed", field.value, field.selectionStart ?? 0);
  field.addEventListener("input", typed, { signal });
  field.addEventListener("focus", () => tell("focused", field.value), { signal });
  field.addEventListener("blur", () => tell("blurred"), { signal });
  form.addEventListener("submit", (event) => {
    // Without wasm the form goes where its HTML says.
    if ("elsewhere" in form.dataset) return;
    event.preventDefault();
    tell("submitted", field.value);
  }, { signal });
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-expanded", "false");
  field.setAttribute("aria-controls", "suggestions");
  if (field.value) queueMicrotask(typed);
}

function listenToKeys(root, field, keys, tell, signal) {
  keys.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const target = event.composedPath()[0];
    const hit = links(root).indexOf(target);
    const flags =
      (event.ctrlKey && 1) |
      (event.altKey && 2) |
      (event.shiftKey && 4) |
      (event.metaKey && 8) |
      (target === field && IN_FIELD) |
      (isEditable(target) && EDITABLE) |
      (HANDLES[target.dataset?.end] ?? 0) |
      ((hit + 1) << 8);
    if (tell("key", event.key, flags)) event.preventDefault();
  }, { signal });
}

const isEditable = (target) =>
  target instanceof Element &&
  target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");
