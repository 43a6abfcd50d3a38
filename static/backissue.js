// Search on any page: `<script type="module" src="…/backissue.js"></script>` and
// `<back-issue-search></back-issue-search>`. This file holds what is there at once: the
// element, a real form, and the wait for a reader who wants to search. All else is
// imported then. Paths resolve from the address of this file, never from the page's.
// The name in capitals is put in by the build; `backissue.d.ts` describes all of this.

import { parseFilters } from "./widget/filters.js";

const HERE = new URL("./", import.meta.url).href;
const OPTIONS = ["index", "placeholder", "theme", "filters", "limit", "shortcut", "look", "lang"];
const EDITABLE = "input,textarea,select,[contenteditable]";

const make = (tag, attributes, ...children) => {
  const element = document.createElement(tag);
  for (const name in attributes) element.setAttribute(name, attributes[name]);
  element.append(...children);
  return element;
};

// A module that could not be loaded is not asked for again under the same address.
let attempts = 0;
const load = () =>
  import(`${HERE}assets/${WIDGET_JS}#${attempts}`).catch(() => {
    attempts += 1;
    throw new Error(`${HERE} could not be loaded: Access-Control-Allow-Origin?`);
  });

/** The directive that a violation of the page's policy asks for. */
const lacking = ({ blockedURI, effectiveDirective }, origins) => {
  if (/wasm/.test(blockedURI)) return "script-src 'wasm-unsafe-eval'";
  const origin = origins.find((origin) => blockedURI.startsWith(origin));
  return origin && `${effectiveDirective.replace("-elem", "")} ${origin}`;
};

/**
 * Does what the page's content security policy may forbid. The error then bears the
 * `directive` that is missing. Of what waits in vain, only the violation is ever told;
 * of what fails, a little later than it fails.
 */
const guarded = async (index, start) => {
  const begun = new AbortController();
  const origins = [HERE, index].map((url) => new URL(url).origin);
  let stop, directive;
  const stopped = new Promise((_, reject) => (stop = reject));
  const note = (event) => {
    directive ??= lacking(event, origins);
    if (directive) stop();
  };
  document.addEventListener("securitypolicyviolation", note);
  try {
    return await Promise.race([stopped, start(begun.signal)]);
  } catch (error) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    begun.abort();
    const message = directive ? `Content-Security-Policy lacks ${directive}` : error.message;
    throw Object.assign(new Error(message), { directive });
  } finally {
    document.removeEventListener("securitypolicyviolation", note);
  }
};

/** The address of an index; whatever is none stands for the one beside this file. */
const folder = (url) => {
  const { href } = make("a", { href: url || HERE });
  return /^http/.test(href) ? href.replace(/\/?([?#].*)?$/, "/") : HERE;
};

/** Opens an index for scripts; without an address, the one that lies beside this file. */
export const open = (url) => {
  const index = folder(url);
  return guarded(index, async (signal) => (await load()).open(index, signal));
};

/** A key as `shortcut` names it: `/`, `ctrl+k`, `alt+s`. ⌘ is Ctrl, and AltGr nothing. */
const named = ({ key = "", ctrlKey, metaKey, altKey }) => {
  const held = (ctrlKey || metaKey ? "ctrl+" : "") + (altKey ? "alt+" : "");
  return (held === "ctrl+alt+" ? "" : held) + key.toLowerCase();
};

class Search extends HTMLElement {
  static observedAttributes = OPTIONS;
  #root = this.attachShadow({ mode: "open" });
  #field = make("input", {
    part: "field", class: "field", type: "search", name: "q", autocomplete: "off", autocapitalize: "off",
    spellcheck: "false", maxlength: 1000,
  });
  #fallback = make("slot");
  #panel = make("div", { part: "panel", class: "view" });
  #off;
  #awake;
  #live;

  constructor() {
    super();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(LOADER_CSS);
    this.#root.adoptedStyleSheets = [sheet];
    for (const type of ["focusin", "pointerover"]) this.#root.addEventListener(type, () => this.#wake());
    // The page sees the element, not the field: what is typed here is none of its shortcuts.
    for (const type of ["keydown", "keypress", "keyup"]) {
      this.#root.addEventListener(type, (event) => named(event).length === 1 && event.stopPropagation());
    }
  }

  connectedCallback() {
    if (this.#off) return;
    // Set before this script came, they lie in front of our own.
    for (const name of OPTIONS) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    this.#off = new AbortController();
    this.#build();
    document.addEventListener("keydown", (event) => this.#pressed(event), this.#off);
  }

  disconnectedCallback() {
    // Moved within the page, it goes on; taken out, it gives everything back.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#sleep();
      this.#off?.abort();
      this.#off = null;
    });
  }

  attributeChangedCallback(name, old, value) {
    if (!this.#off || old === value) return;
    if (["index", "filters", "limit", "look"].includes(name)) {
      this.#sleep();
      this.#build();
    } else {
      this.#name();
    }
  }

  /** Opens the dialog, or goes to the field. */
  open() {
    const dialog = this.#root.querySelector("dialog");
    if (dialog && !dialog.open) dialog.showModal();
    this.#field.focus();
    return this.#wake();
  }

  /** Closes the dialog or the results. */
  close() {
    this.#root.querySelector("dialog")?.close();
    this.#live?.close();
  }

  /** Searches for a text as if it had been typed. */
  async search(query) {
    this.#field.value = query;
    (await this.open())?.typed();
  }

  #build() {
    const form = make("form", { part: "form", class: "line", role: "search", action: folder(this.index) }, this.#field);
    for (const { field, values } of parseFilters(this.filters)) {
      form.append(...values.map((value) => make("input", { type: "hidden", name: field, value })));
    }
    form.append(make("button", { part: "submit", class: "go", "aria-label": "Search" }));
    const frame = make("div", { part: "widget", class: "widget" });
    this.#fallback.hidden = true;
    if (["button", "dialog"].includes(this.look)) {
      const button = make("button", { part: "button", class: "opener", "aria-haspopup": "dialog" });
      button.append(make("slot", { name: "button" }, "Search"));
      button.hidden = this.look === "dialog";
      button.addEventListener("click", () => this.open());
      const close = make("button", { part: "close", class: "closer" }, "Close");
      const dialog = make("dialog", { part: "dialog", class: "pop" }, form, close, this.#panel);
      close.addEventListener("click", () => this.close());
      frame.append(button, dialog);
    } else {
      frame.append(form, this.#panel);
    }
    frame.append(this.#fallback);
    this.#panel.replaceChildren();
    this.#root.replaceChildren(frame);
    this.#name();
  }

  #name() {
    const text = this.placeholder || "Search";
    this.#field.placeholder = text;
    for (const named of this.#root.querySelectorAll(".field, dialog")) named.ariaLabel = text;
    const frame = this.#root.firstChild;
    frame.style.colorScheme = this.theme === "auto" ? "light dark" : this.theme;
    frame.lang = this.lang || "en";
  }

  #pressed(event) {
    const key = named(event);
    if (event.defaultPrevented || event.isComposing || !this.shortcut.toLowerCase().split(" ").includes(key)) return;
    if (key.length === 1 && event.composedPath()[0].matches?.(EDITABLE)) return;
    event.preventDefault();
    this.open();
  }

  /** Loads the search, once. What fails is told, and tried again at the next occasion. */
  #wake() {
    return (this.#awake ??= this.#start(this.#off));
  }

  async #start(off) {
    const index = folder(this.index);
    try {
      const live = await guarded(index, async (signal) => {
        const widget = await load();
        return widget.attach({ element: this, root: this.#root, field: this.#field, panel: this.#panel, index, signal });
      });
      if (this.#off !== off) return live.detach();
      return (this.#live = live);
    } catch ({ message, directive }) {
      if (this.#off !== off) return;
      this.#awake = null;
      this.#fallback.hidden = false;
      this.dispatchEvent(new CustomEvent("backissue:error", { bubbles: true, composed: true, detail: { message, directive } }));
    }
  }

  #sleep() {
    this.#live?.detach();
    this.#live = this.#awake = null;
    this.#root.querySelector("dialog")?.close();
  }
}

for (const name of OPTIONS) {
  Object.defineProperty(Search.prototype, name, {
    get() {
      return this.getAttribute(name) ?? "";
    },
    set(value) {
      if (value == null) this.removeAttribute(name);
      else this.setAttribute(name, value);
    },
  });
}

if (!customElements.get("back-issue-search")) customElements.define("back-issue-search", Search);
