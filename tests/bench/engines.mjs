// What is compared, and how each is driven. All answer the same queries.
const page = (title, body) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>${body}</html>`;

/** Pagefind's own interface over whole issues, as its documentation recommends. */
const pagefindPages = {
  name: "Pagefind UI, pages",
  input: ".pagefind-ui__search-input",
  hit: ".pagefind-ui__result-link",
  html: page(
    "Pagefind",
    '<link href="/pagefind/pagefind-ui.css" rel="stylesheet"><script src="/pagefind/pagefind-ui.js"></script><div id="search"></div>' +
      "<script>addEventListener('DOMContentLoaded',()=>new PagefindUI({element:'#search',showSubResults:true,showImages:false}))</script>",
  ),
};

/** Pagefind over entries, one record each: equal work. A bare field, ten results with excerpts. */
const pagefindEntries = {
  name: "Pagefind, entries",
  input: "#q",
  hit: "#results li > a",
  html: page(
    "Pagefind entries",
    `<label for="q">Search</label> <input id="q" type="search"><ol id="results"></ol><script type="module">
import * as pagefind from '/pagefind/pagefind.js';
await pagefind.init();
const field = document.getElementById('q'), list = document.getElementById('results');
let newest = 0;
const run = async () => {
  const id = ++newest, text = field.value.trim();
  if (!text) return list.replaceChildren();
  const found = await pagefind.search(text);
  if (id !== newest) return;
  const shown = await Promise.all(found.results.slice(0, 10).map((result) => result.data()));
  if (id !== newest) return;
  list.innerHTML = shown.map((hit) => '<li><a href="' + hit.url + '">' + hit.meta.title + '</a><p>' + hit.excerpt + '</p></li>').join('');
};
field.addEventListener('input', run);
if (field.value) run();</script>`,
  ),
};

/** Ours, as published. */
const ours = { name: "Back Issue", input: "input[type=search]", hit: "[data-hit]" };

export const ENGINES = { ours, pagefindPages, pagefindEntries };
