// Builds Pagefind's indexes from what `backissue issues` and `backissue records` print.
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import * as pagefind from "pagefind";
import { ENGINES } from "./engines.mjs";

const lines = (file) => fs.readFileSync(file, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
const escape = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Adds all items to an index, many at a time, and writes it; gives seconds. */
const write = async (folder, items, add) => {
  const start = performance.now();
  const { index } = await pagefind.createIndex({ forceLanguage: "en" });
  let next = 0;
  const work = async () => {
    while (next < items.length) {
      const { errors } = await add(index, items[next++]);
      if (errors.length) throw new Error(errors.join("; "));
    }
  };
  await Promise.all(Array.from({ length: 32 }, work));
  await index.writeFiles({ outputPath: path.join(folder, "pagefind") });
  return (performance.now() - start) / 1000;
};

/** A page per issue: its headings, and its entries below them as a theme would print them. */
const issuePages = (issues, records) => {
  const entries = new Map(issues.map((issue) => [issue.page, []]));
  for (const record of records) {
    for (const at of record.appearances) entries.get(at.page)?.push([at.line, at, record]);
  }
  return issues.map((issue) => {
    const list = entries.get(issue.page).sort(([one], [other]) => one - other);
    let section = "", body = "";
    for (const [, at, record] of list) {
      if (at.section !== section) body += `<h2 id="${escape(at.anchor ?? "")}">${escape((section = at.section))}</h2>`;
      body += `<li><a href="${escape(record.url ?? "")}">${escape(record.title)}</a> ${escape(record.text)}</li>`;
    }
    const content = `<html lang="en"><title>${escape(issue.title)}</title><main data-pagefind-body data-pagefind-filter="year:${issue.date.slice(0, 4)}" data-pagefind-sort="date:${issue.date}"><h1>${escape(issue.title)}</h1><ul>${body}</ul></main></html>`;
    return { url: issue.page, content };
  });
};

const { version } = JSON.parse(fs.readFileSync(new URL("node_modules/pagefind/package.json", import.meta.url)));

/** What an index is made of: where this is the same, the index is not built again. */
const fingerprint = (folder) => {
  const hash = crypto.createHash("sha256").update(version);
  for (const file of [`${folder}/issues.jsonl`, `${folder}/records.jsonl`, new URL(import.meta.url)]) hash.update(fs.readFileSync(file));
  return hash.digest("hex");
};

/**
 * @param {string} folder for the sites and with `issues.jsonl` and `records.jsonl`
 * @returns {Promise<object>} per engine: root of its site, seconds of its build
 */
export async function build(folder) {
  const [issues, records] = [lines(`${folder}/issues.jsonl`), lines(`${folder}/records.jsonl`)];
  const sites = {}, made = fingerprint(folder);
  const site = async (key, items, add) => {
    const root = path.join(folder, key), kept = path.join(folder, `${key}.json`);
    const old = fs.existsSync(kept) ? JSON.parse(fs.readFileSync(kept)) : {};
    sites[key] = { root, seconds: old.seconds };
    if (old.made !== made) {
      fs.rmSync(root, { recursive: true, force: true });
      fs.mkdirSync(root, { recursive: true });
      sites[key].seconds = await write(root, items, add);
      fs.writeFileSync(kept, JSON.stringify({ made, seconds: sites[key].seconds }));
    }
    fs.writeFileSync(path.join(root, "index.html"), ENGINES[key].html);
  };
  await site("pagefindPages", issuePages(issues, records), (index, item) => index.addHTMLFile(item));
  await site("pagefindEntries", records, (index, record) => {
    const at = record.appearances[0];
    return index.addCustomRecord({
      url: `${at.page}#${at.anchor ?? ""}-${at.line}-${encodeURIComponent(record.title)}`,
      content: record.text || record.title,
      language: "en",
      meta: { title: record.title, date: at.date },
      filters: { year: [at.date.slice(0, 4)] },
      sort: { date: at.date },
    });
  });
  await pagefind.close();
  return sites;
}
