import { clock } from "./time.js";
import { say } from "./words.js";

/** @typedef {{start_s: number, end_s: number}} Phrase */

/** What was said stays to be read for so long, unless something else is said. */
const LINGERS_S = 4;

/**
 * The phrase to be read at a time; null in a longer silence.
 *
 * @template {Phrase} T
 * @param {T[]} phrases in their order
 * @param {number} at_s
 * @returns {T | null}
 */
export function phraseAt(phrases, at_s) {
  const last = phrases.findLast((phrase) => phrase.start_s <= at_s);
  return last && at_s < last.end_s + LINGERS_S ? last : null;
}

/**
 * What the page tells of the sound itself.
 *
 * @param {{state: import("./player.js").State, at_s: number, player: {slow: boolean, begins_in_s: number}}} listening
 * @param {boolean} late whether it is waited for longer than a start takes
 */
export function toldOf({ state, at_s, player }, late) {
  switch (state) {
    case "ended": return say("stay");
    case "delayed": return say("begins_in", { n: player.begins_in_s });
    case "waiting": return player.slow ? say("slow") : late ? say("loading") : "";
    case "broken": return at_s < 1 ? say("broken_at_start") : say("broken", { time: clock(at_s) });
    default: return "";
  }
}
