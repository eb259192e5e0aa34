import { one, write } from "./dom.js";
import { Listening } from "./listening.js";
import { seekBar } from "./seek.js";
import { stage } from "./stage.js";
import { say } from "./words.js";

/** @typedef {import("./main.js").App} App */

/**
 * The page of one session.
 *
 * @param {HTMLElement} main
 * @param {import("./facts.js").Facts} facts
 * @param {App} app
 * @returns {() => void} takes everything away again
 */
export function sessionView(main, facts, app) {
  const closing = new AbortController();
  const { signal } = closing;
  const listening = new Listening(facts.sessions[0], app.player, app.memory);
  const first = one(main, "[data-first]");
  const show = () => { for (const each of parts) each(); };
  const parts = [
    keys(first, listening, () => show(), signal),
    stage(first, listening, app.wake, signal),
    seekBar(first, listening, () => show(), signal),
  ];
  for (const name of ["change", "tick", "seek"]) app.player.addEventListener(name, show, { signal });
  show();
  return () => closing.abort();
}

/**
 * @param {HTMLElement} first
 * @param {Listening} listening
 * @param {() => void} moved
 * @param {AbortSignal} signal
 */
function keys(first, listening, moved, signal) {
  const play = one(first, "[data-play]");
  const { title } = listening.session;
  play.addEventListener("click", () => listening.toggle(), { signal });
  for (const skip of first.querySelectorAll("[data-skip]")) {
    skip.addEventListener("click", () => {
      listening.seek(listening.at_s + Number(skip.getAttribute("data-skip")));
      moved();
    }, { signal });
  }
  return () => {
    const { on, state } = listening;
    first.classList.toggle("is-on", on);
    first.classList.toggle("is-waiting", state === "waiting");
    first.classList.toggle("is-broken", state === "broken");
    play.setAttribute("aria-label", say(on ? "pauseTitle" : "playTitle", { title }));
  };
}
