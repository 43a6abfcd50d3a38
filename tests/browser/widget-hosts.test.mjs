// Pages that make it hard: their styles, keys, policies, sandboxes and messages.
import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { SITE, setUp } from "./lib/harness.mjs";
import { around, embed, host, listen, policy, told } from "./lib/host.mjs";
import { serve } from "./lib/server.mjs";

const world = setUp({ server: { prefix: "/search", headers: { "access-control-allow-origin": "*" } } });
const FIELD = "<back-issue-search></back-issue-search>";
const field = (page, nth = 0) => page.locator("back-issue-search").nth(nth).locator("input.field");
const hits = (page, nth = 0) => page.locator("back-issue-search").nth(nth).locator(".card .main");
const found = (page, nth) => hits(page, nth).first().waitFor();
const bootstrap = fs.readFileSync(createRequire(import.meta.url).resolve("bootstrap/dist/css/bootstrap.css"), "utf8");

/** How the parts of the element look: sizes and colours. */
const looks = (page) =>
  page.evaluate(() => {
    const root = document.querySelector("back-issue-search").shadowRoot;
    const styles = ["font-size", "color", "background-color", "line-height", "display", "padding-left", "text-decoration-line"];
    return [".line", ".field", ".view", ".card .main", ".card .meta", ".bottom a"].map((selector) => {
      const computed = getComputedStyle(root.querySelector(selector));
      return [selector, ...styles.map((name) => computed.getPropertyValue(name))].join(" ");
    });
  });

const HOSTILE = {
  "Bootstrap 3": bootstrap,
  "* { all: unset }": "* { all: unset } head, script, style { display: none }",
  "a small root": "html { font-size: 5px; line-height: 3; letter-spacing: 4px; text-transform: uppercase; color: red }",
  "a huge root": "html { font-size: 40px } * { --text: red; --surface: red; --page: red; --s4: 99px; --link: red }",
};

for (const [name, css] of Object.entries(HOSTILE)) {
  test(`looks and works the same under ${name}`, async (t) => {
    const open = async (style) => {
      const pages = {
        "/": around('<div style="width: 600px; font-family: sans-serif">' + FIELD + "</div>", world.server.url, '<link rel="stylesheet" href="host.css">'),
        "/host.css": style,
      };
      const page = await embed(world, pages, { test: t });
      await field(page).fill("borrow checker");
      await found(page);
      await page.mouse.move(0, 0);
      return page;
    };
    const wanted = await looks(await open("main > div { display: block }"));
    const page = await open(css);
    assert.deepEqual(await looks(page), wanted);
    assert.equal(await hits(page).first().isVisible(), true);
  });
}

test("a host's own shortcuts do not take what is typed here, nor the other way round", async (t) => {
  const pages = {
    "/": around(`${FIELD.replace(">", ' shortcut="ctrl+k">')}<input id="own">`, world.server.url, '<script src="keys.js"></script>'),
    "/keys.js": `document.addEventListener("keydown", (event) => {
      if (event.key !== "/" || /^(input|textarea)$/i.test(event.target.tagName)) return;
      event.preventDefault();
      document.getElementById("own").focus();
    });`,
  };
  const page = await embed(world, pages, { test: t });
  await field(page).pressSequentially("a/b");
  assert.equal(await field(page).inputValue(), "a/b");
  await page.locator("#own").focus();
  await page.keyboard.type("x/");
  assert.equal(await page.locator("#own").inputValue(), "x/");
  await page.keyboard.press("Control+k");
  assert.equal(await field(page).evaluate((input) => input.matches(":focus")), true);
});

test("three on a page keep apart, and share the module", async (t) => {
  const body = `${FIELD}<back-issue-search filters="kind:crate-of-the-week"></back-issue-search><back-issue-search look="button"></back-issue-search>`;
  const page = await embed(world, body, { test: t });
  await field(page, 0).fill("embedded");
  await found(page, 0);
  await field(page, 1).fill("the");
  await found(page, 1);
  assert.equal(await hits(page, 0).first().isVisible(), false, "only one shows its results");
  await page.evaluate(() => document.querySelectorAll("back-issue-search")[1].close());
  await page.locator("back-issue-search").nth(2).getByRole("button", { name: "Search", exact: true }).first().click();
  await field(page, 2).fill("borrow");
  await found(page, 2);
  assert.deepEqual(await Promise.all([0, 1, 2].map((nth) => field(page, nth).inputValue())), ["embedded", "the", "borrow"]);
  const modules = world.server.log.entries.filter(({ path, status }) => /\/app-.*\.bin$/.test(path) && status === 200);
  assert.ok(modules.length <= 1, `the module was loaded ${modules.length} times`);
});

test("base href does not lead astray, and index is relative to it", async (t) => {
  const page = await embed(world, FIELD, { test: t, head: '<base href="https://elsewhere.example/a/b">' });
  await field(page).fill("embedded");
  await found(page);
  const relative = around('<back-issue-search index="search"></back-issue-search>', world.server.url, `<base href="${new URL("..", world.server.url)}">`);
  const second = await embed(world, { "/": relative }, { test: t });
  await field(second).fill("embedded");
  await found(second);
});

const LACKING = {
  "'wasm-unsafe-eval'": ["script-src 'wasm-unsafe-eval'", (csp) => csp.replace(" 'wasm-unsafe-eval'", "")],
  "frame-src": ["frame-src ORIGIN", (csp) => csp.replace(/; frame-src .*?(?=;|$)/, "")],
  "the folder in script-src": ["script-src ORIGIN", (csp) => csp.replace(/script-src (\S+)/, `script-src $1/search/backissue.js`)],
};

for (const [part, [directive, change]] of Object.entries(LACKING)) {
  test(`a policy without ${part} is named, and the form stays`, async (t) => {
    const errors = [];
    const headers = { "content-security-policy": `${change(policy(world.server.url))}; img-src data:` };
    const page = await embed(world, '<back-issue-search><a href="/x">Elsewhere</a></back-issue-search>', { test: t, headers, errors });
    await listen(page);
    await field(page).pressSequentially("borrow");
    const detail = await told(page, "error");
    const wanted = directive.replace("ORIGIN", new URL(world.server.url).origin);
    assert.equal(detail.directive, wanted);
    assert.ok(detail.message.includes(wanted), detail.message);
    assert.equal(await field(page).inputValue(), "borrow");
    await page.getByRole("link", { name: "Elsewhere" }).waitFor();
    assert.equal(await page.locator("iframe").count(), 0, "nothing is left behind");
    const action = await page.locator("form").evaluate((form) => form.action);
    assert.equal(action, world.server.url);
  });
}

test("in a sandbox it says what the sandbox must allow", async (t) => {
  const pages = (sandbox) => ({
    "/": `<!doctype html><link rel=icon href=data:,><iframe sandbox="${sandbox}" src="inner.html" width=700 height=600></iframe>`,
    "/inner.html": around(FIELD, world.server.url),
  });
  const page = await embed(world, pages("allow-scripts"), { test: t });
  const inner = page.frameLocator("iframe");
  await page.frames()[1].evaluate(() => document.addEventListener("backissue:error", (event) => (globalThis.said = event.detail.message)));
  await inner.locator("input.field").fill("borrow");
  await page.frames()[1].waitForFunction(() => globalThis.said);
  assert.match(await page.frames()[1].evaluate(() => globalThis.said), /allow-same-origin/);
  const free = await embed(world, pages("allow-scripts allow-same-origin"), { test: t });
  await free.frameLocator("iframe").locator("input.field").fill("borrow");
  await free.frameLocator("iframe").locator(".card").first().waitFor();
});

test("markup in attributes stays text", async (t) => {
  const evil = '&quot;><img src=x onerror=window.bad=1><script>window.bad=1</script>';
  const names = ["placeholder", "filters", "theme", "lang", "limit", "look", "shortcut"];
  const attributes = names.map((name) => `${name}="${evil}"`).join(" ");
  const body = `<back-issue-search ${attributes}></back-issue-search>
    <back-issue-search index="javascript:alert(1)//"></back-issue-search>
    <back-issue-search filters='kind:"<img src=x onerror=bad=1>"'></back-issue-search>`;
  const page = await embed(world, body, { test: t });
  await listen(page);
  await field(page, 0).fill("<img src=x onerror=window.bad=1> embedded");
  await page.locator("back-issue-search").first().locator(".card, .state").first().waitFor();
  await field(page, 2).fill("x");
  await page.locator("back-issue-search").nth(2).locator(".state").first().waitFor();
  assert.equal(await page.evaluate(() => globalThis.bad), undefined);
  assert.equal(await page.locator("back-issue-search img, back-issue-search script").count(), 0);
  assert.equal(await field(page, 0).getAttribute("placeholder"), '"><img src=x onerror=window.bad=1><script>window.bad=1</script>');
  assert.equal(await page.locator("form").nth(1).evaluate((form) => form.action), world.server.url);
});

test("without CORS the content stays, and a copy of the script elsewhere still searches", async (t) => {
  const bare = await serve(SITE, { prefix: "/search" });
  t.after(() => bare.close());
  const errors = [];
  const body = '<back-issue-search><a href="/x">Elsewhere</a></back-issue-search>';
  const page = await embed(world, { "/": around(body, bare.url) }, { test: t, errors });
  await page.getByRole("link", { name: "Elsewhere" }).waitFor();
  assert.match(errors.join(), /CORS policy/);
  // The frame is of the index's origin and needs none.
  const other = await embed(world, { "/": around(`<back-issue-search index="${bare.url}"></back-issue-search>`, world.server.url) }, { test: t });
  await field(other).fill("embedded");
  await found(other);
});

test("a host that sends CORS for the script alone is told so", async (t) => {
  const half = await serve(SITE, { prefix: "/search" });
  t.after(() => half.close());
  half.intercept = (at, { response, pass }) => {
    if (at.endsWith("/backissue.js")) response.setHeader("access-control-allow-origin", "*");
    pass();
    return true;
  };
  const page = await embed(world, { "/": around(FIELD, half.url) }, { test: t, errors: [] });
  await listen(page);
  await field(page).fill("x");
  assert.match((await told(page, "error")).message, /could not be loaded.*Access-Control-Allow-Origin/);
});

test("a missing index is told, not waited for", async (t) => {
  const page = await embed(world, { "/": around(`<back-issue-search index="${world.server.url}nothing"></back-issue-search>`, world.server.url) }, { test: t, errors: [] });
  await listen(page);
  await field(page).fill("x");
  assert.match((await told(page, "error")).message, /frame\.html did not answer/);
});

test("the frame listens to the page around it alone, and to whole messages", async (t) => {
  const frame = `${world.server.url}frame.html`;
  const page = await embed(world, { "/": `<!doctype html><link rel=icon href=data:,><iframe src="${frame}"></iframe><iframe name=other></iframe>` }, { test: t });
  const answers = await page.evaluate(async (origin) => {
    const target = frames[0];
    const ask = (from, message, ports = 1) =>
      new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data }) => resolve(data);
        setTimeout(resolve, 300, "silence");
        from.call(null, message, origin, ports ? [port2] : []);
      });
    // As if a frame beside it, or the frame itself, had sent it.
    const sibling = frames.other.eval("(target) => (...message) => target.postMessage(...message)")(target);
    const post = (...message) => target.postMessage(...message);
    const heard = [];
    heard.push(await ask(sibling, { backissue: 1 }));
    for (const message of [null, "backissue", { backissue: "1" }, {}, [1], new Uint8Array(9)]) heard.push(await ask(post, message));
    heard.push(await ask(post, { backissue: 1 }, 0));
    const { port1, port2 } = new MessageChannel();
    const said = [];
    port1.onmessage = ({ data }) => said.push(data);
    post({ backissue: 1, base: "https://evil.example/", share: "yes" }, origin, [port2]);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    for (const message of [{ base: "https://evil.example/", manifest: null }, null, new ArrayBuffer(8), new Uint8Array(100_000), "x"]) port1.postMessage(message);
    // A search with a length that lies, and one whole: 3, id 2, "a", none, best, 0, 1.
    port1.postMessage(Uint8Array.of(3, 1, 255, 255, 255, 255, 15, 97));
    port1.postMessage(Uint8Array.of(3, 2, 1, 97, 0, 0, 0, 1, 1, 0, 0));
    await new Promise((resolve) => setTimeout(resolve, 1500));
    // Once a channel is open, no other is.
    heard.push(await ask(post, { backissue: 1 }));
    return { heard, hello: said[0], replies: said.slice(1).map((data) => [data.constructor.name, data[0], data[1]]) };
  }, new URL(world.server.url).origin);
  assert.deepEqual([...new Set(answers.heard)], ["silence"]);
  assert.equal(answers.hello.backissue, 1);
  assert.ok(answers.replies.every(([type]) => type === "Uint8Array"), JSON.stringify(answers.replies));
  assert.ok(answers.replies.some(([, tag, id]) => tag === 4 && id === 2), `no answer: ${JSON.stringify(answers.replies)}`);
  assert.deepEqual(world.server.log.paths.filter((path) => path.includes("evil")), []);
});

test("a page cannot be made to listen to a frame of somebody else", async (t) => {
  const evil = await host({ "/search/frame.html": '<script>onmessage = ({ ports }) => ports[0]?.postMessage({ backissue: 1 }); parent.postMessage({ backissue: 1 }, "*")</script>' });
  t.after(() => evil.close());
  world.server.intercept = (at, { response }) =>
    at.endsWith("/frame.html") && Boolean(response.writeHead(302, { location: `${evil.url}search/frame.html` }).end());
  const page = await embed(world, FIELD, { test: t, errors: [], strict: false });
  await listen(page);
  await field(page).fill("x");
  assert.match((await told(page, "error")).message, /did not answer/);
});
