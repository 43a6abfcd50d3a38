// A static host that behaves like GitHub Pages: gzip for text, scripts, JSON and
// wasm and for nothing else, ETag and 304, ten minutes of caching. Loopback only.

import crypto from "node:crypto";
import fs from "node:fs";
import http from "node:http";
import http2 from "node:http2";
import path from "node:path";
import zlib from "node:zlib";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "application/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".xml": "application/xml",
};
const COMPRESSED = /^(text\/|application\/(javascript|json|wasm|xml)|image\/svg)/;

/** What was asked for, and what it took on the wire. */
class Log {
  entries = [];

  get bytes() {
    return this.entries.reduce((sum, entry) => sum + entry.bytes, 0);
  }

  get paths() {
    return this.entries.map((entry) => entry.path);
  }

  /**
   * Dependent round trips after the first request. Every answer took `delay`, so
   * what had to wait for an answer was asked for that much later.
   * @param {number} delay
   */
  hops(delay) {
    const begun = this.entries.map((entry) => entry.begun);
    return Math.round((Math.max(...begun) - Math.min(...begun)) / delay);
  }

  clear() {
    this.entries = [];
  }
}

/** @param {string} root @param {string} at path of a URL */
const load = (root, at) => {
  let file = path.join(root, at);
  if (!file.startsWith(root)) return null;
  if (fs.existsSync(file) && fs.statSync(file).isDirectory()) file = path.join(file, "index.html");
  if (!fs.existsSync(file)) return null;
  const raw = fs.readFileSync(file);
  const type = TYPES[path.extname(file)] ?? "application/octet-stream";
  const etag = `"${crypto.createHash("sha1").update(raw).digest("hex").slice(0, 16)}"`;
  return { raw, type, etag };
};

/**
 * Serves a folder.
 *
 * `intercept(path, { request, response, pass })` may answer a request itself, or call
 * `pass` later, and return true.
 * @param {string} root
 * `delay` is the time in milliseconds that each answer is held back; with `tls`, the
 * host speaks HTTP/2.
 * @param {{ prefix?: string, intercept?: Function, headers?: object, delay?: number,
 *   tls?: { key: string, cert: string } }} [options]
 */
export async function serve(root, { prefix = "", intercept, headers = {}, delay = 0, tls } = {}) {
  const log = new Log();
  const handler = (request, response) => {
    const at = decodeURIComponent(new URL(request.url, "http://x").pathname);
    const pass = () => answer(at, request, response);
    if (server.intercept?.(at, { request, response, pass })) return;
    if (server.delay) setTimeout(pass, server.delay);
    else pass();
  };
  const answer = (at, request, response) => {
    const entry = { path: at, status: 200, bytes: 0, begun: performance.now() - server.delay };
    log.entries.push(entry);
    const file = at.startsWith(`${prefix}/`) ? load(server.root, at.slice(prefix.length)) : null;
    if (!file) {
      entry.status = 404;
      response.writeHead(404, { "content-type": "text/plain" }).end("not found");
      return;
    }
    const head = { "content-type": file.type, etag: file.etag, "cache-control": "max-age=600", ...server.headers };
    if (request.headers["if-none-match"] === file.etag) {
      entry.status = 304;
      response.writeHead(304, head).end();
      return;
    }
    const gzip = COMPRESSED.test(file.type) && /gzip/.test(request.headers["accept-encoding"] ?? "");
    const body = gzip ? zlib.gzipSync(file.raw, { level: 6 }) : file.raw;
    if (gzip) head["content-encoding"] = "gzip";
    entry.bytes = body.length;
    response.writeHead(200, { ...head, "content-length": body.length }).end(body);
  };
  const listener = tls
    ? http2.createSecureServer({ ...tls, allowHTTP1: true }, handler)
    : http.createServer(handler);
  const sockets = new Set();
  listener.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => {});
  });
  await new Promise((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const server = {
    url: `${tls ? "https" : "http"}://127.0.0.1:${listener.address().port}${prefix}/`,
    log,
    /** Folder that is served; may be changed: a deploy. */
    root: path.resolve(root),
    intercept,
    /** Sent with every answer, in place of its own. */
    headers,
    delay,
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => listener.close(resolve));
    },
  };
  return server;
}
