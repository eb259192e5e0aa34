import { one, write } from "./dom.js";
import { clock, left, total } from "./time.js";
import { say } from "./words.js";

/** @typedef {import("./facts.js").Track} Track */
/** @typedef {{title: string, start_s: number, end_s: number}} Part */

const STEP_S = 15;
/** Back leads to the beginning of the part before from so near its beginning. */
const NEAR_S = 3;

/**
 * The parts of a length, without a gap; one part where it has no chapters.
 *
 * @param {Track} track
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
 * The line of the recording: a real range input over a rail with a gap between parts.
 *
 * @param {HTMLElement} first
 * @param {import("./listening.js").Listening} listening
 * @param {() => void} moved
 * @param {AbortSignal} signal
 * @returns {() => void} shows where it is now
 */
export function seekBar(first, listening, moved, signal) {
  const rail = one(first, "[data-track]");
  /** @type {HTMLInputElement} */
  const input = one(rail, "[data-seek]");
  const [thumb, chapter, rest] = [".thumb", "[data-chapter]", "[data-left]"].map((each) => one(first, each));
  /** @type {Track | null} */
  let track = null;
  /** @type {Part[]} */
  let parts = [];
  let dragging = false;

  const rebuild = () => {
    track = listening.track;
    parts = partsOf(track);
    input.max = String(track.duration_s);
    for (const old of rail.querySelectorAll("i")) old.remove();
    input.before(...parts.map((part) => {
      const bit = document.createElement("i");
      bit.style.setProperty("--s", String(part.end_s - part.start_s));
      return bit;
    }));
  };

  const show = () => {
    if (track !== listening.track) rebuild();
    const { duration_s } = listening.track;
    const at_s = dragging ? Number(input.value) : listening.at_s;
    const part = partAt(parts, at_s);
    rail.querySelectorAll("i").forEach((bit, index) => {
      const { start_s, end_s } = parts[index];
      const share = Math.min(Math.max((at_s - start_s) / (end_s - start_s), 0), 1);
      bit.style.setProperty("--to", `${(share * 100).toFixed(2)}%`);
    });
    thumb.style.setProperty("--at", `${(at_s / duration_s * 100).toFixed(3)}%`);
    const place = { at: clock(at_s), total: total(duration_s), part: part.title };
    write(chapter, part.title);
    write(rest, dragging ? say("positionOf", place) : say("left", { time: left(at_s, duration_s) }));
    if (!dragging) input.value = String(at_s);
    input.setAttribute("aria-valuetext", say(part.title ? "positionIn" : "positionOf", place));
  };

  const go = (/** @type {number} */ to_s) => {
    dragging = false;
    listening.seek(to_s);
    moved();
  };
  input.addEventListener("input", () => { dragging = true; show(); }, { signal });
  input.addEventListener("change", () => go(Number(input.value)), { signal });
  input.addEventListener("keydown", (event) => {
    const to_s = targetOf(event.key, parts, listening.at_s);
    if (to_s === null || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    go(to_s);
  }, { signal });
  return show;
}
