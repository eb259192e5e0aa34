/** @import { Timers } from "./patience.js" */

/** Counts down, second by second, to the beginning of the sound. */
export class StartDelay {
  left_s = 0;
  #timer = 0;

  /**
   * @param {Timers} timers
   * @param {{second: () => void, over: () => void}} events
   */
  constructor(timers, events) {
    this.timers = timers;
    this.events = events;
  }

  /** @param {number} seconds */
  begin(seconds) {
    this.left_s = seconds;
    this.#count();
  }

  cancel() { this.timers.clearTimeout(this.#timer); }

  #count() {
    this.#timer = this.timers.setTimeout(() => {
      this.left_s -= 1;
      this.events.second();
      if (this.left_s > 0) this.#count();
      else this.events.over();
    }, 1000);
  }
}
