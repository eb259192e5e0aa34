import { Patience } from "./patience.js";
import { Source } from "./source.js";
import { StartDelay } from "./start_delay.js";

/** @import { Edition, Sound } from "./facts.js" */
/** @import { Timers } from "./patience.js" */
/**
 * @typedef {{timers?: Timers, page?: EventTarget, online?: () => boolean, now?: () => number,
 *   addressOf?: (sound: Sound) => string}} Surroundings `page` is the window, `now` a clock in milliseconds that goes
 *   on while the phone sleeps, `addressOf` tells where a sound is to be had now
 */
/** @typedef {"idle" | "delayed" | "waiting" | "playing" | "paused" | "broken" | "ended"} State */

const [SLOWEST, FASTEST] = [0.8, 1.2];
/** A recording that ends so much before its length was cut short; positions are told less often on a locked phone. */
const CUT_SHORT_S = 10;

/** The one sound of the document. It tells `change` (all but the position), `tick` (position) and `seek` (a jump). */
export class Player extends EventTarget {
  /** @type {Edition | null} */
  edition = null;
  /** @type {State} */
  state = "idle";
  /** Seconds from pressing play until the sound begins. */
  delay_s = 0;

  /**
   * @param {HTMLAudioElement} audio
   * @param {Surroundings} surroundings
   */
  constructor(audio, surroundings = {}) {
    const { timers = globalThis, page = globalThis, now = Date.now, online = () => navigator.onLine } = surroundings;
    const { addressOf = (/** @type {Sound} */ { src }) => src } = surroundings;
    super();
    this.audio = audio;
    this.timers = timers;
    this.addressOf = addressOf;
    this.delay = new StartDelay(timers, {
      second: () => this.#tell("tick"), over: () => this.#start(), late: () => this.pause(),
    }, now);
    this.patience = new Patience(timers, {
      slow: () => this.#tell("change"), again: () => this.#playAnew(), giveUp: () => this.#break(),
    }, now);
    this.source = new Source(audio, {
      play: () => { if (!this.wanted) this.#become("waiting"); },
      playing: () => { if (this.patience.isOver) this.#break(); else this.#become("playing"); },
      pause: () => { if (this.state !== "delayed") this.pause(); },
      refused: () => this.pause(),
      starved: () => { if (this.state === "playing") this.#become("waiting"); },
      arrived: () => this.patience.arrived(),
      moved: () => this.#tell("tick"),
      ended: () => { if (this.wanted) this.#end(); },
      failed: (away) => { if (this.state !== "delayed") this.#fail(away); },
    }, online);
    page.addEventListener("online", () => {
      if (this.state === "waiting" && !this.patience.isOver) this.#playAnew();
    });
  }

  get position_s() { return this.source.position_s; }

  get duration_s() { return this.edition?.track.duration_s ?? 0; }

  /** Whether it sounds, or will by itself: then the key is Pause. */
  get wanted() { return ["delayed", "waiting", "playing"].includes(this.state); }

  /** Whether it has waited for so long that the listener is told. */
  get slow() { return this.patience.slow; }

  /** Seconds until a delayed sound begins. */
  get begins_in_s() { return this.delay.left_s; }

  get rate() { return this.source.rate; }

  set rate(rate) {
    this.source.rate = Math.min(Math.max(rate, SLOWEST), FASTEST);
    this.#tell("change");
  }

  /**
   * Takes another edition; nothing sounds yet.
   *
   * @param {Edition} edition
   * @param {number} at_s
   */
  load(edition, at_s) {
    this.pause();
    this.edition = edition;
    this.source.open(this.addressOf(edition.sound), at_s);
    this.#become("idle");
  }

  /** @param {Edition} edition of the same length: it goes on at the same place, and sounds if the other one did */
  switchTo(edition) {
    const sounds = this.wanted;
    this.load(edition, this.state === "ended" ? 0 : this.position_s);
    if (sounds) this.#start();
  }

  /** @param {Edition} edition that of the same sound, of which another page knows more */
  describe(edition) {
    if (edition.sound.guid !== this.edition?.sound.guid) return;
    const { src } = this.edition.sound;
    this.edition = edition;
    // a show that was built again since has another file
    if (edition.sound.src !== src && !this.wanted) this.source.open(this.addressOf(edition.sound), this.position_s);
    this.#tell("change");
  }

  /** Starts, after the delay when it begins anew. Call it inside the tap, or iOS refuses. */
  play() {
    if (!this.edition || this.wanted) return;
    const begins = this.state === "idle" || this.state === "ended";
    if (this.state === "ended") this.source.position_s = 0;
    if (!begins || !this.delay_s) { this.#start(); return; }
    this.source.prime();
    this.#become("delayed");
    this.delay.begin(this.delay_s);
  }

  pause() {
    if (!this.wanted) return;
    this.audio.pause();
    this.#become(this.state === "delayed" ? "idle" : "paused");
  }

  toggle() { if (this.wanted) this.pause(); else this.play(); }

  /** @param {number} to_s */
  seek(to_s) {
    this.source.position_s = Math.min(Math.max(to_s, 0), this.duration_s);
    if (this.state === "ended") this.#become("paused");
    this.#tell("seek");
    this.#tell("tick");
  }

  /** @param {number} by_s */
  skip(by_s) { this.seek(this.position_s + by_s); }

  /** @param {State} state */
  #become(state) {
    this.delay.cancel();
    this.patience.end();
    if (state === "waiting") this.patience.begin();
    this.state = state;
    this.#tell("change");
  }

  /** @param {"change" | "tick" | "seek"} name */
  #tell(name) { this.dispatchEvent(new Event(name)); }

  #start() {
    const anew = this.state === "broken" || this.audio.error;
    this.#become("waiting");
    if (anew) this.#playAnew();
    else this.source.play();
  }

  #playAnew() {
    if (this.edition) this.source.open(this.addressOf(this.edition.sound), this.position_s);
    this.source.play();
  }

  #end() {
    const { heard_s } = this.source;
    if (heard_s >= this.duration_s - CUT_SHORT_S) { this.#become("ended"); return; }
    this.source.position_s = heard_s;
    this.#break();
  }

  /** @param {boolean} away */
  #fail(away) {
    if (!away || !this.wanted) { this.#break(); return; }
    if (this.state === "playing") this.#become("waiting");
    this.patience.lost = true;
  }

  #break() {
    this.audio.pause();
    this.#become("broken");
  }
}
