import { trackFor } from "./choice.js";
import { offer } from "./course.js";
import { one, write } from "./dom.js";
import { isHeard, placeIn } from "./memory.js";
import { isMidway } from "./mini.js";
import { isPlain } from "./navigate.js";
import { subscribe } from "./subscribe.js";
import { left } from "./time.js";
import { say } from "./words.js";

/** @import { Offer } from "./course.js" */
/** @import { Facts, Session } from "./facts.js" */
/** @import { Base } from "./main.js" */
/** @import { Record } from "./memory.js" */
/** @import { Player } from "./player.js" */

/**
 * The page of the show: the large button, the rows, and how to subscribe.
 *
 * @param {HTMLElement} main
 * @param {Facts} facts
 * @param {Base} app
 * @returns {() => void} takes it away
 */
export function showView(main, { sessions, show }, app) {
  const away = new AbortController();
  const { signal } = away;
  const draw = () => {
    if (sessions.length) drawButton(main, offered(sessions, app), app);
    const { record } = app.memory;
    for (const session of sessions) drawRow(one(main, `[data-slug="${session.slug}"]`), session, record, app.player);
  };
  main.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("[data-begin], [data-from-start]");
    if (!link || !isPlain(event)) return;
    event.preventDefault();
    press(offered(sessions, app), link.matches("[data-from-start]"), app);
  }, { signal });
  app.player.addEventListener("change", draw, { signal });
  // another tab of the same page
  addEventListener("storage", draw, { signal });
  subscribe(main, new URL(".", show.root).href, signal);
  draw();
  return () => away.abort();
}

/**
 * What is loaded goes on; else the course decides.
 *
 * @param {Session[]} sessions
 * @param {Base} app
 * @returns {Offer}
 */
function offered(sessions, { player, memory }) {
  const { edition, position_s } = player;
  return edition && isMidway(player) ? { ...edition, kind: "go-on", at_s: position_s } : offer(sessions, memory.record);
}

/**
 * @param {Offer} offer
 * @param {boolean} anew from the beginning
 * @param {Base} app
 */
function press(offer, anew, { player, go }) {
  if (anew || !isMidway(player)) player.load(offer, anew ? 0 : offer.at_s);
  // inside the tap, or iOS refuses the sound
  player.play();
  go(offer.session.page);
}

/**
 * What the large button says, and what stands under it.
 *
 * @param {Offer} offer
 * @param {boolean} sounds
 */
export function largeButton({ kind, session, track, at_s }, sounds) {
  const { title, number, note } = session;
  const { length } = track;
  if (sounds) return { above: say("playing_now"), words: title, bold: sentence(length), note };
  if (kind === "go-on") {
    const part = track.chapters.findLast((chapter) => chapter.start_s <= at_s)?.title;
    const words = say("go_on", { time: left(at_s, track.duration_s) });
    return { above: "", words, bold: sentence(title), note: part ? say("stopped_in", { part }) : "" };
  }
  if (kind !== "next") return { above: "", words: say(kind), bold: say("title_and_length", { title, length }), note };
  return { above: say("next", { number }), words: title, bold: sentence(length), note };
}

/** @param {string} text a title may end a sentence by itself */
function sentence(text) { return /[.!?…]$/.test(text) ? text : say("sentence", { text }); }

/**
 * @param {HTMLElement} main
 * @param {Offer} offer
 * @param {Base} app
 */
function drawButton(main, offer, { player }) {
  /** @type {HTMLAnchorElement} */
  const button = one(main, "[data-begin]");
  const fromStart = one(main, "[data-from-start]");
  const { above, words, bold, note } = largeButton(offer, player.wanted);
  button.href = offer.session.page;
  fromStart.setAttribute("href", offer.session.page);
  fromStart.hidden = player.wanted || offer.kind !== "go-on";
  // there is one light: where the small player is shown, it is that
  button.classList.toggle("open", isMidway(player));
  one(button, "svg").toggleAttribute("hidden", player.wanted);
  one(button, "[data-begin-above]").hidden = !above;
  write(one(button, "[data-begin-above]"), above);
  write(one(button, "[data-begin-words]"), words);
  write(one(main, "[data-begin-title]"), bold);
  write(one(main, "[data-begin-note]"), note);
}

/**
 * @param {HTMLElement} row
 * @param {Session} session
 * @param {Record} record
 * @param {Player} player
 */
function drawRow(row, session, record, player) {
  const track = trackFor(session, record.choices.minutes);
  const sounds = player.wanted && player.edition?.session.slug === session.slug;
  const isLoaded = isMidway(player) && player.edition?.track.name === track.name;
  const at_s = isLoaded ? player.position_s : placeIn(record, track);
  const note = at_s ? say("left", { time: left(at_s, track.duration_s) }) : track.length;
  write(one(row, "[data-row-note]"), sounds ? say("playing_now") : note);
  one(row, "[data-row-tick]").hidden = !isHeard(record, session);
}
