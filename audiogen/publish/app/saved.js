/** @import { Memory } from "./memory.js" */
/** @import { Sound } from "./facts.js" */

/** What lies in the browser's caches of a show: the worker `sw.js` reads it there by the same names. */
export const PARTS = Object.freeze({ kept: "kept", sounds: "sounds", pages: "pages" });

/**
 * @param {string} folder the address of the show's folder
 * @param {string} part
 */
export const cacheName = (folder, part) => `audiogen ${folder} ${part}`;

/** Which sounds are there without a connection. It tells `change`. */
export class Saved extends EventTarget {
  /** @type {Set<string>} addresses */
  #there = new Set();

  /**
   * @param {string} folder the address of the show's folder
   * @param {Memory} memory
   */
  constructor(folder, memory) {
    super();
    this.folder = folder;
    this.memory = memory;
    // another window of the same show
    addEventListener("storage", () => { if (this.expected) this.look(); });
  }

  /** Whether something may be there, or ought to: of a mere visitor nothing is looked up, and nothing is asked for. */
  get expected() {
    return this.memory.record.saved.length > 0 || Boolean(navigator.serviceWorker?.controller) || isInstalled();
  }

  /** @param {Sound} sound */
  has({ src }) { return this.#there.has(src); }

  /**
   * What to play: the worker takes what is saved, and else the network.
   *
   * @param {Sound} sound
   */
  addressOf({ guid, src }) {
    return this.#there.has(src) || this.memory.record.saved.includes(guid) ? `${src}?saved` : src;
  }

  /** Looks up what is there: browsers may have taken it away since. */
  async look() {
    try {
      const cache = await caches.open(cacheName(this.folder, PARTS.sounds));
      this.#there = new Set((await cache.keys()).map(({ url }) => url));
    } catch {
      this.#there = new Set();
    }
    this.dispatchEvent(new Event("change"));
  }
}

/** Whether the page runs as an app of its own. */
export function isInstalled() { return matchMedia("(display-mode: standalone)").matches; }
