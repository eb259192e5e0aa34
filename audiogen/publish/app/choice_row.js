import { choicesOf } from "./choice.js";
import { endText, mixText } from "./choices.js";
import { one, write } from "./dom.js";
import { say } from "./words.js";

/**
 * The row of choices: each button says what is chosen. There is none where there is nothing to choose.
 *
 * @param {import("./session.js").Page} page
 */
export function choiceRow({ first, listening, app, on }) {
  const groups = /** @type {const} */ (["length", "sound", "timer", "more"]);
  const buttons = groups.map((group) => one(first, `[data-choice=${group}]`));
  /** @param {import("./choices.js").Group} group */
  const open = (group) => app.openChoices(listening.session, group);
  buttons.forEach((button, index) => on(button, "click", () => open(groups[index])));
  const clock = one(first, "[data-open-timer]");
  on(clock, "click", () => open("timer"));
  return () => textsOf(listening.edition, app).forEach(([name, value], index) => {
    const button = buttons[index];
    button.hidden = !value;
    // while it sounds, the clock tells what the row tells before
    for (const each of groups[index] === "timer" ? [button, clock] : [button]) {
      each.setAttribute("aria-label", say("choice_of", { name, value }));
    }
    write(one(button, "span"), value);
  });
}

/**
 * @param {import("./facts.js").Edition} edition
 * @param {import("./companion.js").App} app
 * @returns {[string, string][]} what is chosen of, and what is chosen
 */
function textsOf({ session, track, sound }, { timer, saving }) {
  const { lengths, mixes } = choicesOf(session, track);
  return [
    [say("length"), lengths.length ? track.length : ""],
    [say("sound"), mixes.length ? mixText(session, sound.mix) : ""],
    [say("sleep_timer"), endText(timer.timer)],
    // where sessions can be saved, that stands in its place, and any of the others leads there
    [say("choices"), saving.keeps(session) ? "" : say("more_choices")],
  ];
}
