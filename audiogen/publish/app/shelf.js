import { factsOf } from "./facts.js";

/**
 * What a phone may keep of a publication, as `offline.json` says; paths are below the show's folder.
 *
 * @typedef {{page: string, stamp: string, files: string[]}} KeptPage
 * @typedef {{guid: string, file: string, size: number}} KeptSound
 * @typedef {KeptPage & {sounds: KeptSound[]}} KeptSession
 * @typedef {{format: 1, version: string, shell: KeptPage, sessions: KeptSession[]}} Offline
 */

const OFFLINE = "offline.json";
/** What lies in the caches of a show: the worker `sw.js` reads it there by the same names. */
const [KEPT, SOUNDS, PAGES] = ["kept", "sounds", "pages"];
const PATIENCE_MS = 30_000;
const JSON_TYPE = { headers: { "content-type": "application/json" } };

/**
 * What the browser's caches hold of a show: sounds, the pages of each publication with their files, and a note which
 * publication is kept whole.
 */
export class Shelf {
  /** @param {string} folder the address of the show's folder */
  constructor(folder) { this.folder = folder; }

  /** @param {string} path below the show's folder */
  address(path) { return new URL(path, this.folder).href; }

  /** @returns {Promise<Offline>} what the network says that is to be kept now */
  async latest() {
    const answer = await fetched(this.address(OFFLINE), "no-cache");
    const offline = await answer.json();
    if (offline.format !== 1) throw new TypeError("offline.json of another program");
    return offline;
  }

  /** @returns {Promise<Offline | null>} the publication that is kept whole */
  async kept() {
    const note = await (await this.#found(KEPT))?.match(this.address(OFFLINE));
    return note ? note.json() : null;
  }

  /** @returns {Promise<Set<string>>} addresses of the sounds that are there */
  async sounds() {
    const cache = await this.#found(SOUNDS);
    return cache ? addressesIn(cache) : new Set();
  }

  /**
   * @param {string} address
   * @param {Response} answer which is kept when all of it has come, or not at all
   */
  async putSound(address, answer) { await (await this.#open(SOUNDS)).put(address, answer); }

  /** @param {string} address */
  async dropSound(address) { await (await this.#found(SOUNDS))?.delete(address); }

  /**
   * Fetches what is lacking of pages and their files. They may come of two publications while a site is uploaded: then
   * this fails.
   *
   * @param {Offline} offline
   * @param {KeptSession[]} sessions those of which pages are wanted
   */
  async putPages(offline, sessions) {
    const cache = await this.#pages(offline);
    const there = await addressesIn(cache);
    const pages = [offline.shell, ...sessions];
    const files = new Set(pages.flatMap((page) => page.files).map((path) => this.address(path)));
    await Promise.all([
      ...[...files].filter((file) => !there.has(file)).map(async (file) => cache.put(file, await fetched(file))),
      ...pages.filter(({ page }) => !there.has(this.address(page))).map((page) => this.#putPage(cache, page)),
    ]);
  }

  /**
   * @param {Cache} cache
   * @param {KeptPage} page
   */
  async #putPage(cache, { page, stamp }) {
    const address = this.address(page);
    const text = await (await fetched(address, "no-cache")).text();
    const facts = factsOf(new DOMParser().parseFromString(text, "text/html"), address);
    if (facts?.stamp !== stamp) throw new TypeError(`${page} of another publication`);
    // without what a redirection left: browsers take no page for theirs that came by another address
    await cache.put(address, new Response(text, { headers: { "content-type": "text/html; charset=utf-8" } }));
  }

  /**
   * @param {Offline} offline
   * @param {KeptSession} session
   */
  async dropPage(offline, { page }) { await (await this.#pages(offline)).delete(this.address(page)); }

  /** @param {Offline} offline which is there as a whole, and is kept from now on */
  async switchTo(offline) {
    const cache = await this.#open(KEPT);
    await cache.put(this.address(OFFLINE), new Response(JSON.stringify(offline), JSON_TYPE));
  }

  /**
   * Takes away what is of other publications than the one that is kept.
   *
   * @param {Offline} offline
   */
  async clean(offline) {
    const pages = this.#name(offline);
    const others = (await this.#names()).filter((name) => name.startsWith(this.#named(PAGES)));
    await Promise.all(others.filter((name) => name !== pages).map((name) => caches.delete(name)));
    const named = new Set(soundsOf(offline).map(({ file }) => this.address(file)));
    const stale = [...await this.sounds()].filter((address) => !named.has(address));
    await Promise.all(stale.map((address) => this.dropSound(address)));
  }

  /** Takes away everything. */
  async clear() { await Promise.all((await this.#names()).map((name) => caches.delete(name))); }

  async #names() {
    return (await caches.keys()).filter((name) => name.startsWith(this.#named("")));
  }

  /** @param {string} part several shows may lie on one host */
  #named(part) { return `audiogen ${this.folder} ${part}`; }

  /** @param {Offline} offline */
  #name({ version }) { return this.#named(`${PAGES} ${version}`); }

  /** @param {Offline} offline */
  #pages(offline) { return caches.open(this.#name(offline)); }

  /** @param {string} part of which nothing is made by looking */
  async #found(part) { return await caches.has(this.#named(part)) ? this.#open(part) : null; }

  /** @param {string} part */
  #open(part) { return caches.open(this.#named(part)); }
}

/** @param {Offline} offline */
export function soundsOf({ sessions }) { return sessions.flatMap(({ sounds }) => sounds); }

/**
 * Whether a page is of a publication.
 *
 * @param {Offline} offline
 * @param {string} stamp
 */
export function isOf({ shell, sessions }, stamp) { return [shell, ...sessions].some((page) => page.stamp === stamp); }

/** @param {Cache} cache */
const addressesIn = async (cache) => new Set((await cache.keys()).map(({ url }) => url));

/**
 * @param {string} address
 * @param {RequestCache} cache
 * @returns {Promise<Response>} fails where it does not come
 */
async function fetched(address, cache = "default") {
  const answer = await fetch(address, { cache, signal: AbortSignal.timeout?.(PATIENCE_MS) });
  // some hosts answer with a page of theirs, and call that a success, where a file is away or one has to log in
  const isPage = /^text\/html\b/.test(answer.headers.get("content-type") ?? "");
  if (!answer.ok || (isPage && !address.endsWith(".html"))) throw new TypeError(`${answer.status}: ${address}`);
  return answer;
}
