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
  listenToHistory(tell);
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
    },
    go(push, query) {
      const url = query || location.pathname;
      if (push) history.pushState({ y: 0 }, "", url);
      else history.replaceState(history.state, "", url);
    },
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

// Private mode and full disks throw.
function attempt(action) {
  try {
    return action();
  } catch {
    return null;
  }
}

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
