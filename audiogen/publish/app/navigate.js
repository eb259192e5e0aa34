import { one, write } from "./dom.js";
import { factsOf } from "./facts.js";
import { say } from "./words.js";

/** @typedef {import("./facts.js").Facts} Facts */
/**
 * @typedef {object} Surroundings
 * @property {() => boolean} sounds whether leaving the document would end a sound
 * @property {() => Promise<void>} ready resolves once nothing lies over the page
 * @property {(swap: () => Facts) => void} change is given what puts the other page in the place of this one
 */

const PATIENCE_MS = 10_000;
const LEAVE_MS = 160;
const COME_MS = 440;
/** What each page has of its own in its head, apart from its colours and its title. */
const OWN = "link[rel=canonical], link[rel=icon], meta[name=description], meta[property]";

/**
 * Shows the pages of a show in the place of one another, so that the sound goes on.
 *
 * Each entry of the history has an index, by which the window's place is known again. What cannot be shown in this way
 * is left to the browser, unless that would end a sound.
 */
export class Navigation {
  /** @type {Map<number, number>} how far the window was moved, by the index of the entry */
  #places = new Map();
  #index = 0;
  #shown = pageOf(location.href);
  /** @type {AbortController | null} */
  #going = null;

  /**
   * @param {string} root the address of the show's page
   * @param {Surroundings} surroundings
   */
  constructor(root, surroundings) {
    this.folder = pageOf(root);
    this.surroundings = surroundings;
    history.scrollRestoration = "manual";
    const { index = 0, top = 0 } = history.state ?? {};
    this.#index = index;
    history.replaceState({ ...history.state, index }, "");
    if (top) move(top);
    addEventListener("popstate", () => this.#walk());
    addEventListener("pagehide", () => history.replaceState({ ...history.state, top: scrollY }, ""));
    document.addEventListener("click", (event) => this.#follow(event));
  }

  /** @param {string} address */
  async go(address) {
    this.#places.set(this.#index, scrollY);
    if (pageOf(address) === this.#shown) { this.#stop(); move(0); return; }
    const page = await this.#fetched(address);
    if (page === undefined) return;
    if (!page) { this.#fail(() => { location.href = address; }); return; }
    this.#show(page, () => history.pushState({ index: this.#index += 1 }, "", address));
    const target = document.getElementById(decodeURIComponent(new URL(address).hash.slice(1)));
    if (target) target.scrollIntoView({ behavior: "instant" });
    else move(0);
  }

  /** @param {MouseEvent} event */
  #follow(event) {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || !isPlain(event)) return;
    this.#places.set(this.#index, scrollY);
    const isFile = link.hasAttribute("download") || !/(\/|\.html)$/.test(link.pathname);
    if (link.target || isFile || !link.href.startsWith(this.folder)) return;
    if (link.hash && pageOf(link.href) === this.#shown) return;
    event.preventDefault();
    this.go(link.href);
  }

  /** Follows Back and Forward. */
  async #walk() {
    const from = this.#index;
    const { index } = history.state ?? {};
    if (index === from) return;
    // without an index it is an entry that the browser made for a place in this page, where the window is by now
    if (index === undefined) { history.replaceState({ index: this.#index += 1 }, ""); return; }
    this.#places.set(from, scrollY);
    this.#index = index;
    const top = this.#places.get(index) ?? 0;
    if (pageOf(location.href) === this.#shown) { this.#stop(); move(top); return; }
    const page = await this.#fetched(location.href);
    if (page === undefined) return;
    if (!page) { this.#fail(() => location.reload(), () => history.go(from - index)); return; }
    this.#show(page, () => {});
    move(top);
  }

  #stop() {
    this.#going?.abort();
    this.#going = null;
  }

  /**
   * A page with its colours at hand; null where it cannot be had, undefined where another is wanted by now.
   *
   * @param {string} address
   * @returns {Promise<Document | null | undefined>}
   */
  async #fetched(address) {
    this.#stop();
    const going = this.#going = new AbortController();
    const patience = setTimeout(() => going.abort(), PATIENCE_MS);
    tell("");
    const found = await fetched(address, going.signal);
    clearTimeout(patience);
    const page = found && isOther(found, address) && !this.surroundings.sounds() ? null : found;
    if (page) await Promise.all([coloured(page, address), this.surroundings.ready()]);
    if (page && going === this.#going) await fade(mainOf(document), [1, 0], LEAVE_MS);
    return going === this.#going ? page : undefined;
  }

  /**
   * @param {Document} page
   * @param {() => void} enter
   */
  #show(page, enter) {
    this.surroundings.change(() => {
      enter();
      this.#shown = pageOf(location.href);
      return swap(page);
    });
    const main = mainOf(document);
    main.focus({ preventScroll: true });
    fade(main, [0, 1], COME_MS);
  }

  /**
   * @param {() => void} leave lets the browser load the page
   * @param {() => void} stay
   */
  #fail(leave, stay = () => {}) {
    if (!this.surroundings.sounds()) { leave(); return; }
    tell(say("pageAway"));
    stay();
  }
}

/**
 * Whether a tap on a link is meant for this page, and not for a new window or a menu.
 *
 * @param {MouseEvent} event
 */
export function isPlain(event) {
  const { button, altKey, ctrlKey, metaKey, shiftKey, defaultPrevented } = event;
  return !(button || altKey || ctrlKey || metaKey || shiftKey || defaultPrevented);
}

/**
 * A page, whichever way its address is written.
 *
 * @param {string} address
 */
export function pageOf(address) {
  const { origin, pathname } = new URL(address);
  return origin + pathname.replace(/\/index\.html$/, "/");
}

/** @param {Document} page */
const mainOf = (page) => /** @type {HTMLElement} */ (page.getElementById("main"));

/** @param {number} top */
const move = (top) => scrollTo({ top, behavior: "instant" });

/** @param {string} text */
const tell = (text) => write(one(document, "[data-notice]"), text);

/**
 * @param {string} address
 * @param {AbortSignal} signal
 */
async function fetched(address, signal) {
  try {
    const response = await fetch(address, { signal });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return response.ok && mainOf(page) && factsOf(page, address) ? page : null;
  } catch {
    return null;
  }
}

/**
 * Whether a page was made for another version of this program.
 *
 * @param {Document} page
 * @param {string} address
 */
function isOther(page, address) {
  const program = page.querySelector("script[type=module]")?.getAttribute("src") ?? "";
  return new URL(".", new URL(program, address)).href !== new URL(".", import.meta.url).href;
}

/**
 * Loads the colours of a page beside those that are shown; they come into force with the page.
 *
 * @param {Document} page
 * @param {string} address
 */
async function coloured(page, address) {
  const link = /** @type {HTMLLinkElement | null} */ (page.querySelector("link[data-colours]"));
  if (!link) return;
  link.href = new URL(link.getAttribute("href") ?? "", address).href;
  link.media = "not all";
  await new Promise((settle) => {
    link.onload = link.onerror = settle;
    setTimeout(settle, PATIENCE_MS);
    document.querySelector("link[data-colours]")?.after(link);
  });
}

/**
 * Puts a page in the place of the one that is shown.
 *
 * @param {Document} page
 * @returns {Facts}
 */
function swap(page) {
  const { documentElement: root, head } = document;
  root.lang = page.documentElement.lang;
  root.dir = page.documentElement.dir;
  document.title = page.title;
  for (const old of head.querySelectorAll(OWN)) old.remove();
  head.append(...page.head.querySelectorAll(OWN));
  const colours = /** @type {NodeListOf<HTMLLinkElement>} */ (head.querySelectorAll("link[data-colours]"));
  for (const old of [...colours].slice(0, -1)) old.remove();
  colours[colours.length - 1].media = "";
  for (const part of ["#help", ".edge .help", "#main"]) {
    document.querySelector(part)?.replaceWith(.../** @type {Element[]} */ ([page.querySelector(part)]));
  }
  return /** @type {Facts} */ (factsOf(document));
}

/**
 * @param {HTMLElement} main
 * @param {number[]} opacity
 * @param {number} duration milliseconds
 */
async function fade(main, opacity, duration) {
  if (document.hidden || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  await main.animate({ opacity }, { duration, easing: "cubic-bezier(.3, 0, .2, 1)" }).finished.catch(() => {});
}
