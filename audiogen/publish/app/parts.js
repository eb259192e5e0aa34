/** @typedef {{title: string, start_s: number, end_s: number}} Part */

const STEP_S = 15;
/** From so near its beginning, Back leads to the part before. */
const NEAR_S = 3;
/** The gaps between more of them would leave nothing of the line on a phone. */
const MOST_PIECES = 40;

/**
 * The parts of a length, without a gap; one part where it has no chapters.
 *
 * @param {import("./facts.js").Track} track
 * @returns {Part[]}
 */
export function partsOf({ chapters, duration_s }) {
  if (!chapters.length) return [{ title: "", start_s: 0, end_s: duration_s }];
  return chapters.map(({ title, start_s }, index) => ({
    title,
    start_s: index ? start_s : 0,
    end_s: chapters[index + 1]?.start_s ?? duration_s,
  }));
}

/**
 * @param {Part[]} parts
 * @param {number} at_s
 */
export function partAt(parts, at_s) {
  return parts.findLast((part) => part.start_s <= at_s) ?? parts[0];
}

/**
 * What the line of a recording is made of.
 *
 * @param {Part[]} parts
 */
export function piecesOf(parts) {
  return parts.length > MOST_PIECES ? [{ start_s: 0, end_s: parts[parts.length - 1].end_s }] : parts;
}

/**
 * How much of a piece was heard, from 0 to 1; a file may be longer than it says.
 *
 * @param {{start_s: number, end_s: number}} piece
 * @param {number} at_s
 */
export function heardOf({ start_s, end_s }, at_s) {
  return Math.min(Math.max((at_s - start_s) / (end_s - start_s), 0), 1);
}

/**
 * Where a key leads: arrows 15 s, Page keys a part. Time runs from left to right in every language.
 *
 * @param {string} key
 * @param {Part[]} parts
 * @param {number} at_s
 * @returns {number | null} null for a key that means nothing here
 */
export function targetOf(key, parts, at_s) {
  const end_s = parts[parts.length - 1].end_s;
  switch (key) {
    case "ArrowLeft": case "ArrowDown": return Math.max(at_s - STEP_S, 0);
    case "ArrowRight": case "ArrowUp": return Math.min(at_s + STEP_S, end_s);
    case "PageDown": return partAt(parts, at_s - NEAR_S).start_s;
    case "PageUp": return partAt(parts, at_s).end_s;
    case "Home": return 0;
    case "End": return end_s;
    default: return null;
  }
}

/**
 * The place that an address names: `#t=136` or `#t=2:16`.
 *
 * @param {string} hash
 * @returns {number | null} seconds
 */
export function placeIn(hash) {
  const [, time] = /^#t=((?:\d+:){0,2}\d+(?:\.\d+)?)$/.exec(hash) ?? [];
  return time ? time.split(":").reduce((sum, part) => sum * 60 + Number(part), 0) : null;
}
