// Keeps the page and whatever was loaded for when there is no connection. It fetches
// nothing ahead, and while there is a connection the newest page is what is shown.

const CACHE = "backissue-page-1";
const MOST = 40;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const scope = new URL(registration.scope);
  const ours = url.origin === scope.origin && url.pathname.startsWith(scope.pathname);
  // The index keeps its own files, see the worker.
  if (request.method !== "GET" || !ours || url.pathname.startsWith(`${scope.pathname}data/`)) return;
  const hashed = url.pathname.startsWith(`${scope.pathname}assets/`);
  event.respondWith(hashed ? cacheFirst(request) : networkFirst(request));
});

async function cacheFirst(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request.url);
  return kept ?? keep(cache, request, await fetch(request));
}

async function networkFirst(request) {
  const cache = await caches.open(CACHE);
  // The page is one for all queries; what stands in frames is another.
  const page = new URL(request.url).pathname === new URL(registration.scope).pathname;
  const key = page ? registration.scope : request.url;
  try {
    return keep(cache, key, await fetch(request));
  } catch (error) {
    const kept = await cache.match(key);
    if (kept) return kept;
    throw error;
  }
}

async function keep(cache, key, response) {
  if (response.ok && response.type === "basic") {
    await cache.put(key.url ?? key, response.clone());
    const keys = await cache.keys();
    for (const old of keys.slice(0, Math.max(0, keys.length - MOST))) await cache.delete(old);
  }
  return response;
}
