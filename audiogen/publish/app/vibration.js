/** @import { Player } from "./player.js" */

/** @type {{[kind: string]: number[]}} milliseconds on, off, on */
const PULSES = { in: [80], out: [80, 140, 80] };
/** A phase that begins later is looked at again: ticks come more often. */
const AHEAD_S = 1;

/**
 * Browsers on desks have the function, and nothing that vibrates.
 *
 * @returns {((pattern: number | number[]) => unknown) | null}
 */
function ofDevice() {
  const can = "vibrate" in navigator && matchMedia("(any-pointer: coarse)").matches;
  return can ? (pattern) => navigator.vibrate(pattern) : null;
}

/** Breath for closed eyes: one pulse to breathe in, two to breathe out, off until chosen. */
export class Vibration {
  #on = false;
  #felt = false;
  #timer = 0;

  /**
   * @param {Player} player
   * @param {((pattern: number | number[]) => unknown) | null} vibrate null where nothing vibrates
   */
  constructor(player, vibrate = ofDevice()) {
    this.player = player;
    this.vibrate = vibrate;
    player.addEventListener("tick", () => this.#follow());
    player.addEventListener("change", () => { if (player.state !== "playing") this.#stop(); });
  }

  /** Whether it can be offered. */
  get possible() { return this.vibrate !== null; }

  get on() { return this.#on; }

  set on(on) {
    if (!on) this.#stop();
    this.#on = on && this.possible;
  }

  #follow() {
    const { player } = this;
    player.timers.clearTimeout(this.#timer);
    if (!this.#on || player.state !== "playing") return;
    const at = player.position_s;
    const next = player.edition?.track.breaths.find((breath) => breath.start_s > at);
    if (!next || !PULSES[next.kind] || next.start_s - at > AHEAD_S) return;
    const wait_ms = (next.start_s - at) * 1000 / player.rate;
    this.#timer = player.timers.setTimeout(() => {
      this.#felt = true;
      this.vibrate?.(PULSES[next.kind]);
    }, wait_ms);
  }

  #stop() {
    this.player.timers.clearTimeout(this.#timer);
    // browsers complain where nothing was ever tapped
    if (this.#felt) this.vibrate?.(0);
    this.#felt = false;
  }
}
