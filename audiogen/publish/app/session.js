import { choiceRow } from "./choice_row.js";
import { one } from "./dom.js";
import { ending } from "./ending.js";
import { Listening } from "./listening.js";
import { placeIn } from "./parts.js";
import { reading, telling } from "./reading.js";
import { rest } from "./rest.js";
import { seekBar } from "./seek.js";
import { stage } from "./stage.js";
import { say } from "./words.js";

/** @typedef {import("./companion.js").App} App */
/**
 * @typedef {object} Page What the parts of a session's page share. Each part returns what shows it as it is now.
 * @property {HTMLElement} main
 * @property {HTMLElement} first the first screen, which wears the states
 * @property {Listening} listening
 * @property {App} app
 * @property {AbortSignal} signal the page is left
 * @property {(to_s: number) => void} seek
 * @property {(from_s: number) => void} play
 * @property {() => void} show shows all parts as they are now
 */

/**
 * The page of one session.
 *
 * @param {HTMLElement} main
 * @param {import("./facts.js").Facts} facts
 * @param {App} app
 * @returns {() => void} takes everything away again
 */
export function sessionView(main, facts, app) {
  const leaving = new AbortController();
  const { signal } = leaving;
  const listening = new Listening(facts.sessions[0], app.player, app.memory);
  const show = () => { for (const each of parts) each(); };
  const seek = (/** @type {number} */ to_s) => { listening.seek(to_s); show(); };
  const play = (/** @type {number} */ from_s) => { seek(from_s); if (!listening.on) listening.toggle(); };
  /** @type {Page} */
  const page = { main, first: one(main, "[data-first]"), listening, app, signal, seek, play, show };
  const parts = [keys, stage, seekBar, telling, reading, choiceRow, ending, rest].map((part) => part(page));
  for (const name of ["change", "seek"]) app.player.addEventListener(name, show, { signal });
  app.player.addEventListener("tick", () => { if (listening.isLoaded && !document.hidden) show(); }, { signal });
  app.timer.addEventListener("change", show, { signal });
  document.addEventListener("visibilitychange", show, { signal });
  addEventListener("hashchange", () => openAt(seek), { signal });
  openAt(seek);
  show();
  return () => leaving.abort();
}

/**
 * Goes to the place that the address names, once: whoever comes back to the page goes on where they were.
 *
 * @param {(to_s: number) => void} seek
 */
function openAt(seek) {
  const at_s = placeIn(location.hash);
  if (at_s === null) return;
  history.replaceState(history.state, "", location.pathname + location.search);
  seek(at_s);
}

/** @param {Page} page */
function keys({ first, listening, seek, signal }) {
  const play = one(first, "[data-play]");
  const { title } = listening.session;
  play.addEventListener("click", () => listening.toggle(), { signal });
  for (const skip of /** @type {NodeListOf<HTMLElement>} */ (first.querySelectorAll("[data-skip]"))) {
    skip.addEventListener("click", () => seek(listening.at_s + Number(skip.dataset.skip)), { signal });
  }
  return () => {
    const { on, state } = listening;
    first.classList.toggle("is-on", on);
    first.classList.toggle("is-waiting", state === "waiting");
    first.classList.toggle("is-broken", state === "broken");
    play.setAttribute("aria-label", say(on ? "pauseTitle" : "playTitle", { title }));
  };
}
