import { choicesOf } from "./choice.js";
import { one } from "./dom.js";
import { minutesText } from "./time.js";
import { say } from "./words.js";

/** @typedef {import("./choices.js").Group} Group */

/**
 * The row of choices: each button says what is chosen.
 *
 * @param {import("./session.js").Page} page
 */
export function choiceRow({ first, listening, app, signal }) {
  const row = one(first, "[data-choices]");
  const open = (/** @type {Group} */ group) => app.openChoices(listening.session, group);
  one(first, "[data-open-timer]").addEventListener("click", () => open("timer"), { signal });
  let shown = "";
  return () => {
    const texts = textsOf(listening.edition, app.timer.timer);
    if (texts.join() === shown) return;
    shown = texts.join();
    row.replaceChildren(...texts.map(([group, text, name]) => {
      const button = document.createElement("button");
      const label = document.createElement("span");
      label.textContent = text;
      button.type = "button";
      button.ariaLabel = say("choiceOf", { name, value: text });
      button.onclick = () => open(group);
      button.append(label);
      return button;
    }));
  };
}

/**
 * @param {import("./facts.js").Edition} edition
 * @param {import("./sleep_timer.js").Timer} timer
 * @returns {[Group, string, string][]} what a button opens, what it says, and what of
 */
function textsOf({ session, track, sound }, timer) {
  const { lengths, mixes } = choicesOf(session, track);
  const mix = sound.mix === "full" && session.bed ? say("withBed", { bed: session.bed }) : say(sound.mix);
  const ends = typeof timer === "number" ? minutesText(timer * 60) : say(timer === "part" ? "afterPart" : "noTimer");
  /** @type {[Group, string, string][]} */
  const texts = [
    ["length", lengths.length ? track.length : "", say("length")],
    ["sound", mixes.length ? mix : "", say("sound")],
    ["timer", ends, say("sleepTimer")],
    ["more", say("moreChoices"), say("choices")],
  ];
  return texts.filter(([, text]) => text);
}
