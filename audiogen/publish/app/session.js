import { choiceRow } from "./choice_row.js";
import { all, one } from "./dom.js";
import { ending } from "./ending.js";
import { Listening } from "./listening.js";
import { placeIn } from "./parts.js";
import { reading, telling } from "./reading.js";
import { rest } from "./rest.js";
import { saveChoice } from "./save_choice.js";
import { seekBar } from "./seek.js";
import { stage } from "./stage.js";
import { say } from "./words.js";

/** @import { App } from "./companion.js" */
/**
 * @typedef {object} Page What the parts of a session's page share. Each part returns what shows it as it is now.
 * @property {HTMLElement} main
 * @property {HTMLElement} first the first screen, which wears the states
 * @property {Listening} listening
 * @property {App} app
 * @property {(target: EventTarget, name: string, run: (event: any) => void) => void} on listens until the page is left
 * @property {AbortSignal} signal tells that it is left
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
  /** @type {Page["on"]} */
  const on = (target, name, run) => target.addEventListener(name, run, { signal });
  const listening = new Listening(facts.sessions[0], app.player, app.memory);
  const show = () => { for (const each of parts) each(); };
  /** @param {number} to_s */
  const seek = (to_s) => { listening.seek(to_s); show(); };
  /** @param {number} from_s */
  const play = (from_s) => { seek(from_s); if (!listening.on) listening.toggle(); };
  /** @type {Page} */
  const page = { main, first: one(main, "[data-first]"), listening, app, on, signal, seek, play, show };
  const parts = [keys, stage, seekBar, telling, reading, choiceRow, saveChoice, ending, rest].map((part) => part(page));
  for (const name of ["change", "seek"]) on(app.player, name, show);
  on(app.player, "tick", () => { if (listening.isLoaded && !document.hidden) show(); });
  on(app.timer, "change", show);
  on(document, "visibilitychange", show);
  const open = () => openAt(seek, listening.track.duration_s);
  on(window, "hashchange", open);
  open();
  show();
  return () => leaving.abort();
}

/**
 * Goes to the place that the address names, once: whoever comes back to the page goes on where they were.
 *
 * @param {(to_s: number) => void} seek
 * @param {number} end_s who begins there has heard nothing, and would be taken for one who has heard it all
 */
function openAt(seek, end_s) {
  const at_s = placeIn(location.hash);
  if (at_s === null) return;
  history.replaceState(history.state, "", location.pathname + location.search);
  if (at_s < end_s) seek(at_s);
}

/** @param {Page} page */
function keys({ first, listening, on, seek }) {
  const play = one(first, "[data-play]");
  const { title } = listening.session;
  on(play, "click", () => listening.toggle());
  for (const skip of all(first, "[data-skip]")) {
    on(skip, "click", () => seek(listening.at_s + Number(skip.dataset.skip)));
  }
  return () => {
    const { on: sounds } = listening;
    first.classList.toggle("is-on", sounds);
    play.setAttribute("aria-label", say(sounds ? "pause_title" : "play_title", { title }));
  };
}
