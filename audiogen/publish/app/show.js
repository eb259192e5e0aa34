import { trackFor } from "./choice.js";
import { offer } from "./course.js";
import { one, write } from "./dom.js";
import { isHeard, placeIn } from "./memory.js";
import { isMidway } from "./mini.js";
import { isPlain } from "./navigate.js";
import { subscribe } from "./subscribe.js";
import { left, minutes } from "./time.js";
import { say } from "./words.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./facts.js").Facts} Facts */
/** @typedef {import("./facts.js").Session} Session */
/** @typedef {import("./facts.js").Edition} Edition */
/** @typedef {import("./course.js").Offer} Offer */

/**
 * The page of the show: the large button, the rows, and how to subscribe.
 *
 * @param {HTMLElement} main
 * @param {Facts} facts
 * @param {App} app
 * @returns {() => void} takes it away
 */
export function showView(main, facts, app) {
  const away = new AbortController();
  const { signal } = away;
  const { player, memory } = app;
  const draw = () => {
    drawButton(main, facts.sessions, app);
    drawRows(main, facts.sessions, app);
  };
  /** @param {Edition} edition @param {number} at_s */
  const start = (edition, at_s) => {
    // inside the tap, or iOS refuses the sound
    if (player.state !== "paused" || player.edition?.sound.guid !== edition.sound.guid) player.load(edition, at_s);
    else if (player.position_s !== at_s && !at_s) player.seek(0);
    player.play();
    app.go(edition.session.page);
  };
  main.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("[data-begin], [data-from-start]") : null;
    if (!link || !isPlain(event) || !facts.sessions.length) return;
    event.preventDefault();
    const offered = offer(facts.sessions, memory.record);
    if (link.matches("[data-from-start]")) start(offered, 0);
    else if (player.wanted && player.edition) app.go(player.edition.session.page);
    else start(offered, offered.at_s);
  }, { signal });
  player.addEventListener("change", draw, { signal });
  addEventListener("storage", draw, { signal });
  subscribe(main, new URL(".", facts.show.root).href, signal);
  draw();
  return () => away.abort();
}

/**
 * What the large button says, and what stands under it.
 *
 * @param {Offer} offered
 * @param {Session | null} playing
 * @returns {{above: string, words: string, bold: string, note: string}}
 */
export function largeButton({ kind, session, track, at_s }, playing) {
  if (playing) return { above: say("playingNow"), words: playing.title, bold: "", note: playing.note };
  const { title, number, note } = session;
  if (kind === "go-on") {
    const part = track.chapters.findLast((chapter) => chapter.start_s <= at_s)?.title;
    const words = say("goOn", { time: left(at_s, track.duration_s) });
    return { above: "", words, bold: say("sentence", { text: title }), note: part ? say("stoppedIn", { part }) : "" };
  }
  if (kind === "next") {
    const bold = say("minutesLong", { n: minutes(track.duration_s) });
    return { above: say("next", { number }), words: title, bold, note };
  }
  return { above: "", words: say(kind), bold: say("titleAndLength", { title, length: track.length }), note };
}

/**
 * @param {HTMLElement} main
 * @param {Session[]} sessions
 * @param {App} app
 */
function drawButton(main, sessions, { player, memory }) {
  const button = /** @type {HTMLAnchorElement | null} */ (main.querySelector("[data-begin]"));
  if (!button) return;
  const offered = offer(sessions, memory.record);
  const playing = player.wanted ? player.edition?.session ?? null : null;
  const { above, words, bold, note } = largeButton(offered, playing);
  button.href = (playing ?? offered.session).page;
  // there is one light: where the small player is shown, it is that
  button.classList.toggle("open", isMidway(player));
  button.querySelector("svg")?.toggleAttribute("hidden", playing !== null);
  write(one(button, "[data-begin-words]"), words);
  write(one(button, "[data-begin-above]"), above);
  write(one(main, "[data-begin-title]"), bold);
  write(one(main, "[data-begin-note]"), note);
  for (const link of main.querySelectorAll("[data-from-start]")) {
    link.toggleAttribute("hidden", playing !== null || offered.kind !== "go-on");
    link.setAttribute("href", offered.session.page);
  }
}

/**
 * @param {HTMLElement} main
 * @param {Session[]} sessions
 * @param {App} app
 */
function drawRows(main, sessions, { player, memory }) {
  const { record } = memory;
  for (const session of sessions) {
    const row = main.querySelector(`[data-slug="${CSS.escape(session.slug)}"]`);
    if (!row) continue;
    const track = trackFor(session, record.choices.minutes);
    const at_s = placeIn(record, track);
    const playing = player.wanted && player.edition?.session.slug === session.slug;
    const note = at_s ? say("left", { time: left(at_s, track.duration_s) }) : track.length;
    write(one(row, "[data-row-note]"), playing ? say("playingNow") : note);
    row.querySelector("[data-row-tick]")?.toggleAttribute("hidden", !isHeard(record, session));
  }
}
