import { cycleOf } from "./breath.js";

/** @typedef {import("./player.js").Player} Player */
/** @typedef {import("./memory.js").Timer} Timer */
/** @typedef {{start_s: number, end_s: number}} Span */

const FADE_S = 10;
// times of parts and phrases may differ by a hair where one begins with the other
const HAIR_S = 0.05;

/**
 * Ends the sound softly, at the end of a phrase. It tells `change` when it is set, and when it has done its work.
 *
 * Where a page cannot set the volume, as on iOS, the sound pauses at that place without becoming softer.
 */
export class SleepTimer extends EventTarget {
  /** @type {Timer} */
  timer = "none";
  /** @type {Span[]} when the words of the edition sound */
  phrases = [];
  #left_s = 0;
  #seen_ms = 0;
  /** @type {number | null} the place where it ends, once it becomes softer */
  #stop_s = null;
  /** @type {number | null} the volume as it was */
  #volume = null;

  /**
   * @param {Player} player
   * @param {() => number} now milliseconds
   */
  constructor(player, now = () => performance.now()) {
    super();
    this.player = player;
    this.now = now;
    player.addEventListener("tick", () => this.#look());
    player.addEventListener("seek", () => this.#startOver());
    player.addEventListener("change", () => {
      if (player.state === "waiting" && this.#stop_s === null) this.#restore();
      this.#look();
    });
  }

  /** @param {Timer} timer minutes count while there is sound */
  set(timer) {
    this.timer = timer;
    this.#left_s = typeof timer === "number" ? timer * 60 : 0;
    this.#seen_ms = this.now();
    this.#stop_s = null;
    this.#restore();
    this.dispatchEvent(new Event("change"));
  }

  /** Seconds until the sound ends; null without a timer. */
  get left_s() {
    if (this.timer === "none") return null;
    if (this.timer === "part") return (this.#partEnd() - this.player.position_s) / this.player.rate;
    return Math.max(this.#left_s, 0);
  }

  #look() {
    const now = this.now();
    const passed_s = (now - this.#seen_ms) / 1000;
    this.#seen_ms = now;
    if (this.player.state !== "playing" || this.timer === "none") return;
    this.#left_s -= passed_s;
    const at = this.player.position_s;
    if (this.#stop_s === null && (this.left_s ?? 0) <= FADE_S) this.#stop_s = this.#place();
    if (this.#stop_s === null) return;
    if (at >= this.#stop_s) this.#finish();
    else this.#soften((this.#stop_s - at) / (FADE_S * this.player.rate));
  }

  /** The end of the phrase, or of the breath, at the time that was chosen. */
  #place() {
    const { player } = this;
    const wished = player.position_s + (this.left_s ?? 0) * player.rate;
    const breaths = player.edition?.track.breaths ?? [];
    const cycles = breaths.filter(({ kind }) => kind !== "natural").map((breath) => {
      const cycle = cycleOf(breaths, breath);
      return { start_s: cycle[0].start_s, end_s: cycle[cycle.length - 1].end_s };
    });
    return quietAt(wished, [...this.phrases, ...cycles]);
  }

  #partEnd() {
    const at = this.player.position_s;
    const { chapters = [], duration_s = 0 } = this.player.edition?.track ?? {};
    return chapters.find((chapter) => chapter.start_s > at)?.start_s ?? duration_s;
  }

  /** @param {number} share of the time in which it becomes softer that is still left */
  #soften(share) {
    this.#volume ??= this.player.volume;
    this.player.volume = this.#volume * Math.sin(Math.PI / 2 * Math.min(share, 1)) ** 2;
  }

  #finish() {
    this.player.pause();
    this.timer = "none";
    this.#stop_s = null;
    this.dispatchEvent(new Event("change"));
  }

  /** Whoever jumps is awake: the sound comes back, and does not end within the next seconds. */
  #startOver() {
    this.#left_s = Math.max(this.#left_s, FADE_S);
    this.#stop_s = null;
    this.#restore();
  }

  #restore() {
    if (this.#volume !== null) this.player.volume = this.#volume;
    this.#volume = null;
  }
}

/**
 * The first time from a wished one on that is not within a span.
 *
 * @param {number} wished_s
 * @param {Span[]} spans
 */
export function quietAt(wished_s, spans) {
  let at = wished_s;
  for (const { start_s, end_s } of [...spans].sort((one, other) => one.start_s - other.start_s)) {
    if (start_s < at - HAIR_S && at < end_s) at = end_s;
  }
  return at;
}
