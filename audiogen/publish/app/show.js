import { soundFor, trackFor } from "./choice.js";
import { offer } from "./course.js";
import { one, write } from "./dom.js";
import { isHeard, placeIn } from "./memory.js";
import { isMidway } from "./mini.js";
import { isPlain } from "./navigate.js";
import { subscribe } from "./subscribe.js";
import { left } from "./time.js";
import { isolated, say } from "./words.js";

/** @import { Offer } from "./course.js" */
/** @import { Facts, Session } from "./facts.js" */
/** @import { Base } from "./main.js" */

/**
 * The page of the show: the large button, the rows, and how to subscribe.
 *
 * @param {HTMLElement} main
 * @param {Facts} facts
 * @param {Base} app
 * @returns {() => void} takes it away
 */
export function showView(main, { sessions, show }, app) {
  const now = () => offered(sessions, app);
  const away = home(main, app, now, () => {
    if (sessions.length) drawButton(main, now(), app);
    for (const session of sessions) drawRow(main, session, app);
  });
  subscribe(main, new URL(".", show.root).href, away.signal);
  return () => away.abort();
}

/**
 * What a show's page does, and a client's as well.
 *
 * @param {HTMLElement} main
 * @param {Base} app
 * @param {() => Offer} now what the large button offers
 * @param {() => void} draw shows the page as it is now; called whenever that may have changed
 * @returns {AbortController} takes it away
 */
export function home(main, app, now, draw) {
  const away = new AbortController();
  const { signal } = away;
  main.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("[data-begin], [data-from-start]");
    if (!link || !isPlain(event)) return;
    event.preventDefault();
    press(now(), link.matches("[data-from-start]"), app);
  }, { signal });
  for (const each of [app.player, app.saved]) each.addEventListener("change", draw, { signal });
  // another tab of the same page
  addEventListener("storage", draw, { signal });
  draw();
  return away;
}

/**
 * What is loaded goes on; else the course decides.
 *
 * @param {Session[]} sessions
 * @param {Base} app
 * @param {string} [today] as the course has it
 * @returns {Offer}
 */
export function offered(sessions, { player, memory }, today) {
  const { edition, position_s } = player;
  if (edition && isMidway(player)) return { ...edition, kind: "go-on", at_s: position_s };
  return offer(sessions, memory.record, today);
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
  const { title, number } = session;
  const { length } = track;
  const [name, note] = [title, session.note].map(isolated);
  if (sounds) return { above: say("playing_now"), words: name, bold: sentence(length), note };
  if (kind === "go-on") {
    const part = track.chapters.findLast((chapter) => chapter.start_s <= at_s)?.title;
    const words = say("go_on", { time: left(at_s, track.duration_s) });
    return { above: "", words, bold: sentence(title), note: part ? say("stopped_in", { part }) : "" };
  }
  if (kind !== "next") return { above: "", words: say(kind), bold: say("title_and_length", { title, length }), note };
  return { above: say("next", { number }), words: name, bold: sentence(length), note };
}

/** @param {string} text a title may end a sentence by itself */
export function sentence(text) { return /[…\p{STerm}]$/u.test(text) ? isolated(text) : say("sentence", { text }); }

/**
 * @param {HTMLElement} main
 * @param {Offer} offer
 * @param {Base} app
 * @param {ReturnType<typeof largeButton>} texts
 */
export function drawButton(main, offer, { player }, texts = largeButton(offer, player.wanted)) {
  /** @type {HTMLAnchorElement} */
  const button = one(main, "[data-begin]");
  const fromStart = one(main, "[data-from-start]");
  const { above, words, bold, note } = texts;
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
 * @param {HTMLElement} main
 * @param {Session} session
 * @param {Base} app
 * @param {string} day when it is meant to be heard, where that is to be said
 */
export function drawRow(main, session, { player, saved, memory: { record } }, day = "") {
  const row = one(main, `[data-slug="${session.slug}"]`);
  const { minutes, mix } = record.choices;
  const track = trackFor(session, minutes);
  const sounds = player.wanted && player.edition?.session.slug === session.slug;
  const isLoaded = isMidway(player) && player.edition?.track.name === track.name;
  const at_s = isLoaded ? player.position_s : placeIn(record, track);
  const length = at_s ? say("left", { time: left(at_s, track.duration_s) }) : track.length;
  const note = saved.has(soundFor(track, mix)) ? say("row_saved", { text: length }) : length;
  const dated = day ? say("day_and_length", { day, length: note }) : note;
  write(one(row, "[data-row-note]"), sounds ? say("playing_now") : dated);
  one(row, "[data-row-tick]").hidden = !isHeard(record, session);
}
