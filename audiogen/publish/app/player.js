/** @typedef {import("./facts.js").Edition} Edition */
/** @typedef {import("./memory.js").Memory} Memory */
/** @typedef {"idle" | "delayed" | "waiting" | "playing" | "paused" | "broken" | "ended"} State */
/**
 * @typedef {{setTimeout: (run: () => void, ms: number) => any, clearTimeout: (timer: any) => void}} Timers
 * @typedef {{memory: Memory, page?: EventTarget, sheet?: EventTarget & {visibilityState?: string}, timers?: Timers,
 *   online?: () => boolean}} Surroundings
 *   `page` is the window, `sheet` its document.
 */

const SLOW_S = 8;
const RETRY_S = 5;
/** Nobody wants to be startled by a sound that comes back much later. */
const GIVE_UP_S = 120;
const KEEP_EVERY_S = 5;
/** A recording that ends so much before its length was cut short; decoders differ by less. */
const CUT_SHORT_S = 2;
const RATES = { slowest: 0.8, fastest: 1.2 };
const NETWORK = 2;
const UNSUPPORTED = 4;

/**
 * The one sound of the document.
 *
 * It tells `change` (state, slow, edition, rate, delay), `tick` (position) and `seek` (a jump).
 */
export class Player extends EventTarget {
  /** @type {Edition | null} */
  edition = null;
  /** @type {State} */
  state = "idle";
  /** Whether it has waited for so long that the listener is told. */
  slow = false;
  /** Seconds from pressing play until the sound begins. */
  delay_s = 0;
  /** Seconds until a delayed sound begins. */
  begins_in_s = 0;
  /** @type {number | null} where to go once the file is known */
  #pending = null;
  #kept_s = 0;
  #waited_s = 0;
  /** @type {any} */
  #timer = null;
  #lost = false;

  /**
   * @param {HTMLAudioElement} audio
   * @param {Surroundings} surroundings
   */
  constructor(audio, surroundings) {
    super();
    const { memory, page = window, sheet = document } = surroundings;
    const { timers = globalThis, online = () => navigator.onLine } = surroundings;
    this.audio = audio;
    this.memory = memory;
    this.timers = timers;
    this.online = online;
    audio.preload = "none";
    audio.preservesPitch = true;
    this.#listen();
    page.addEventListener("pagehide", () => this.#keep());
    page.addEventListener("online", () => { if (this.state === "waiting") this.#reload(); });
    sheet.addEventListener("visibilitychange", () => { if (sheet.visibilityState === "hidden") this.#keep(); });
  }

  get position_s() { return this.#pending ?? this.audio.currentTime; }

  get duration_s() { return this.edition?.track.duration_s ?? 0; }

  /** Whether the listener wants to hear it: it sounds, or will by itself. */
  get wanted() { return ["delayed", "waiting", "playing"].includes(this.state); }

  get rate() { return this.audio.playbackRate; }

  set rate(rate) {
    const within = Math.min(Math.max(rate, RATES.slowest), RATES.fastest);
    // loading sets the rate back to the default
    this.audio.defaultPlaybackRate = this.audio.playbackRate = within;
    this.#tell("change");
  }

  get volume() { return this.audio.volume; }

  set volume(volume) { this.audio.volume = volume; }

  /**
   * Takes another edition; nothing sounds yet.
   *
   * @param {Edition} edition
   * @param {number} at_s
   */
  load(edition, at_s = this.memory.place(edition.track)) {
    this.pause();
    this.edition = edition;
    this.audio.src = edition.sound.src;
    this.#pending = this.#kept_s = at_s;
    this.#become("idle");
  }

  /**
   * The same sound, of which another page knows more.
   *
   * @param {Edition} edition
   */
  describe(edition) {
    if (edition.sound.guid !== this.edition?.sound.guid) return;
    this.edition = edition;
    this.#tell("change");
  }

  /** Starts, after the delay when it begins anew. Call it inside the tap, or iOS refuses. */
  play() {
    if (!this.edition || this.wanted) return;
    if (this.state === "ended") this.#pending = 0;
    if (this.delay_s && this.state !== "paused") this.#delay();
    else this.#start();
  }

  pause() {
    if (!this.wanted) return;
    const delayed = this.state === "delayed";
    this.audio.pause();
    if (!delayed) this.#keep();
    this.#become(delayed ? "idle" : "paused");
  }

  toggle() { if (this.wanted) this.pause(); else this.play(); }

  /** @param {number} to_s */
  seek(to_s) {
    const target = Math.min(Math.max(to_s, 0), this.duration_s);
    if (this.state === "ended") this.#become("paused");
    // before the file is known, a jump waits until it is
    if (this.audio.readyState >= 1 && this.state !== "broken") this.audio.currentTime = target;
    else this.#pending = target;
    this.#tell("seek");
    this.#tell("tick");
  }

  /** @param {number} by_s */
  skip(by_s) { this.seek(this.position_s + by_s); }

  #listen() {
    const on = (/** @type {string} */ name, /** @type {() => void} */ run) => this.audio.addEventListener(name, run);
    on("loadedmetadata", () => this.#arrive());
    on("playing", () => { if (!this.audio.paused) this.#become("playing"); });
    on("play", () => { if (!this.audio.paused && !this.wanted) this.#become("waiting"); });
    on("pause", () => this.#stopped());
    on("waiting", () => { if (this.state === "playing") this.#become("waiting"); });
    on("stalled", () => { if (this.state === "playing" && this.audio.readyState < 3) this.#become("waiting"); });
    on("timeupdate", () => this.#moved());
    on("ended", () => this.#end());
    on("error", () => this.#fail());
  }

  /** @param {State} state */
  #become(state) {
    this.timers.clearTimeout(this.#timer);
    this.state = state;
    this.slow = this.#lost = false;
    this.#waited_s = 0;
    if (state === "waiting") this.#wait(SLOW_S);
    this.#tell("change");
  }

  /** @param {"change" | "tick" | "seek"} name */
  #tell(name) { this.dispatchEvent(new Event(name)); }

  #delay() {
    this.begins_in_s = this.delay_s;
    // one play inside the tap is enough for iOS to allow another one later
    this.audio.play().catch(() => {});
    this.audio.pause();
    this.#become("delayed");
    this.#countDown();
  }

  #countDown() {
    this.#timer = this.timers.setTimeout(() => {
      this.begins_in_s -= 1;
      this.#tell("tick");
      if (this.begins_in_s > 0) this.#countDown();
      else this.#start();
    }, 1000);
  }

  #start() {
    if (this.audio.error) {
      this.#pending = this.position_s;
      this.audio.load();
    }
    this.#become("waiting");
    this.#sound();
  }

  #sound() {
    this.audio.play().catch((error) => {
      if (error.name === "NotAllowedError") this.#become("paused");
    });
  }

  /** @param {number} seconds until the next look */
  #wait(seconds) {
    this.#timer = this.timers.setTimeout(() => {
      this.#waited_s += seconds;
      if (this.#waited_s >= GIVE_UP_S) { this.#break(); return; }
      if (this.#lost) this.#reload();
      this.#wait(RETRY_S);
      if (this.slow || this.#waited_s < SLOW_S) return;
      this.slow = true;
      this.#tell("change");
    }, seconds * 1000);
  }

  #reload() {
    this.#pending = this.position_s;
    this.#lost = false;
    this.audio.load();
    this.#sound();
  }

  #arrive() {
    if (this.#pending === null) return;
    this.audio.currentTime = this.#pending;
    this.#pending = null;
  }

  #stopped() {
    if (!this.audio.paused || this.audio.ended || !this.wanted || this.state === "delayed") return;
    this.#keep();
    this.#become("paused");
  }

  #moved() {
    if (this.state === "playing" && Math.abs(this.position_s - this.#kept_s) >= KEEP_EVERY_S) this.#keep();
    this.#tell("tick");
  }

  #end() {
    if (!this.edition) return;
    if (this.position_s < this.duration_s - CUT_SHORT_S) { this.#break(); return; }
    this.memory.hear(this.edition.track, this.edition.sound);
    this.#become("ended");
  }

  #fail() {
    const code = this.audio.error?.code;
    const away = code === NETWORK || (code === UNSUPPORTED && !this.online());
    this.#pending = this.position_s;
    if (!away || !this.wanted) { this.#break(); return; }
    if (this.state !== "waiting") this.#become("waiting");
    this.#lost = true;
  }

  #break() {
    this.#pending = this.position_s;
    this.#keep();
    this.#become("broken");
  }

  #keep() {
    if (!this.edition || this.state === "idle" || this.state === "ended") return;
    this.#kept_s = this.position_s;
    this.memory.keep(this.edition.track, this.edition.sound, this.#kept_s);
  }
}
