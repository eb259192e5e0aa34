import { apply, choicesOf, editionFor, wishOf } from "./choice.js";
import { one, write } from "./dom.js";
import { drawSaved } from "./save_choice.js";
import { minutesText } from "./time.js";
import { say } from "./words.js";

/** @import { Mix, Session } from "./facts.js" */
/** @import { App } from "./companion.js" */
/** @import { Choices } from "./memory.js" */
/** @import { Timer } from "./sleep_timer.js" */
/** @typedef {"length" | "sound" | "timer" | "more" | "saved"} Group what the sheet was opened for */

const TIMERS_MIN = [5, 15, 30];
const DELAYS_S = [0, 10, 30];
const SPEEDS = [0.8, 0.9, 1, 1.1, 1.2];

/**
 * The sheet with all choices for a session. Each acts at once, and is remembered.
 *
 * @param {Session} session
 * @param {Group} focus
 * @param {App} app
 */
export function openChoices(session, focus, app) {
  /** @type {HTMLDialogElement} */
  const dialog = one(document, "[data-choices-sheet]");
  /** @type {HTMLDetailsElement} */
  const more = one(dialog, "details");
  const groups = one(dialog, "[data-groups]");
  // the length that was chosen keeps the focus, and may have other sounds and timers
  const later = () => [sounds(session, app), timers(session, app)];
  const drawHere = () => drawSaved(dialog, editionFor(session, app.memory.choices), app);
  const drawLater = () => {
    for (const each of [...groups.children].slice(1)) each.remove();
    groups.append(...later());
  };
  groups.replaceChildren(lengths(session, app, drawLater), ...later());
  dialog.onchange = drawHere;
  drawHere();
  one(dialog, "[data-more]").replaceChildren(...others(app));
  write(one(more, "summary span"), say(app.vibration.possible ? "more" : "more_still"));
  more.open = focus === "more";
  /** @type {{[group in Group]?: string}} */
  const places = { more: "summary", saved: "[data-saved-remove]" };
  app.sheets.open(dialog, one(dialog, places[focus] ?? `[data-group=${focus}] :checked`));
}

/**
 * @param {Session} session
 * @param {Mix} mix
 */
export function mixText({ bed }, mix) {
  if (mix === "voice") return say("voice_only");
  return bed ? say("with_bed", { bed }) : say("with_sound");
}

/** @param {Timer} timer */
export function endText(timer) {
  return typeof timer === "number" ? minutesText(timer * 60) : say(timer === "part" ? "after_part" : "no_timer");
}

/**
 * @param {Session} session
 * @param {App} app
 * @param {() => void} drawLater draws what depends on the length
 */
function lengths(session, app, drawLater) {
  const { player, memory } = app;
  const { track } = editionFor(session, memory.choices);
  const { lengths: offered } = choicesOf(session, track);
  return picks("length", say("length"), offered, track, ({ length }) => length, (chosen) => {
    remember(app, { minutes: wishOf(chosen) });
    const edition = editionFor(session, memory.choices);
    if (player.edition?.session.slug === session.slug) player.load(edition, memory.place(edition.track));
    drawLater();
  });
}

/**
 * @param {Session} session
 * @param {App} app
 */
function sounds(session, app) {
  const { player, memory } = app;
  const { track, sound } = editionFor(session, memory.choices);
  const { mixes } = choicesOf(session, track);
  return picks("sound", say("sound"), mixes, sound.mix, (mix) => mixText(session, mix), (mix) => {
    remember(app, { mix });
    const edition = editionFor(session, memory.choices);
    if (player.edition?.session.slug === session.slug) player.switchTo(edition);
  });
}

/**
 * @param {Session} session
 * @param {App} app
 */
function timers(session, { timer, memory }) {
  const { chapters, duration_s } = editionFor(session, memory.choices).track;
  /** @type {Timer[]} */
  const part = chapters.length > 1 ? ["part"] : [];
  // a timer that is longer than the session would end nothing; one that was set for a longer one can still be seen
  const minutes = TIMERS_MIN.filter((each) => each * 60 < duration_s || each === timer.timer);
  const choose = (/** @type {Timer} */ each) => timer.set(each);
  return picks("timer", say("sleep_timer"), ["none", ...part, ...minutes], timer.timer, endText, choose);
}

/** @param {App} app */
function others(app) {
  const { delay_s, speed, vibration } = app.memory.choices;
  const later = (/** @type {number} */ n) => (n ? say("in_seconds", { n }) : say("at_once"));
  const onOff = app.vibration.possible ? [false, true] : [];
  return [
    picks("start", say("start"), DELAYS_S, delay_s, later, (chosen) => remember(app, { delay_s: chosen })),
    picks("speed", say("speed"), SPEEDS, speed, (n) => say("times", { n }), (chosen) => (
      remember(app, { speed: chosen }))),
    picks("vibration", say("vibration"), onOff, vibration, (on) => say(on ? "on" : "off"), (chosen) => (
      remember(app, { vibration: chosen }))),
  ];
}

/**
 * @param {App} app
 * @param {Partial<Choices>} chosen
 */
function remember({ player, vibration, memory }, chosen) {
  memory.choose(chosen);
  vibration.on = memory.choices.vibration;
  apply(player, memory.choices);
}

/**
 * Radio buttons; nothing at all where there is nothing to choose.
 *
 * @template T
 * @param {string} name
 * @param {string} legend
 * @param {T[]} values
 * @param {T} chosen
 * @param {(value: T) => string} text
 * @param {(value: T) => void} choose
 */
function picks(name, legend, values, chosen, text, choose) {
  if (!values.length) return "";
  // rows of three, and of two where that is even, or words are longer
  const wide = (/** @type {number} */ at) => values.length % 2 === 0 || (name === "timer" && at < 2);
  const labels = values.map((value, at) => {
    const onchange = () => choose(value);
    const input = make("input", { type: "radio", name, checked: value === chosen, onchange });
    return make("label", { className: wide(at) ? "wide" : "" }, input, make("span", {}, text(value)));
  });
  const group = make("fieldset", {}, make("legend", {}, legend), make("div", { className: "picks" }, ...labels));
  group.dataset.group = name;
  return group;
}

/**
 * @param {string} tag
 * @param {object} properties
 * @param {(Node | string)[]} children
 */
function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}
