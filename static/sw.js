// Keeps the page and whatever was loaded for when there is no connection. It fetches
// nothing ahead, and while there is a connection the newest page is what is shown.

const CACHE = "backissue-page-1";
const MOST = 40;
// Where the search worker keeps files of the index: read here, written there alone.
const INDEX = "backissue-1";

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => {
  // The page is asked for while this worker wakes up.
  const early = registration.navigationPreload?.enable();
  event.waitUntil(Promise.all([clients.claim(), early, takeOver()]));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const scope = new URL(registration.scope);
  const ours = url.origin === scope.origin && url.pathname.startsWith(scope.pathname);
  if (request.method !== "GET" || !ours) return;
  const under = (folder) => url.pathname.startsWith(scope.pathname + folder);
  if (under("data/")) {
    // Asked for past all caches, what is kept is damaged.
    if (request.cache !== "reload") event.respondWith(indexFile(request));
  } else {
    event.respondWith(under("assets/") ? cacheFirst(event) : networkFirst(event));
  }
});

// What the page preloads, the search worker may have kept on an earlier visit.
async function indexFile(request) {
  const kept = await caches.match(request.url, { cacheName: INDEX }).catch(() => null);
  return kept ?? fetch(request);
}

async function cacheFirst(event) {
  const { request } = event;
  const kept = await caches.match(request.url, { cacheName: CACHE }).catch(() => null);
  if (kept) return kept;
  const response = await fetch(request);
  keepLater(event, request.url, response);
  return response;
}

async function networkFirst(event) {
  const { request } = event;
  const key = keyOf(request.url);
  try {
    const response = (await event.preloadResponse) || (await fetch(request));
    keepLater(event, key, response);
    return response;
  } catch (error) {
    const kept = await caches.match(key, { cacheName: CACHE });
    if (kept) return kept;
    throw error;
  }
}

// The page is one for all queries; what stands in frames is another.
function keyOf(url) {
  return new URL(url).pathname === new URL(registration.scope).pathname ? registration.scope : url;
}

// The answer does not wait until it is written down.
function keepLater(event, key, response) {
  event.waitUntil(keep(key, response.clone()).catch(() => {}));
}

async function keep(key, response) {
  if (!response.ok || response.type !== "basic") return;
  const cache = await caches.open(CACHE);
  // Put again it is the newest; what is oldest goes first.
  await cache.delete(key);
  await cache.put(key, response);
  const keys = await cache.keys();
  for (const old of keys.slice(0, Math.max(0, keys.length - MOST))) await cache.delete(old);
}

// On the first visit the page was loaded before there was anyone to keep it. What the
// browser's own cache still has of it is taken from there; nothing is loaded for this.
async function takeOver() {
  for (const { url } of await clients.matchAll({ type: "window", includeUncontrolled: true })) {
    await take(url).then(takeAssets).catch(() => {});
  }
}

async function takeAssets(document) {
  const names = new Set((await document.text()).match(/assets\/[\w.-]+/g));
  await Promise.allSettled(Array.from(names, (name) => take(new URL(name, registration.scope).href)));
}

async function take(url) {
  const response = await fetch(url, { cache: "only-if-cached", mode: "same-origin" });
  await keep(keyOf(url), response.clone());
  return response;
}
