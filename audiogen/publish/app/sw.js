"use strict";
// The worker of one show. It answers for sound that is played as saved, for the pages of the show and for the files
// that these load; it asks caches for them, which pages fill and empty. What else is asked for passes it by.

/** @typedef {"sound" | "page" | "file" | null} Kind */

const PATIENCE_MS = 4_000;
const SAVED = "?saved";
const PAGE = /^(?:|index(?:\.html)?|sessions\/[a-z0-9-]+(?:\.html)?)$/;
const FILE = /^(?:app-[0-9a-f]{8}\/[a-z_]+\.(?:js|css)|assets\/[a-z0-9-]+-[0-9a-f]{8}\.[a-z]+)$/;
const WEB_MANIFEST = "app.webmanifest";
const RANGE = /^\s*bytes\s*=\s*(?:(\d+)-(\d*)|-(\d+))\s*$/i;

/**
 * Which of the show's a request asks for; null for what is somebody else's.
 *
 * @param {string} scope the address of the show's folder
 * @param {{method: string, url: string}} request
 * @returns {Kind}
 */
function kindOf(scope, { method, url }) {
  const { origin, pathname, search } = new URL(url);
  const address = origin + pathname;
  if (method !== "GET" || !address.startsWith(scope)) return null;
  const path = address.slice(scope.length);
  if (search === SAVED) return path.startsWith("episodes/") ? "sound" : null;
  return PAGE.test(path) || path === WEB_MANIFEST ? "page" : FILE.test(path) ? "file" : null;
}

/**
 * The address under which something is kept: that of its file, whatever is asked of it.
 *
 * @param {string} scope
 * @param {string} url
 */
function keyOf(scope, url) {
  const { origin, pathname } = new URL(url);
  const address = origin + pathname;
  const path = address.slice(scope.length);
  if (!PAGE.test(path)) return address;
  return scope + (path === "" ? "index.html" : path.replace(/(?:\.html)?$/, ".html"));
}

/**
 * What of a file a Range header asks for: the first byte and the one behind the last; `null` for all of it, as it is
 * with what this header may say besides; `"none"` for what lies behind its end.
 *
 * @param {string | null} header
 * @param {number} size
 * @returns {[number, number] | "none" | null}
 */
function partOf(header, size) {
  const [, first, last, suffix] = RANGE.exec(header ?? "") ?? [];
  if (first === undefined && suffix === undefined) return null;
  if (suffix !== undefined) return Number(suffix) && size ? [Math.max(size - Number(suffix), 0), size] : "none";
  if (last && Number(last) < Number(first)) return null;
  if (Number(first) >= size) return "none";
  return [Number(first), last ? Math.min(Number(last) + 1, size) : size];
}

/**
 * What was saved, in the part that is asked for: players go by the form of the answer.
 *
 * @param {Blob} sound
 * @param {string | null} header
 */
function partial(sound, header) {
  const part = partOf(header, sound.size);
  const headers = { "accept-ranges": "bytes", "content-type": sound.type };
  if (part === "none") {
    return new Response(null, { status: 416, headers: { ...headers, "content-range": `bytes */${sound.size}` } });
  }
  const [from, to] = part ?? [0, sound.size];
  const length = { "content-length": String(to - from) };
  if (!part) return new Response(sound, { headers: { ...headers, ...length } });
  const range = { "content-range": `bytes ${from}-${to - 1}/${sound.size}` };
  return new Response(sound.slice(from, to, sound.type), { status: 206, headers: { ...headers, ...length, ...range } });
}

/**
 * @param {string} scope
 * @param {Request} request
 */
async function savedSound(scope, request) {
  const address = keyOf(scope, request.url);
  const range = request.headers.get("range");
  const kept = await found(address, { cacheName: `audiogen ${scope} sounds` });
  if (kept) return partial(await kept.blob(), range);
  // it was removed, or the browser has taken it away
  return fetch(address, range ? { headers: { range } } : {});
}

/**
 * A page as it is now; its copy, where the network is away or slow, or asks for a password: no browser asks anybody
 * for one on behalf of a worker, but does once the page that was kept asks for news.
 *
 * @param {string} scope
 * @param {Request} request
 */
async function page(scope, request) {
  const network = fetch(request);
  const late = new Promise((settle) => { setTimeout(settle, PATIENCE_MS); });
  const answer = await Promise.race([network, late]).catch(() => null);
  if (answer instanceof Response && answer.status < 500 && answer.status !== 401) return answer;
  return await copyOf(scope, keyOf(scope, request.url)) ?? elsewhere(scope, request, network);
}

/**
 * Whoever opens a page that is not kept, where no network is, finds those that are.
 *
 * @param {string} scope
 * @param {Request} request
 * @param {Promise<Response>} network
 */
async function elsewhere(scope, request, network) {
  try { return await network; } catch (error) {
    const show = request.mode === "navigate" && await copyOf(scope, `${scope}index.html`);
    if (show) return Response.redirect(`${scope}index.html?away`);
    throw error;
  }
}

/**
 * The copy of a page, of the publication that is kept whole.
 *
 * @param {string} scope
 * @param {string} address
 */
async function copyOf(scope, address) {
  const kept = await found(`${scope}offline.json`, { cacheName: `audiogen ${scope} kept` });
  if (!kept) return undefined;
  const { version } = await kept.json();
  return found(address, { cacheName: `audiogen ${scope} pages ${version}` });
}

/**
 * A file whose name says what it holds: so any copy will do.
 *
 * @param {string} scope
 * @param {Request} request
 */
async function file(scope, request) {
  return await found(keyOf(scope, request.url), {}) ?? fetch(request);
}

/**
 * @param {string} address
 * @param {MultiCacheQueryOptions} where
 */
function found(address, where) {
  // a browser whose caches fail has the network
  return caches.match(address, { ...where, ignoreVary: true }).catch(() => undefined);
}

/** @type {{[kind: string]: (scope: string, request: Request) => Promise<Response>}} */
const ANSWERS = { sound: savedSound, page, file };

/** @param {ServiceWorkerGlobalScope} worker */
function begin(worker) {
  const { scope } = worker.registration;
  worker.addEventListener("install", () => { worker.skipWaiting(); });
  worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));
  worker.addEventListener("fetch", (event) => {
    const kind = kindOf(scope, event.request);
    if (kind) event.respondWith(ANSWERS[kind](scope, event.request));
  });
  // a page asks how many windows show pages of the show
  worker.addEventListener("message", (event) => event.waitUntil((async () => {
    const windows = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
    event.ports[0]?.postMessage(windows.filter(({ url }) => url.startsWith(scope)).length);
  })()));
}

if ("ServiceWorkerGlobalScope" in globalThis) begin(/** @type {any} */ (globalThis));
