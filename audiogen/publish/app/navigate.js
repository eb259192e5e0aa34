import { one, write } from "./dom.js";
import { factsOf } from "./facts.js";
import { say } from "./words.js";

/** @import { Facts } from "./facts.js" */
/**
 * @typedef {object} Surroundings
 * @property {() => boolean} sounds whether leaving the document would end a sound
 * @property {() => Promise<unknown>} ready resolves once nothing lies over the page, and all is there that it needs
 * @property {(swap: () => Facts) => void} change is given what puts the other page in the place of this one
 */

/** So often at most the history is written while somebody scrolls: Safari refuses more than a hundred times in 30 s. */
const SETTLED_MS = 300;
const PATIENCE_MS = 10_000;
/** So the worker leads here from a page that it does not have. */
const AWAY = "?away";
const [LEAVE_MS, COME_MS] = [160, 440];
/** What each page has of its own in its head, apart from its colours and its title. */
const OWN = "link[rel=canonical], link[rel=icon], meta[name=description], meta[name=theme-color], meta[property]";

/**
 * Shows the pages of a show in the place of one another, so that the sound goes on.
 *
 * Each entry of the history has an index, and keeps how far the window was moved. What cannot be shown in this way
 * is left to the browser, unless that would end a sound.
 */
export class Navigation {
  #index = 0;
  #shown = pageOf(location.href);
  /** Counts what was asked for: an answer that comes late is not wanted any more. */
  #turn = 0;
  #scrolling = 0;

  /**
   * @param {string} root the address of the show's page
   * @param {Surroundings} surroundings
   */
  constructor(root, surroundings) {
    this.folder = pageOf(root);
    this.surroundings = surroundings;
    const { index = 0, top = 0 } = history.state ?? {};
    this.#index = index;
    history.scrollRestoration = "manual";
    history.replaceState({ ...history.state, index }, "");
    settleIcon();
    if (location.search === AWAY) this.#tellAway();
    if (top) move(top);
    addEventListener("popstate", () => this.#walk());
    addEventListener("scroll", () => {
      clearTimeout(this.#scrolling);
      this.#scrolling = setTimeout(() => this.#keepTop(), SETTLED_MS);
    });
    document.addEventListener("click", (event) => this.#follow(event));
  }

  #tellAway() {
    write(one(document, "[data-notice]"), say("page_not_here"));
    history.replaceState(history.state, "", location.pathname);
  }

  /** @param {string} address of a page of the show */
  go(address) {
    this.#keepTop();
    this.#show(address, {
      enter: () => history.pushState({ index: this.#index += 1 }, "", address),
      top: () => topOf(new URL(address).hash),
      leave: () => { location.href = address; },
      stay: () => {},
    });
  }

  /** @param {MouseEvent} event */
  #follow(event) {
    const link = event.target instanceof Element && event.target.closest("a");
    if (!link || !isPlain(event)) return;
    this.#keepTop();
    const isFile = link.hasAttribute("download") || !/(\/|\.html)$/.test(link.pathname);
    if (isFile || link.target || !link.href.startsWith(this.folder)) return;
    if (link.hash && pageOf(link.href) === this.#shown) return;
    event.preventDefault();
    this.go(link.href);
  }

  /** While another page comes, the entry is its own already. */
  #keepTop() {
    if (pageOf(location.href) === this.#shown) history.replaceState({ ...history.state, top: scrollY }, "");
  }

  /** Follows Back and Forward. */
  #walk() {
    const from = this.#index;
    const { index, top = 0 } = history.state ?? {};
    if (index === from) return;
    this.#index = index ?? from + 1;
    // without an index it is an entry that the browser made for a place in this page, where the window is by now
    if (index === undefined) { history.replaceState({ index: this.#index }, ""); return; }
    this.#show(location.href, {
      enter: () => {},
      top: () => top,
      leave: () => location.reload(),
      stay: () => history.go(from - index),
    });
  }

  /**
   * @param {string} address
   * @param {{enter: () => void, top: () => number, leave: () => void, stay: () => void}} way `leave` lets the browser
   *   load the page
   */
  async #show(address, { enter, top, leave, stay }) {
    const turn = this.#turn += 1;
    if (pageOf(address) === this.#shown) { move(top()); return; }
    write(one(document, "[data-notice]"), "");
    const { sounds, ready, change } = this.surroundings;
    const late = deadline(PATIENCE_MS);
    const answer = await fetched(address);
    const page = answer && answer.page;
    if (turn !== this.#turn) return;
    const colours = page && (isOurs(page, address) || sounds()) ? coloursOf(page, address) : null;
    const fits = page && colours && await whole([coming(colours), ready()], late);
    if (turn !== this.#turn || !fits) colours?.remove();
    if (turn !== this.#turn) return;
    // where no server answers, browsers have nothing but a page of their own to show
    if (!fits && answer && !sounds()) { leave(); return; }
    if (!fits) { write(one(document, "[data-notice]"), say(sounds() ? "page_away" : "page_not_here")); stay(); return; }
    await faded([1, 0], LEAVE_MS);
    if (turn !== this.#turn) return;
    enter();
    this.#shown = pageOf(address);
    change(() => swap(page, colours));
    move(top());
    one(document, "#main").focus({ preventScroll: true });
    faded([0, 1], COME_MS);
  }
}

/**
 * Whether a tap on a link is meant for this page, and not for a new window or a menu.
 *
 * @param {MouseEvent} event
 */
export function isPlain({ button, altKey, ctrlKey, metaKey, shiftKey, defaultPrevented }) {
  return !(button || altKey || ctrlKey || metaKey || shiftKey || defaultPrevented);
}

/** @param {string} address in whichever way it is written */
export function pageOf(address) {
  const { origin, pathname } = new URL(address);
  return origin + pathname.replace(/\/index\.html$/, "/");
}

/** @param {number} top */
const move = (top) => scrollTo({ top, behavior: "instant" });

/** @param {string} hash */
function topOf(hash) {
  const target = document.getElementById(hash.slice(1));
  return target ? target.getBoundingClientRect().top + scrollY : 0;
}

/**
 * Whether all parts come, in time.
 *
 * @param {Promise<unknown>[]} parts
 * @param {Promise<unknown>} late
 */
const whole = (parts, late) => Promise.race([Promise.all(parts).then(() => true), late]).catch(() => false);

/** @param {number} ms */
const deadline = (ms) => new Promise((settle) => { setTimeout(() => settle(false), ms); });

/**
 * The page at an address, or null for something else there; null instead of all that where nobody answers.
 *
 * @param {string} address
 */
async function fetched(address) {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout?.(PATIENCE_MS) });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return { page: response.ok && factsOf(page, address) ? page : null };
  } catch {
    return null;
  }
}

/**
 * @param {Element | null} element
 * @param {string} name of an attribute that holds an address
 * @param {string} address of its page
 */
const absolute = (element, name, address) => new URL(element?.getAttribute(name) ?? "", address).href;

/**
 * Whether a page was made for this version of the program.
 *
 * @param {Document} page
 * @param {string} address
 */
function isOurs(page, address) {
  const program = page.querySelector("script[type=module]");
  return absolute(program, "src", address) === new URL("main.js", import.meta.url).href;
}

/**
 * The colours of a page; they come into force with it.
 *
 * @param {Document} page
 * @param {string} address
 */
function coloursOf(page, address) {
  /** @type {HTMLLinkElement} */
  const link = one(page, "link[data-colours]");
  link.href = absolute(link, "href", address);
  link.media = "not all";
  return link;
}

/** @param {HTMLLinkElement} colours loaded beside those that are shown */
const coming = (colours) => new Promise((settle, fail) => {
  colours.onload = settle;
  colours.onerror = fail;
  one(document, "link[data-colours]").after(colours);
});

/**
 * Puts a page in the place of the one that is shown.
 *
 * @param {Document} page
 * @param {HTMLLinkElement} colours
 * @returns {Facts}
 */
function swap(page, colours) {
  const { documentElement: root, head } = document;
  root.lang = page.documentElement.lang;
  document.title = page.title;
  for (const old of head.querySelectorAll(OWN)) old.remove();
  head.append(...page.head.querySelectorAll(OWN));
  settleIcon();
  for (const old of head.querySelectorAll("link[data-colours]")) if (old !== colours) old.remove();
  colours.removeAttribute("media");
  // what stays is in the words of the page
  const [edge, its] = [one(document, ".edge"), one(page, ".edge")];
  edge.lang = its.lang || root.lang;
  for (const part of ["#help", ".edge .help", "#page-words", "#main"]) one(document, part).replaceWith(one(page, part));
  return /** @type {Facts} */ (factsOf(document));
}

/** Back changes the address before the page; what browsers look up anew by then has to hold. */
function settleIcon() {
  const icon = document.querySelector("link[rel=icon]");
  icon?.setAttribute("href", absolute(icon, "href", document.baseURI));
}

/**
 * Pages fade over the ground: what browsers have for it by themselves would leave taps without an answer meanwhile.
 *
 * @param {number[]} opacity
 * @param {number} duration milliseconds
 */
async function faded(opacity, duration) {
  if (document.hidden || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  await one(document, "#main").animate({ opacity }, { duration, easing: "ease" }).finished;
}
