import { cycleOf } from "./breath.js";

/** @import { Player } from "./player.js" */
/** @typedef {{start_s: number, end_s: number}} Span */
/** @typedef {"none" | "part" | number} Timer minutes, or the end of this part */

const FADE_S = 10;
const LAST_SECONDS_S = 5;
// parts and phrases may differ by a hair where one begins with the other
const HAIR_S = 0.05;

/**
 * Ends the sound softly, at the end of a phrase; tells `change` when it is set, and when it has done its work.
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
  /** @type {number | null} the place where it ends, once the sound becomes softer */
  #stop_s = null;
  /** @type {number | null} as it was before */
  #volume = null;

  /**
   * @param {Player} player
   * @param {() => number} now in milliseconds
   */
  constructor(player, now = () => performance.now()) {
    super();
    this.player = player;
    this.now = now;
    player.addEventListener("tick", () => this.#look());
    player.addEventListener("change", () => this.#look());
    player.addEventListener("seek", () => {
      this.#wake();
      this.#restore();
    });
  }

  /** @param {Timer} timer its minutes pass while there is sound */
  set(timer) {
    this.timer = timer;
    this.#left_s = typeof timer === "number" ? timer * 60 : 0;
    this.#seen_ms = this.now();
    this.#restore();
    this.dispatchEvent(new Event("change"));
  }

  /** Seconds until the sound ends; null without a timer. */
  get left_s() {
    if (this.timer === "none") return null;
    if (this.timer !== "part") return Math.max(this.#left_s, 0);
    const { position_s, duration_s, edition, rate } = this.player;
    const next = edition?.track.chapters.find((chapter) => chapter.start_s > position_s);
    return ((next?.start_s ?? duration_s) - position_s) / rate;
  }

  #look() {
    const { position_s, duration_s, rate, state } = this.player;
    const passed_ms = this.now() - this.#seen_ms;
    this.#seen_ms += passed_ms;
    if (state === "waiting" && this.#stop_s === null) this.#restore();
    if (this.timer === "none") return;
    if (state === "ended") this.#off();
    if (state === "paused" || state === "idle") this.#wake();
    if (state !== "playing") return;
    this.#left_s -= passed_ms / 1000;
    const left_s = this.left_s ?? 0;
    if (this.#stop_s === null && left_s <= FADE_S) this.#stop_s = quietAt(position_s + left_s * rate, this.#spans());
    // the end of a session needs no timer
    if (this.#stop_s === null || this.#stop_s > duration_s - LAST_SECONDS_S) return;
    if (position_s < this.#stop_s) this.#soften((this.#stop_s - position_s) / (FADE_S * rate));
    else this.#off();
  }

  /** Phrases, and breaths from their beginning to their end. */
  #spans() {
    const breaths = this.player.edition?.track.breaths ?? [];
    const cycles = breaths.filter(({ kind }) => kind !== "natural").map((breath) => {
      const cycle = cycleOf(breaths, breath);
      return { start_s: cycle[0].start_s, end_s: cycle[cycle.length - 1].end_s };
    });
    return [...this.phrases, ...cycles];
  }

  /** @param {number} share of the time in which it becomes softer that is still left */
  #soften(share) {
    this.#volume ??= this.player.audio.volume;
    this.player.audio.volume = this.#volume * Math.sin(Math.PI / 2 * Math.min(share, 1)) ** 2;
  }

  /** Whoever jumps or pauses is awake: the sound comes back, and stays for some seconds at least. */
  #wake() {
    this.#left_s = Math.max(this.#left_s, FADE_S);
    this.#stop_s = null;
  }

  #off() {
    this.timer = "none";
    this.#stop_s = null;
    this.player.pause();
    this.dispatchEvent(new Event("change"));
  }

  #restore() {
    this.player.audio.volume = this.#volume ?? this.player.audio.volume;
    this.#volume = this.#stop_s = null;
  }
}

/**
 * The first time from a wished one on that is not within a span.
 *
 * @param {number} wished_s
 * @param {Span[]} spans
 */
export function quietAt(wished_s, spans) {
  const inTurn = [...spans].sort((one, other) => one.start_s - other.start_s);
  return inTurn.reduce((at, { start_s, end_s }) => (start_s < at - HAIR_S && at < end_s ? end_s : at), wished_s);
}
