// What the host of a whole page adds: the address, the history, storage, and room for
// filters and bars.

const STORE = "backissue.";

/**
 * @param {{ host: object, tell: Function }} made by `createHost`
 * @param {object} parts `root`, `help`, `status` (bears `data-status`), `start` (shown
 *   while idle)
 */
export function complete({ host, tell }, { root, help, status, start }) {
  const { rendered } = host;
  const end = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && tell("reached"));
  listenToPopovers(root);
  followLayout(tell);
  listenToBrush(root, tell);
  help.addEventListener("click", () => tell("help"));
  help.hidden = false;
  return Object.assign(host, {
    address: location.search,
    scrollTop: history.state?.y ?? 0,
    status(state, idle) {
      status.dataset.status = state;
      start.hidden = !idle;
      if (state !== "loading") keepOffline();
    },
    ...listenToHistory(tell),
    scroll: (y) => scrollTo({ top: y, behavior: "instant" }),
    rendered() {
      rendered();
      end.disconnect();
      const more = root.querySelector(".more");
      if (more) end.observe(more);
    },
    load: (key) => attempt(() => localStorage.getItem(STORE + key)) ?? "",
    save: (key, text) => attempt(() => localStorage.setItem(STORE + key, text)),
  });
}

// What keeps the page for times without a network comes last, and not where data is to be
// saved: whoever is on a slow line waits for results.
let kept = false;
function keepOffline() {
  if (kept || !isSecureContext || navigator.connection?.saveData) return;
  kept = true;
  navigator.serviceWorker?.register("sw.js").catch(() => {});
}

// Private mode and full disks throw.
function attempt(action) {
  try {
    return action();
  } catch {
    return null;
  }
}

// A dialog is an entry of the history, so that Back closes it. What is chosen in it is
// written into that entry, and stays when it closes; Back once more undoes it.
function listenToHistory(tell) {
  let dialog = null;
  let leaving = false;
  let now = location.search;
  const go = (push, query) => {
    now = query;
    if (push && !dialog) history.pushState({ y: 0 }, "", query || location.pathname);
    else history.replaceState(history.state, "", query || location.pathname);
  };
  const show = (opened) => {
    const before = now;
    go(true, now);
    dialog = opened;
    opened.showModal();
    opened.addEventListener("close", () => {
      if (dialog !== opened) return;
      dialog = null;
      leaving = now === before;
      if (leaving) history.back();
    });
  };
  history.scrollRestoration = "manual";
  addEventListener("popstate", ({ state }) => {
    const closing = dialog;
    dialog = null;
    if (closing) {
      closing.close();
      if (location.search !== now) go(true, now);
    } else if (!leaving) {
      now = location.search;
      tell("moved", now, state?.y ?? 0);
    }
    leaving = false;
  });
  let timer = 0;
  const keep = () => history.replaceState({ y: scrollY }, "");
  addEventListener("scroll", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, 120);
  }, { passive: true });
  addEventListener("pagehide", keep);
  addEventListener("offline", () => tell("offline"));
  addEventListener("online", () => tell("online"));
  return { go, show };
}

// Open popovers close when something else is touched or focused, and by Escape.
function listenToPopovers(root) {
  const page = root.ownerDocument;
  const opened = () => root.querySelector(".row [aria-expanded=true]");
  const left = (event) => {
    const button = opened();
    if (button && !event.composedPath().includes(button.closest(".facet"))) button.click();
  };
  page.addEventListener("pointerdown", left);
  page.addEventListener("focusin", left);
  page.addEventListener("keydown", (event) => {
    const button = event.key === "Escape" && opened();
    if (!button) return;
    button.click();
    button.focus();
    event.preventDefault();
    event.stopImmediatePropagation();
  }, { capture: true });
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
