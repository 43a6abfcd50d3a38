// The page's own results under an element's field, or in its dialog.

import { parseFilters, pageFields } from "./filters.js";
import { floating } from "./place.js";
import { read } from "./replies.js";
import { isSearch, restrict } from "./requests.js";
import { sheet } from "./style.js";
import { wayTo } from "./way.js";

/** Results shown unless `limit` says otherwise, and at most. */
const SHOWN = 8, MOST = 50;
/** What the host's style sheets can reach with `::part()`. */
const PARTS = { ".card": "result", ".card .main": "title", ".meta": "meta", ".extract": "excerpt", mark: "mark", ".notice": "notice" };

const make = (tag, properties, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

/** Loads all that searching takes and puts it where `backissue.js` shows it. */
export async function attach({ element, root, field, panel, index, signal }) {
  const ended = new AbortController();
  signal.addEventListener("abort", () => ended.abort());
  const filters = parseFilters(element.filters);
  const parts = furnish(root, panel);
  const shown = showing({ root, field, panel, signal: ended.signal });
  try {
    const way = await wayTo(index, true, signal);
    const worker = watch(way.connect, { element, field, filters, shown: (total) => tellTotal(parts.all, total) });
    const { host } = way.app.createHost({
      root: parts.root, form: field.form, field, keys: root, connect: worker, lazy: way.app.lazy, signal: ended.signal,
    });
    const { fill, rendered } = host;
    Object.assign(host, {
      saveData: true,
      limit: Math.min(Number.parseInt(element.limit, 10) || SHOWN, MOST),
      // No recent searches in the storage of a host; shortcuts are the element's.
      load: (key) => (key === "recent" ? "\0off" : "off"),
      status(status) {
        root.firstChild.dataset.status = status;
        parts.bottom.hidden = status !== "results";
        parts.all.href = `${index}?${new URLSearchParams(pageFields(field.value, filters))}`;
        shown.follow();
      },
      fill(text) {
        fill(text);
        shown.follow();
      },
      rendered() {
        rendered();
        for (const [selector, part] of Object.entries(PARTS)) {
          for (const one of parts.root.querySelectorAll(selector)) one.part = part;
        }
      },
    });
    await way.ready();
    parts.wait.remove();
    const unmount = way.app.mount(host);
    ended.signal.addEventListener("abort", unmount);
  } catch (error) {
    ended.abort();
    panel.replaceChildren();
    throw error;
  }
  listenToClicks(element, parts.root, ended);
  return {
    typed: () => field.dispatchEvent(new Event("input")),
    close: () => shown.close(),
    detach() {
      ended.abort();
      panel.replaceChildren();
    },
  };
}

/** Puts styles and the panel's parts in place. */
const furnish = (root, panel) => {
  const unit = parseFloat(getComputedStyle(root.firstChild).fontSize) || 16;
  const own = root.adoptedStyleSheets.at(-1);
  root.adoptedStyleSheets = [sheet(unit), own];
  const wait = make("p", { className: "wait", role: "status", textContent: "Opening the archive…" });
  const into = make("div", { className: "into" });
  const all = make("a", { part: "all", textContent: "All results" });
  const bottom = make("p", { className: "bottom", part: "footer", hidden: true }, all);
  panel.replaceChildren(wait, into, bottom);
  panel.tabIndex = -1;
  panel.role = "region";
  panel.ariaLabel = "Search results";
  return { root: into, wait, all, bottom };
};

const tellTotal = (link, total) => {
  link.textContent = total === 1 ? "The result on the search page" : `All ${total.toLocaleString("en")} results`;
};

/** When the panel is there: while there is text and the focus is in the element. */
const showing = ({ root, field, panel, signal }) => {
  if (root.querySelector("dialog")) return { follow() {}, close() {} };
  const float = floating(field.form, panel);
  // Between two elements of ours the focus is nowhere for a moment.
  let wanted = root.activeElement !== null;
  const follow = () => (wanted && field.value.trim() ? float.show() : float.hide());
  const want = (is) => () => {
    wanted = is;
    follow();
  };
  for (const type of ["focusin", "input"]) root.addEventListener(type, want(true), { signal });
  root.addEventListener("focusout", ({ relatedTarget }) => {
    // The window may have lost the focus as a whole.
    if (document.hasFocus() && !root.contains(relatedTarget)) want(false)();
  }, { signal });
  signal.addEventListener("abort", float.hide);
  follow();
  return { follow, close: want(false) };
};

/** Opens workers that keep to the element's filters, and tells the page what is found. */
const watch = (connect, { element, field, filters, shown }) => () => {
  const worker = connect();
  let asked = { id: 0, query: "" };
  return {
    set onmessage(heard) {
      worker.onmessage = (event) => {
        const reply = event.data instanceof Uint8Array && read(event.data);
        heard(event);
        if (reply?.is === "answer" && reply.id === asked.id) {
          const { query } = asked;
          asked = { id: 0 };
          shown(reply.total);
          tell(element, "search", { query, total: reply.total });
        } else if (reply?.is === "failed") {
          tell(element, "error", { message: reply.message, code: reply.code });
        }
      };
    },
    set onerror(heard) {
      worker.onerror = (event) => {
        heard(event);
        tell(element, "error", { message: event.message ?? "The search worker could not be started." });
      };
    },
    postMessage(message) {
      if (isSearch(message)) asked = { id: idOf(message), query: field.value };
      worker.postMessage(restrict(message, filters));
    },
    terminate: () => worker.terminate(),
  };
};

const idOf = (message) => read(Uint8Array.of(1, ...message.subarray(1, 6), 0)).id;

const tell = (element, name, detail, cancelable = false) =>
  element.dispatchEvent(new CustomEvent(`backissue:${name}`, { bubbles: true, composed: true, cancelable, detail }));

const listenToClicks = (element, into, { signal }) =>
  into.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    const card = link?.closest(".card");
    if (!card) return;
    const main = card.querySelector(".main");
    const detail = { url: link.href, title: main.textContent, kind: card.dataset.kind, main: link === main };
    if (!tell(element, "select", detail, true)) event.preventDefault();
  }, { signal });
