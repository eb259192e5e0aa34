import { all, one, write } from "./dom.js";
import { placeIn } from "./parts.js";
import { phraseAt, toldOf } from "./spoken.js";
import { say } from "./words.js";

/** @import { Page } from "./session.js" */
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
export function reading({ main, first, listening, app, on, play }) {
  const spoken = one(first, "[data-spoken]");
  /** @type {import("./facts.js").Track | null} */
  let track = null;
  /** @type {Said[]} */
  let phrases = [];
  /** @type {Said | null} */
  let said = null;
  // a tap on a time plays from there; a tap on words does nothing
  for (const link of all(main, "a[href^='#t=']")) {
    const at_s = placeIn(link.getAttribute("href") ?? "") ?? 0;
    link.setAttribute("aria-label", say("play_from", { time: link.textContent ?? "" }));
    on(link, "click", (event) => {
      event.preventDefault();
      play(at_s);
    });
  }
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
    for (const name of ["lang", "dir"]) {
      spoken.setAttribute(name, now.element.closest(`[${name}]`)?.getAttribute(name) ?? "");
    }
    write(spoken, now.element.textContent ?? "");
  };
}

/**
 * Shows the words of one length, and those alone.
 *
 * @param {HTMLElement} main
 * @param {string} name
 * @returns {Said[]}
 */
function choose(main, name) {
  for (const words of all(main, "[data-words]")) {
    words.classList.toggle("is-chosen", words.dataset.words === name);
  }
  return all(main, ".is-chosen span[data-start]").map((element) => (
    { element, start_s: Number(element.dataset.start), end_s: Number(element.dataset.end) }));
}
