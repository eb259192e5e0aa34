import { beginLarge, number, say } from "./words.js";

/** @import { Breath } from "./facts.js" */
/**
 * @typedef {Breath & {from: number, to: number, breath: string, pattern: string}} Phase
 *   How full the lungs are at both ends, from 0 to 1; "Breath 2 of 6" and "In for 4, out for 6".
 * @typedef {{phase: Phase | null, full: number, held: boolean, word: string, count: string, breath: string,
 *   pattern: string}} Moment
 *   What the circle shows; `phase` is null while it waits for the first one.
 */

/** The circle comes so many seconds before a phase; between phases that are nearer it stays. */
const COMES_S = 1.6;
const STAYS_S = 2 * COMES_S;
// a first in-breath leaves room for a second one, a sigh
const TOPPED = 0.75;
// where nothing is counted, the circle comes to a calm size over so many seconds, stays, and goes again
const CALM = 0.5;
const CALMING_S = 3;
// times come as decimals, so that four seconds may be a hair less
const HAIR_S = 1e-3;

/** @type {{[kind: string]: string}} */
const WORDS = { in: "breath_in", hold: "breath_hold", out: "breath_out", rest: "breath_rest" };
/** @type {{[kind: string]: string}} */
const PARTS = { in: "in_for", hold: "hold_for", out: "out_for", rest: "rest_for" };

/** How long the words are that stand in the circle: all have the size of the longest. */
export function mostLetters() { return Math.max(...Object.values(WORDS).map((word) => say(word).length)); }

/**
 * @param {Breath[]} breaths in their order
 * @returns {Phase[]}
 */
export function phasesOf(breaths) {
  let from = 0;
  return breaths.map((breath, index) => {
    const next = breaths[index + 1];
    const topped = next?.kind === "in" && next.cycle === breath.cycle;
    const to = { in: topped ? TOPPED : 1, hold: from, out: 0, rest: from, natural: 0 }[breath.kind];
    const phase = { ...breath, from, to, ...inWords(breaths, breath) };
    from = to;
    return phase;
  });
}

/**
 * What the circle shows at a time; null while there is no circle.
 *
 * @param {Phase[]} phases
 * @param {number} at_s
 * @returns {Moment | null}
 */
export function momentOf(phases, at_s) {
  const index = phases.findIndex((phase) => at_s < phase.end_s);
  if (index < 0) return null;
  const phase = phases[index];
  const { start_s, end_s, kind, from, to, breath, pattern } = phase;
  const [after, length] = [at_s - start_s, end_s - start_s];
  if (after < 0) {
    const pause_s = start_s - (phases[index - 1]?.end_s ?? -Infinity);
    if (-after > COMES_S && pause_s > STAYS_S) return null;
    return { phase: null, full: from, held: false, word: "", count: "", breath, pattern };
  }
  const natural = kind === "natural";
  const full = natural
    ? CALM * eased(Math.min(after, length - after) / Math.min(CALMING_S, length / 2))
    : from + (to - from) * eased(after / length);
  // upwards and in whole seconds, as the voice counts
  const second = Math.min(Math.floor(after + HAIR_S) + 1, Math.max(1, Math.floor(length + HAIR_S)));
  const count = natural ? "" : number(second);
  return { phase, full, held: kind === "hold", word: natural ? "" : say(WORDS[kind]), count, breath, pattern };
}

/** @param {number} part of half a cosine, from 0 to 1 */
function eased(part) { return (1 - Math.cos(Math.PI * Math.min(part, 1))) / 2; }

/**
 * @param {Breath[]} breaths
 * @param {Breath} breath
 */
function inWords(breaths, breath) {
  if (breath.kind === "natural") return { breath: "", pattern: say("as_you_like") };
  const parts = cycleOf(breaths, breath).map(({ kind, start_s, end_s }) => say(PARTS[kind], { n: end_s - start_s }));
  const pattern = beginLarge(parts.join(say("between")));
  return { breath: say("breath_of", { n: breath.cycle, of: breath.cycles }), pattern };
}

/**
 * All phases of the breath that one belongs to; natural breathing is one of its own.
 *
 * @param {Breath[]} breaths
 * @param {Breath} breath
 */
export function cycleOf(breaths, breath) {
  // a breath begins with an in-breath behind something else
  const begins = (/** @type {number} */ index) => {
    const [before, kind] = [breaths[index - 1]?.kind, breaths[index]?.kind];
    return !before || !kind || [before, kind].includes("natural") || (kind === "in" && before !== "in");
  };
  let first = breaths.indexOf(breath);
  let end = first + 1;
  while (!begins(first)) first -= 1;
  while (!begins(end)) end += 1;
  return breaths.slice(first, end);
}
