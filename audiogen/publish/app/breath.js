import { beginLarge, number, say } from "./words.js";

/** @typedef {import("./facts.js").Breath} Breath */
/**
 * @typedef {Breath & {from: number, to: number}} Phase
 *   With how full the lungs are at both ends, from 0 to 1.
 */
/**
 * @typedef {{phase: Phase | null, full: number, held: boolean, word: string, count: string, breath: string,
 *   pattern: string}} Moment
 *   What the circle shows: `phase` is null while it waits for the first one; `breath` is "Breath 2 of 6".
 */

/** The circle comes so many seconds before the first phase; between phases that are nearer it stays. */
export const COMES_S = 1.6;
const STAYS_S = 2 * COMES_S;
// a first in-breath leaves room for a second one, a sigh
const TOPPED = 0.75;
// where nothing is counted, the circle comes to a calm size over so many seconds, stays, and goes again
const CALM = 0.5;
const CALMING_S = 3;
// times come as decimals, so that four seconds may be a hair less
const HAIR_S = 1e-3;

/** @type {{[kind: string]: "inFor" | "holdFor" | "outFor" | "restFor"}} */
const PARTS = { in: "inFor", hold: "holdFor", out: "outFor", rest: "restFor" };

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
    const phase = { ...breath, from, to };
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
  const next = phases[index];
  if (next.start_s <= at_s) return inside(phases, next, at_s);
  const before = phases[index - 1];
  const between = before && next.start_s - before.end_s <= STAYS_S;
  if (!between && next.start_s - at_s > COMES_S) return null;
  return { phase: null, full: next.from, held: false, word: "", count: "", ...described(phases, next) };
}

/**
 * @param {Phase[]} phases
 * @param {Phase} phase the one at that time
 * @param {number} at_s
 * @returns {Moment}
 */
function inside(phases, phase, at_s) {
  const [after, before, length] = [at_s - phase.start_s, phase.end_s - at_s, phase.end_s - phase.start_s];
  const natural = phase.kind === "natural";
  const full = natural
    ? CALM * eased(Math.min(after, before) / Math.min(CALMING_S, length / 2))
    : phase.from + (phase.to - phase.from) * eased(after / length);
  // upwards and in whole seconds, as the voice counts
  const last = Math.max(1, Math.floor(length + HAIR_S));
  const count = natural ? "" : number(Math.min(Math.floor(after + HAIR_S) + 1, last));
  return { phase, full, held: phase.kind === "hold", word: say(phase.kind), count, ...described(phases, phase) };
}

/**
 * Half a cosine from 0 to 1.
 *
 * @param {number} part
 */
function eased(part) {
  return (1 - Math.cos(Math.PI * Math.min(part, 1))) / 2;
}

/**
 * @param {Phase[]} phases
 * @param {Phase} phase
 */
function described(phases, phase) {
  if (phase.kind === "natural") return { breath: "", pattern: say("asYouLike") };
  return { breath: say("breathOf", { n: phase.cycle, of: phase.cycles }), pattern: patternOf(phases, phase) };
}

/**
 * The breath that a phase belongs to: `In for 4, out for 6`.
 *
 * @param {Phase[]} phases
 * @param {Phase} phase
 */
function patternOf(phases, phase) {
  const parts = cycleOf(phases, phase).map(({ kind, start_s, end_s }) => say(PARTS[kind], { n: end_s - start_s }));
  return beginLarge(parts.join(say("between")));
}

/**
 * The phases of the breath that a phase belongs to, itself among them; natural breathing is one of its own.
 *
 * @template {Breath} T
 * @param {T[]} phases
 * @param {T} phase
 * @returns {T[]}
 */
export function cycleOf(phases, phase) {
  const own = (/** @type {T | undefined} */ each) =>
    each !== undefined && each.kind !== "natural" && each.cycle === phase.cycle && each.cycles === phase.cycles;
  const here = phases.indexOf(phase);
  let [first, end] = [here, here + 1];
  while (phase.kind !== "natural" && own(phases[first - 1])) first -= 1;
  while (phase.kind !== "natural" && own(phases[end])) end += 1;
  return phases.slice(first, end);
}
