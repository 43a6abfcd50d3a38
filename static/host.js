// What the page asks of the document it stands in, so that the same page can stand
// in a shadow root: no part of it reaches for `document` by itself. Everything that
// happens comes to the page through one listener, as (name, text, number, bytes).

const STORE = "backissue.";
const IN_FIELD = 1 << 4;
const EDITABLE = 1 << 5;
const HANDLES = { from: 1 << 6, to: 1 << 7 };

/**
 * @param {object} parts `root` (rendered into), `form`, `field`, `help`, `status`
 *   (bears `data-status`), `start` (shown while idle), `connect` (opens a worker),
 *   `lazy` (imports a part by name).
 */
export function createHost({ root, form, field, help, status, start, connect, lazy }) {
  const waiting = [];
  let listener = (...event) => void waiting.push(event);
  let worker = open();
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

  listenToField(form, field, tell);
  listenToKeys(root, field, tell);
  listenToHistory(tell);
  followLayout(tell);
  listenToBrush(root, tell);
  root.addEventListener("click", (event) => event.target.closest?.(".card a") && tell("left"));
  const end = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && tell("reached"));
  help?.addEventListener("click", () => tell("help"));
  if (help) help.hidden = false;
  root.addEventListener("click", ({ target }) => target.closest?.("[data-close]")?.closest("dialog").close());
  root.addEventListener("close", () => tell("closed"), true);
  root.addEventListener("cancel", () => tell("closed"), true);

  return {
    root,
    today: new Date().toLocaleDateString("sv"),
    saveData: navigator.connection?.saveData === true,
    address: location.search,
    scrollTop: history.state?.y ?? 0,
    text: () => field.value,
    listen(page) {
      listener = page;
      for (const event of waiting.splice(0)) page(...event);
    },
    post(bytes) {
      worker ??= open();
      worker.postMessage(bytes);
    },
    status(state, idle) {
      status.dataset.status = state;
      if (start) start.hidden = !idle;
    },
    go(push, query) {
      const url = query || location.pathname;
      if (push) history.pushState({ y: 0 }, "", url);
      else history.replaceState(history.state, "", url);
    },
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
    scroll: (y) => scrollTo({ top: y, behavior: "instant" }),
    rendered() {
      root.querySelector("dialog:not([open])")?.showModal();
      end.disconnect();
      const more = root.querySelector(".more");
      if (more) end.observe(more);
    },
    copy(text) {
      navigator.clipboard?.writeText(text).then(() => tell("copied"), () => tell("copied", "no"));
    },
    load: (key) => attempt(() => localStorage.getItem(STORE + key)) ?? "",
    save: (key, text) => attempt(() => localStorage.setItem(STORE + key, text)),
    after: (delay, token) => void setTimeout(() => tell("timer", "", token), delay),
    lazy: (part, text) => lazy(part).then((module) => module.open({ root, text, tell })),
    reload: () => location.reload(),
  };
}

const links = (root) => [...root.querySelectorAll(".card .main")];

// Private mode and full disks throw.
function attempt(action) {
  try {
    return action();
  } catch {
    return null;
  }
}

function listenToField(form, field, tell) {
  const typed = () => tell("typed", field.value, field.selectionStart ?? 0);
  field.addEventListener("input", typed);
  field.addEventListener("focus", () => tell("focused", field.value));
  field.addEventListener("blur", () => tell("blurred"));
  form.addEventListener("submit", (event) => {
    // Without wasm the form goes where its HTML says.
    if ("elsewhere" in form.dataset) return;
    event.preventDefault();
    tell("submitted", field.value);
  });
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-expanded", "false");
  field.setAttribute("aria-controls", "suggestions");
  if (field.value) queueMicrotask(typed);
}

function listenToKeys(root, field, tell) {
  root.ownerDocument.addEventListener("keydown", (event) => {
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
  });
}

const isEditable = (target) =>
  target instanceof Element &&
  target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");

function listenToHistory(tell) {
  history.scrollRestoration = "manual";
  addEventListener("popstate", ({ state }) => tell("moved", location.search, state?.y ?? 0));
  let timer = 0;
  const keep = () => history.replaceState({ y: scrollY }, "");
  addEventListener("scroll", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, 120);
  }, { passive: true });
  addEventListener("pagehide", keep);
  addEventListener("offline", () => tell("offline"));
  addEventListener("online", () => tell("online"));
}

// 0 phone, 1 in between, 2 wide enough for the facet rail.
function followLayout(tell) {
  const queries = ["(min-width: 40em)", "(min-width: 64em)"].map((query) => matchMedia(query));
  const report = () => tell("layout", "", queries.filter((query) => query.matches).length);
  for (const query of queries) query.addEventListener("change", report);
  report();
}

// A range drawn over `[data-brush]`: where the pointer is, as a part of the width.
// The names of the stages are those of `store.rs`: at, 3 + at, -1 up, -2 cancelled.
function listenToBrush(root, tell) {
  let area = null;
  const at = ({ clientX }) => {
    const { left, right, width } = area.getBoundingClientRect();
    const rtl = getComputedStyle(area).direction === "rtl";
    const part = (rtl ? right - clientX : clientX - left) / width;
    return Math.min(Math.max(part, 0), 0.9999);
  };
  root.addEventListener("pointerdown", (event) => {
    area = event.button === 0 ? event.target.closest?.("[data-brush]") : null;
    if (!area) return;
    area.setPointerCapture(event.pointerId);
    tell("brush", "", at(event));
  });
  root.addEventListener("pointermove", (event) => area && tell("brush", "", 3 + at(event)));
  root.addEventListener("pointerup", () => {
    if (area) tell("brush", "", -1);
    area = null;
  });
  root.addEventListener("pointercancel", () => {
    if (area) tell("brush", "", -2);
    area = null;
  });
}
