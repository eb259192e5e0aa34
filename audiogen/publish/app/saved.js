/** @import { Memory } from "./memory.js" */
/** @import { Sound } from "./facts.js" */

/** Which sounds are there without a connection, as was found out last (saving.js). It tells `change`. */
export class Saved extends EventTarget {
  /** @type {Set<string>} addresses */
  #there = new Set();

  /** @param {Memory} memory */
  constructor(memory) {
    super();
    this.memory = memory;
  }

  /** Whether something may be there, or ought to: of a mere visitor nothing is looked up, and nothing is asked for. */
  get expected() {
    return this.memory.record.saved.length > 0 || !!navigator.serviceWorker?.controller || isInstalled();
  }

  /** @param {Set<string>} there */
  set there(there) {
    this.#there = there;
    this.dispatchEvent(new Event("change"));
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
}

/** Whether the page runs as an app of its own. */
export const isInstalled = () => matchMedia("(display-mode: standalone)").matches;
