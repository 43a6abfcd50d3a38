// The search page as its readers use it: found by role and name, never by class.
import assert from "node:assert/strict";
import fs from "node:fs";
import { test } from "node:test";
import { field, screenshot, search, setUp, status, titles } from "./lib/harness.mjs";
import { PHONE, accessible } from "./lib/look.mjs";

const world = setUp();
const total = (page) => page.getByText(/^[\d,]+ results?\+?$/).first();
const facet = (page, name) => page.getByRole("group", { name, exact: true });

test("the start page says what there is and how to ask", async () => {
  const page = await world.open();
  await status(page, "idle");
  await page.getByRole("heading", { name: /^Every link, quote/ }).waitFor();
  await page.getByRole("heading", { name: "Newest entries" }).waitFor();
  assert.ok((await page.getByRole("main").getByRole("link").count()) > 10);
  await page.getByRole("link", { name: "borrow checker", exact: true }).click();
  await status(page, "results");
  assert.equal(await field(page).inputValue(), "borrow checker");
});

test("what is typed before the page's code arrives stays and is searched", async () => {
  const context = await world.context();
  const page = await context.newPage();
  world.server.intercept = (path, { pass }) => {
    if (!/\/app-.*\.bin$/.test(path)) return false;
    setTimeout(pass, 800);
    return true;
  };
  await page.goto(world.server.url, { waitUntil: "commit" });
  await field(page).pressSequentially("ratatui");
  await field(page).press("ArrowLeft");
  await status(page, "results");
  assert.equal(await field(page).inputValue(), "ratatui");
  assert.equal(await field(page).evaluate((element) => element.selectionStart), 6, "the caret stays");
});

test("a result leads to the article and to its issue", async () => {
  const page = await world.open();
  await search(page, "ratatui gallery");
  const card = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: /ratatui/ }) }).first();
  const main = card.getByRole("heading").getByRole("link");
  assert.equal(await main.getAttribute("href"), "https://example.com/projects/ratatui-gallery");
  assert.equal(await main.getAttribute("rel"), "noopener");
  const issue = card.getByRole("link", { name: /^Issue \d+, 11 Mar 2026$/ });
  assert.match(await issue.getAttribute("href"), /\/blog\/2026\/03\/11\/.*#/);
  const archived = await card.getByRole("link", { name: "Archived copy" }).getAttribute("href");
  assert.equal(archived, "https://web.archive.org/web/20260311/https://example.com/projects/ratatui-gallery");
  assert.ok((await card.locator("mark").allInnerTexts()).some((text) => /ratatui/i.test(text)));
});

test("a result can be copied as a link and as Markdown", async () => {
  const context = await world.context({ permissions: ["clipboard-read", "clipboard-write"] });
  const page = await world.open("?q=ratatui+gallery", { context });
  await status(page, "results");
  await page.getByRole("button", { name: "Copy as Markdown" }).first().click();
  await page.getByText("Copied", { exact: true }).first().waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^\[.*\]\(https:\/\/example\.com\/projects\/ratatui-gallery\)/);
});

test("choosing values narrows, chips undo it, and the address follows", async () => {
  const page = await world.open("?q=rust");
  await status(page, "results");
  const before = await total(page).innerText();
  const section = facet(page, "Section");
  await section.getByRole("checkbox").first().check();
  await page.getByRole("button", { name: /^Remove filter Section/ }).waitFor();
  await status(page, "results");
  assert.match(page.url(), /[?&]group=/);
  assert.ok((await section.getByRole("checkbox").count()) > 1, "its siblings are still there");
  await page.getByRole("button", { name: "Clear all" }).click();
  await status(page, "results");
  assert.equal(await total(page).innerText(), before);
  assert.doesNotMatch(page.url(), /group=/);
});

test("Back and Forward restore search, filters and order", async () => {
  const page = await world.open();
  await search(page, "rust");
  await page.waitForURL(/q=rust/);
  await page.getByRole("combobox", { name: "Sort" }).selectOption({ label: "Oldest first" });
  await page.waitForURL(/sort=oldest/);
  await status(page, "results");
  const oldest = await titles(page);
  await page.goBack();
  await status(page, "results");
  assert.doesNotMatch(page.url(), /sort=/);
  assert.notDeepEqual(await titles(page), oldest);
  await page.goBack();
  await status(page, "idle");
  assert.equal(await field(page).inputValue(), "");
  await page.goForward();
  await page.goForward();
  await status(page, "results");
  await page.waitForFunction((first) => document.querySelector("[data-hit]")?.innerText === first, oldest[0]);
  assert.deepEqual((await titles(page)).slice(0, 5), oldest.slice(0, 5));
});

test("coming back from an article returns to the same place", async () => {
  const page = await world.open("?q=rust&page=2");
  await status(page, "results");
  await page.evaluate(() => scrollTo(0, 900));
  await page.waitForTimeout(300);
  await page.goto("about:blank");
  await page.goBack();
  await status(page, "results");
  await page.waitForFunction(() => Math.abs(scrollY - 900) < 60);
});

test("bad values in the address are left out and named", async () => {
  const page = await world.open("?q=rust&sort=best&page=-1");
  await status(page, "results");
  await page.getByText(/sort=best, page=-1/).waitFor();
});

test("more results come without losing the place", async () => {
  const page = await world.open("?q=rust");
  await status(page, "results");
  const first = await titles(page);
  assert.equal(first.length, 10);
  await facet(page, "Section").waitFor();
  assert.deepEqual(await titles(page), first, "when the filters come, the order stays");
  await page.getByRole("button", { name: "More results" }).scrollIntoViewIfNeeded();
  await page.waitForFunction(() => document.querySelectorAll("[data-hit]").length >= 20);
  await page.getByRole("button", { name: "More results" }).click();
  await page.waitForFunction(() => document.querySelectorAll("[data-hit]").length > 20);
  await page.waitForURL(/page=2/);
  assert.deepEqual((await titles(page)).slice(0, 10), first);
});

test("asked for by keyboard, the first of them has the focus, and how many there are is told", async () => {
  const page = await world.open("?q=rust&page=2");
  await status(page, "results");
  await page.waitForFunction(() => document.querySelectorAll("[data-hit]").length >= 40);
  await page.getByRole("button", { name: "More results" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("status").filter({ hasText: /^60 of \d+ results$/ }).waitFor();
  const focused = await page.evaluate(() => [...document.querySelectorAll("[data-hit]")].indexOf(document.activeElement));
  assert.equal(focused, 40);
});

test("results can be read under their issues", async () => {
  const page = await world.open("?q=rust");
  await status(page, "results");
  await page.getByRole("button", { name: "By issue" }).click();
  await page.getByRole("heading", { level: 3, name: /^Issue \d+, / }).first().waitFor();
  assert.match(page.url(), /view=issues/);
});

test("keys: slash, arrows, Escape; Tab is the browser's", async () => {
  const page = await world.open("?q=borrow");
  await status(page, "results");
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("/");
  await page.keyboard.press("ArrowDown");
  const focused = () => page.evaluate(() => document.activeElement.innerText);
  const [first, second] = await titles(page);
  assert.equal(await focused(), first);
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(), second);
  await page.keyboard.press("Tab");
  assert.notEqual(await focused(), second);
  await page.keyboard.press("Control+k");
  assert.equal(await page.evaluate(() => document.activeElement.id), "field");
  await page.evaluate(() => {
    document.activeElement.blur();
    // AZERTY: the slash is above the colon.
    const slash = { key: "/", code: "Period", shiftKey: true, bubbles: true, cancelable: true };
    document.body.dispatchEvent(new KeyboardEvent("keydown", slash));
  });
  assert.equal(await page.evaluate(() => document.activeElement.id), "field");
  await page.keyboard.press("Escape");
  await status(page, "idle");
  assert.equal(await field(page).inputValue(), "");
});

test("the whole way by keyboard: a filter and a link in a new tab", async () => {
  const page = await world.open("?q=rust");
  await status(page, "results");
  const box = facet(page, "Year").getByRole("checkbox").first();
  await box.focus();
  await page.keyboard.press("Space");
  await page.waitForURL(/year=/);
  await status(page, "results");
  await page.keyboard.press("/");
  await page.keyboard.press("ArrowDown");
  const opened = page.context().waitForEvent("page");
  await page.keyboard.press("Control+Enter");
  await (await opened).close();
});

const hangsFromTheField = async (page, list) => {
  const form = await page.getByRole("search").elementHandle();
  // Both at once: the page may be scrolling, and the field moves with it.
  const gap = await list.evaluate((box, above) => box.getBoundingClientRect().top - above.getBoundingClientRect().bottom, form);
  assert.ok(gap > -12 && gap < 40, `${gap} px below the field`);
};

test("values are suggested while a field is typed", async () => {
  const page = await world.open();
  await field(page).pressSequentially("kind:wal");
  const list = page.getByRole("listbox");
  await list.getByRole("option").first().waitFor();
  assert.equal(await field(page).getAttribute("aria-expanded"), "true");
  await hangsFromTheField(page, list);
  await page.keyboard.press("ArrowDown");
  const active = await field(page).getAttribute("aria-activedescendant");
  assert.equal(await page.locator(`#${active}`).getAttribute("aria-selected"), "true");
  await accessible(page, "suggestions");
  await page.keyboard.press("Enter");
  assert.match(await field(page).inputValue(), /^kind:walkthroughs /);
  await status(page, "results");
  await page.evaluate(() => scrollTo(0, 300));
  await field(page).pressSequentially("kind:");
  await list.getByRole("option").first().waitFor();
  await hangsFromTheField(page, list);
});

test("recent searches are kept here, can be forgotten, and survive hostile storage", async () => {
  const context = await world.context();
  const page = await world.open("", { context });
  await page.evaluate(() => localStorage.setItem("backissue.recent", "<img src=x onerror=alert(1)>\nborrow\n".repeat(500)));
  await page.reload();
  await page.evaluate(() => document.activeElement.blur());
  await field(page).focus();
  const list = page.getByRole("listbox", { name: "Recent searches" });
  await list.getByRole("option", { name: "borrow" }).waitFor();
  assert.equal(await list.getByRole("option").count(), 2);
  assert.equal(await list.locator("img").count(), 0);
  await page.getByRole("button", { name: "Keep no recent searches" }).click();
  assert.equal(await list.count(), 0);
});

test("a recent search is forgotten by its button and by the Delete key", async () => {
  const page = await world.open();
  await page.evaluate(() => localStorage.setItem("backissue.recent", "one\ntwo\nthree"));
  await page.reload();
  await page.evaluate(() => document.activeElement.blur());
  await field(page).focus();
  const list = page.getByRole("listbox", { name: "Recent searches" });
  await list.getByRole("option").first().waitFor();
  await hangsFromTheField(page, list);
  await page.getByRole("button", { name: "Forget two" }).click();
  assert.deepEqual(await list.getByRole("option").allInnerTexts(), ["one", "three"]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Delete");
  assert.deepEqual(await list.getByRole("option").allInnerTexts(), ["three"]);
  assert.equal(await page.evaluate(() => localStorage.getItem("backissue.recent")), "three");
});

test("without storage everything else works", async () => {
  const context = await world.context();
  await context.addInitScript(() => {
    Object.defineProperty(globalThis, "localStorage", { get: () => { throw new DOMException("no", "SecurityError"); } });
  });
  const page = await world.open("", { context });
  await search(page, "borrow");
});

test("nothing found: what to drop, with counts", async () => {
  const page = await world.open("?q=ratatui&year=2014");
  await status(page, "none");
  await page.getByRole("heading", { name: "No results" }).waitFor();
  const way = page.getByRole("listitem").filter({ hasText: "Without the filter Year" });
  await way.getByText(/\d+ results?/).waitFor();
  await accessible(page, "nothing found");
  await way.getByRole("button").click();
  await status(page, "results");
});

test("a corrected query says so, and the literal one is a click away", async () => {
  const page = await world.open("?q=ratatiu");
  await page.getByText(/Showing results for “ratatui”/).waitFor();
  await page.getByRole("button", { name: "Search exactly what was typed" }).click();
  await page.waitForURL(/literal=1/);
  await status(page, "none");
});

test("the time is chosen by pointer, by keyboard and by selects", async () => {
  const page = await world.open("?q=rust");
  await status(page, "results");
  const bars = page.getByRole("img", { name: "Results over time" });
  const box = await bars.boundingBox();
  await page.mouse.move(box.x + box.width * 0.7, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.9, box.y + 20, { steps: 4 });
  await page.mouse.up();
  await page.waitForURL(/date=20/);
  await status(page, "results");
  await page.getByRole("button", { name: "All", exact: true }).click();
  await page.waitForURL((url) => !url.search.includes("date="));
  await status(page, "results");
  const handle = page.getByRole("slider", { name: "From" });
  await handle.focus();
  await page.keyboard.press("PageUp");
  await page.waitForURL(/date=201/);
  await status(page, "results");
  await page.getByRole("combobox", { name: "To" }).selectOption("2019");
  await page.waitForURL(/date=201.*2019-12/);
});

test("the help explains the language and closes with Escape", async () => {
  const page = await world.open();
  await page.getByRole("button", { name: "Help" }).click();
  const dialog = page.getByRole("dialog", { name: "Query help" });
  await dialog.getByText("city:berlin").waitFor();
  await accessible(page, "help");
  await dialog.getByRole("checkbox", { name: "Keyboard shortcuts" }).uncheck();
  await page.keyboard.press("Escape");
  assert.equal(await dialog.count(), 0);
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("/");
  assert.notEqual(await page.evaluate(() => document.activeElement.id), "field");
});

test("results are exported as Markdown, JSON and CSV, with the credit", async () => {
  const page = await world.open("?q=borrow");
  await status(page, "results");
  await page.getByRole("button", { name: "Export" }).click();
  const dialog = page.getByRole("dialog", { name: /^Export/ });
  for (const [format, expected] of [["Markdown", /^- \[/], ["JSON", /"credit"/], ["CSV", /^title,url,kind/]]) {
    const waiting = page.waitForEvent("download");
    await dialog.getByRole("link", { name: format }).click();
    assert.match(fs.readFileSync(await (await waiting).path(), "utf8"), expected);
  }
});

test("on a phone filters are in a sheet that shows how many results they leave", async () => {
  const page = await world.open("?q=rust", PHONE);
  await status(page, "results");
  await page.getByRole("button", { name: "Filters" }).tap();
  const sheet = page.getByRole("dialog", { name: "Filters" });
  await sheet.getByRole("checkbox").first().tap();
  await page.waitForURL(/group=/);
  await accessible(page, "sheet");
  await screenshot(page, "sheet-360");
  await sheet.getByRole("button", { name: /^Show \d+ results?$/ }).tap();
  await sheet.waitFor({ state: "detached" });
  assert.match(await page.evaluate(() => document.activeElement.innerText), /^Filters/, "the focus is back");
});

test("Back closes the sheet, keeps what was chosen in it, and then undoes it", async () => {
  const page = await world.open("", PHONE);
  await search(page, "rust");
  await page.waitForURL(/q=rust/);
  const sheet = page.getByRole("dialog", { name: "Filters" });
  const open = async () => {
    await page.getByRole("button", { name: /^Filters/ }).tap();
    await sheet.waitFor();
  };
  await open();
  await page.goBack();
  await sheet.waitFor({ state: "detached" });
  assert.match(page.url(), /q=rust/);
  assert.match(await page.evaluate(() => document.activeElement.innerText), /^Filters/, "the focus is back");
  await open();
  await sheet.getByRole("button", { name: "Close" }).tap();
  await sheet.waitFor({ state: "detached" });
  await open();
  await sheet.getByRole("checkbox").nth(0).tap();
  await sheet.getByRole("checkbox").nth(1).tap();
  await page.waitForURL(/group=.*group=/);
  await page.goBack();
  await sheet.waitFor({ state: "detached" });
  await status(page, "results");
  assert.match(page.url(), /group=.*group=/, "what was chosen stays");
  await page.goBack();
  await page.waitForURL((url) => !url.search.includes("group="));
  await status(page, "results");
  await page.goBack();
  await status(page, "idle");
});

test("Back closes the help and stays on the page", async () => {
  const page = await world.open();
  await search(page, "borrow");
  await page.waitForURL(/q=borrow/);
  await page.getByRole("button", { name: "Help" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  await page.goBack();
  await dialog.waitFor({ state: "detached" });
  assert.match(page.url(), /q=borrow/);
  assert.equal(await page.locator("main").getAttribute("data-status"), "results");
  await page.goBack();
  await status(page, "idle");
});

test("popovers close by Escape, by a click elsewhere, and when the focus leaves", async () => {
  const page = await world.open("?q=rust", { viewport: { width: 800, height: 900 } });
  await status(page, "results");
  const button = page.getByRole("button", { name: "Section", exact: true });
  const popover = facet(page, "Section");
  await button.click();
  await popover.getByRole("checkbox").first().focus();
  await page.keyboard.press("Escape");
  await popover.waitFor({ state: "detached" });
  assert.equal(await button.evaluate((element) => element === document.activeElement), true);
  assert.equal(await field(page).inputValue(), "rust", "Escape did one thing");
  await button.click();
  await popover.waitFor();
  await page.mouse.click(400, 850);
  await popover.waitFor({ state: "detached" });
  await button.click();
  await popover.waitFor();
  await field(page).focus();
  await popover.waitFor({ state: "detached" });
});
