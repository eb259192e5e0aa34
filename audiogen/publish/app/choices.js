import { choicesOf, editionFor, wishOf } from "./choice.js";
import { one, write } from "./dom.js";
import { minutesText } from "./time.js";
import { say } from "./words.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./facts.js").Session} Session */
/** @typedef {import("./facts.js").Track} Track */
/** @typedef {import("./facts.js").Mix} Mix */
/** @typedef {import("./sleep_timer.js").Timer} Timer */
/** @typedef {"length" | "sound" | "timer" | "more"} Group what the sheet was opened for */

const TIMERS_MIN = [5, 15, 30];
const DELAYS_S = [0, 10, 30];
const SPEEDS = [0.8, 0.9, 1, 1.1, 1.2];

/**
 * The sheet with all choices for a session. Each acts at once, and is remembered; only the sleep timer is for once.
 *
 * @param {Session} session
 * @param {Group} focus
 * @param {App} app
 * @param {import("./sheet.js").Sheets} sheets
 */
export function openChoices(session, focus, app, sheets) {
  /** @type {HTMLDialogElement} */
  const dialog = one(document, "[data-choices-sheet]");
  /** @type {HTMLDetailsElement} */
  const more = one(dialog, "details");
  const groups = one(dialog, "[data-groups]");
  // the length that was chosen keeps the focus, and may have other sounds and timers
  const later = () => [sounds(session, app), timers(session, app)];
  const first = lengths(session, app, () => groups.replaceChildren(first, ...later()));
  groups.replaceChildren(first, ...later());
  one(dialog, "[data-more]").replaceChildren(starts(app), speeds(app), vibrations(app));
  write(one(more, "summary span"), say(app.vibration.possible ? "more" : "moreStill"));
  more.open = focus === "more";
  sheets.open(dialog, one(dialog, focus === "more" ? "summary" : `[data-group=${focus}] :checked`));
}

/**
 * @param {Session} session
 * @param {App} app
 * @param {() => void} drawLater draws what depends on the length
 */
function lengths(session, app, drawLater) {
  const { track } = editionFor(session, app.memory.choices);
  const options = choicesOf(session, track).lengths.map((each) => option(each, each.length));
  return picks("length", "length", options, track, (chosen) => {
    app.memory.choose({ minutes: wishOf(chosen) });
    const edition = editionFor(session, app.memory.choices);
    if (isLoaded(session, app)) app.player.load(edition, app.memory.place(edition.track));
    drawLater();
    tell(app);
  });
}

/**
 * @param {Session} session
 * @param {App} app
 */
function sounds(session, app) {
  const { track, sound } = editionFor(session, app.memory.choices);
  const bed = session.bed ? say("withBed", { bed: session.bed }) : say("full");
  const options = choicesOf(session, track).mixes.map((mix) => option(mix, mix === "voice" ? say("voice") : bed));
  return picks("sound", "sound", options, sound.mix, (mix) => {
    app.memory.choose({ mix });
    if (isLoaded(session, app)) app.player.switchTo(editionFor(session, app.memory.choices));
    tell(app);
  });
}

/**
 * @param {Session} session
 * @param {App} app
 */
function timers(session, { timer, memory }) {
  const { track } = editionFor(session, memory.choices);
  /** @type {{value: Timer, label: string}[]} */
  const options = [option("none", say("noTimer"))];
  if (track.chapters.length > 1) options.push(option("part", say("afterPart")));
  // a timer that is longer than the session ends nothing
  const minutes = TIMERS_MIN.filter((each) => each * 60 < track.duration_s);
  options.push(...minutes.map((each) => option(each, minutesText(each * 60))));
  return picks("timer", "sleepTimer", options, timer.timer, (chosen) => timer.set(chosen));
}

/** @param {App} app */
function starts(app) {
  const options = DELAYS_S.map((each) => option(each, each ? say("inSeconds", { n: each }) : say("atOnce")));
  return picks("start", "start", options, app.player.delay_s, (delay_s) => {
    app.player.delay_s = delay_s;
    app.memory.choose({ delay_s });
  });
}

/** @param {App} app */
function speeds(app) {
  const options = SPEEDS.map((each) => option(each, say("times", { n: each })));
  return picks("speed", "speed", options, app.player.rate, (speed) => {
    app.player.rate = speed;
    app.memory.choose({ speed });
  });
}

/** @param {App} app */
function vibrations(app) {
  const options = app.vibration.possible ? [option(false, say("off")), option(true, say("on"))] : [];
  return picks("vibration", "vibration", options, app.vibration.on, (vibration) => {
    app.vibration.on = vibration;
    app.memory.choose({ vibration });
  });
}

/**
 * Whether a session is what the player has.
 *
 * @param {Session} session
 * @param {App} app
 */
function isLoaded(session, { player }) {
  return player.edition?.session.slug === session.slug;
}

/**
 * Says that something was chosen to whoever shows it.
 *
 * @param {App} app
 */
function tell({ player }) {
  player.dispatchEvent(new Event("change"));
}

/**
 * @template T
 * @param {T} value
 * @param {string} label
 */
function option(value, label) {
  return { value, label };
}

/**
 * Radio buttons; nothing at all where there is nothing to choose.
 *
 * @template T
 * @param {string} name
 * @param {import("./words.js").Word} legend
 * @param {{value: T, label: string}[]} options
 * @param {T} chosen
 * @param {(value: T) => void} choose
 */
function picks(name, legend, options, chosen, choose) {
  if (!options.length) return "";
  const row = make("div", { className: options.length === 5 && name === "speed" ? "picks even" : "picks" });
  // rows of three, and of two where three would leave one over
  const pairs = options.length === 4 ? 4 : options.length % 3;
  options.forEach(({ value, label }, at) => {
    const type = "radio";
    const input = make("input", { type, name, checked: value === chosen, onchange: () => choose(value) });
    row.append(make("label", { className: at < pairs ? "wide" : "" }, input, make("span", {}, label)));
  });
  const group = make("fieldset", {}, make("legend", {}, say(legend)), row);
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
