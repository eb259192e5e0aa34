import { one, write } from "./dom.js";
import { placeIn } from "./parts.js";
import { phraseAt, toldOf } from "./spoken.js";
import { clock } from "./time.js";
import { say } from "./words.js";

/** @typedef {import("./session.js").Page} Page */
/** @typedef {import("./spoken.js").Phrase & {element: HTMLElement}} Said */

/** A start takes so long on a good connection; nothing is told of it. */
const LATE_MS = 700;

/**
 * What the page tells, in the place of the words.
 *
 * @param {Page} page
 */
export function telling({ first, listening, signal }) {
  const told = one(first, "[data-told]");
  let timer = 0;
  let late = false;
  const show = () => {
    const { state } = listening;
    if (state !== "waiting") {
      clearTimeout(timer);
      timer = 0;
      late = false;
    } else {
      timer ||= setTimeout(() => { late = true; show(); }, LATE_MS);
    }
    // a countdown is read out once
    told.setAttribute("aria-live", state === "delayed" && told.textContent ? "off" : "polite");
    write(told, toldOf(listening, late));
  };
  signal.addEventListener("abort", () => clearTimeout(timer));
  return show;
}

/**
 * The transcript of the length that is heard: what is being said is marked in it, and stands in the place of the words.
 *
 * @param {Page} page
 */
export function reading({ main, first, listening, app, play, signal }) {
  const spoken = one(first, "[data-spoken]");
  /** @type {import("./facts.js").Track | null} */
  let track = null;
  /** @type {Said[]} */
  let phrases = [];
  /** @type {Said | null} */
  let said = null;
  timeLinks(main, play, signal);
  return () => {
    if (track !== listening.track) {
      ({ track } = listening);
      phrases = choose(main, track.name);
    }
    if (listening.isLoaded) app.timer.phrases = phrases;
    const now = listening.isMidway ? phraseAt(phrases, listening.at_s) : null;
    if (now === said) return;
    said?.element.classList.remove("now");
    now?.element.classList.add("now");
    said = now;
    // in a silence the last words fade
    spoken.style.opacity = now ? "" : "0";
    if (!now) return;
    spoken.lang = /** @type {HTMLElement} */ (now.element.closest("[lang]")).lang;
    write(spoken, now.element.textContent ?? "");
  };
}

/**
 * The times of parts play from there; a tap on words does nothing.
 *
 * @param {HTMLElement} main
 * @param {(from_s: number) => void} play
 * @param {AbortSignal} signal
 */
function timeLinks(main, play, signal) {
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (main.querySelectorAll("a[href^='#t=']"))) {
    const at_s = placeIn(link.hash) ?? 0;
    link.setAttribute("aria-label", say("playFrom", { time: clock(at_s) }));
    link.addEventListener("click", (event) => {
      event.preventDefault();
      play(at_s);
    }, { signal });
  }
}

/**
 * Shows the words of one length, and those alone.
 *
 * @param {HTMLElement} main
 * @param {string} name
 * @returns {Said[]}
 */
function choose(main, name) {
  for (const words of /** @type {NodeListOf<HTMLElement>} */ (main.querySelectorAll("[data-words]"))) {
    words.classList.toggle("is-chosen", words.dataset.words === name);
  }
  /** @type {NodeListOf<HTMLElement>} */
  const spans = main.querySelectorAll(".words.is-chosen span[data-start]");
  return Array.from(spans, (element) => (
    { element, start_s: Number(element.dataset.start), end_s: Number(element.dataset.end) }));
}
