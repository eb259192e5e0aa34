/** @typedef {{setTimeout: (run: () => void, ms: number) => number, clearTimeout: (timer: number) => void}} Timers */

const LOOK_S = 4;
const SLOW_S = 8;
/** A connection on which nothing came for so long is dead, though it does not say so. */
const DEAD_S = 20;
/** Nobody wants to be startled by a sound that comes back much later. */
const GIVE_UP_S = 120;

/** Waits for sound to arrive: tells when that is slow, tries again when nothing comes, and gives up in the end. */
export class Patience {
  slow = false;
  /** Whether the connection is known to be gone. */
  lost = false;
  #waited_s = 0;
  #nothing_s = 0;
  #since_ms = 0;
  #timer = 0;

  /**
   * @param {Timers} timers
   * @param {{slow: () => void, again: () => void, giveUp: () => void}} events
   * @param {() => number} now in milliseconds; it goes on while the phone sleeps, which timers do not
   */
  constructor(timers, events, now) {
    this.timers = timers;
    this.events = events;
    this.now = now;
  }

  /** Whether the time in which a sound may come back is over. */
  get isOver() { return this.#since_ms > 0 && this.now() - this.#since_ms > GIVE_UP_S * 1000; }

  begin() {
    this.#since_ms ||= this.now();
    this.#timer = this.timers.setTimeout(() => this.#look(), LOOK_S * 1000);
  }

  end() {
    this.timers.clearTimeout(this.#timer);
    this.slow = this.lost = false;
    this.#waited_s = this.#nothing_s = this.#since_ms = 0;
  }

  /** Something came over the connection. */
  arrived() {
    if (this.isOver) return;
    this.#nothing_s = 0;
    this.#since_ms &&= this.now();
  }

  #look() {
    this.#waited_s += LOOK_S;
    this.#nothing_s += LOOK_S;
    if (this.#nothing_s >= GIVE_UP_S || this.isOver) { this.events.giveUp(); return; }
    this.begin();
    if (this.lost || this.#nothing_s % DEAD_S === 0) {
      this.lost = false;
      this.events.again();
    }
    if (this.slow || this.#waited_s < SLOW_S) return;
    this.slow = true;
    this.events.slow();
  }
}
