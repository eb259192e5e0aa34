/** @import { Timers } from "./patience.js" */

/** Who comes back to a phone that slept does not expect a sound any more. */
const LATE_MS = 60_000;

/** Counts down, second by second, to the beginning of the sound. */
export class StartDelay {
  left_s = 0;
  #timer = 0;

  /**
   * @param {Timers} timers
   * @param {{second: () => void, over: () => void, late: () => void}} events
   * @param {() => number} now in milliseconds; it goes on while the phone sleeps, which timers do not
   */
  constructor(timers, events, now) {
    this.timers = timers;
    this.events = events;
    this.now = now;
  }

  /** @param {number} seconds */
  begin(seconds) {
    this.left_s = seconds;
    this.#count();
  }

  cancel() { this.timers.clearTimeout(this.#timer); }

  #count() {
    const begun_ms = this.now();
    this.#timer = this.timers.setTimeout(() => {
      if (this.now() - begun_ms > LATE_MS) { this.events.late(); return; }
      this.left_s -= 1;
      this.events.second();
      if (this.left_s > 0) this.#count();
      else this.events.over();
    }, 1000);
  }
}
