/** @typedef {{play: () => void, playing: () => void, pause: () => void, starved: () => void, arrived: () => void,
 * moved: () => void, refused: () => void, ended: () => void, failed: (away: boolean) => void}} Events */

const HAVE_FUTURE_DATA = 3;
// codes of media errors: the second is told of a file that is not there, too
const [NETWORK, UNSUPPORTED] = [2, 4];

/** The audio element, which here takes a position before its file is known, and can read a file anew at one. */
export class Source {
  /** @type {number | null} where to go once the file is known */
  #pending = null;
  /** Whether the file was there: then what fails later is the connection. */
  #known = false;
  /** Up to where it has sounded. */
  heard_s = 0;

  /**
   * @param {HTMLAudioElement} audio
   * @param {Events} events `failed` says whether the connection is away, and not the file damaged
   * @param {() => boolean} online
   */
  constructor(audio, events, online) {
    this.audio = audio;
    this.events = events;
    audio.preload = "none";
    audio.preservesPitch = true;
    const on = (/** @type {string} */ name, /** @type {() => void} */ run) => audio.addEventListener(name, run);
    on("loadedmetadata", () => this.#arrive());
    on("progress", events.arrived);
    on("timeupdate", () => {
      // a file that ends early brings the position to its full length
      if (!audio.ended) this.heard_s = this.position_s;
      events.moved();
    });
    on("waiting", events.starved);
    on("stalled", () => { if (audio.readyState < HAVE_FUTURE_DATA) events.starved(); });
    // events come late: what they tell counts if it still holds
    on("play", () => { if (!audio.paused) events.play(); });
    on("playing", () => { if (!audio.paused) events.playing(); });
    // browsers pause by themselves what has failed
    on("pause", () => { if (audio.paused && !audio.ended && !audio.error) events.pause(); });
    on("ended", () => { if (audio.ended) events.ended(); });
    on("error", () => {
      const code = audio.error?.code;
      if (code) events.failed(code === NETWORK || (code === UNSUPPORTED && (this.#known || !online())));
    });
  }

  get position_s() { return this.#pending ?? this.audio.currentTime; }

  set position_s(to_s) {
    this.heard_s = to_s;
    this.#pending = to_s;
    if (this.audio.readyState > 0) this.#arrive();
  }

  get rate() { return this.audio.playbackRate; }

  set rate(rate) {
    // reading a file sets the rate back to the default
    this.audio.defaultPlaybackRate = this.audio.playbackRate = rate;
  }

  /**
   * @param {string} address
   * @param {number} at_s
   */
  open(address, at_s) {
    this.#known &&= this.audio.src === address;
    this.audio.src = address;
    this.position_s = at_s;
  }

  play() {
    this.audio.play().catch((error) => { if (error.name === "NotAllowedError") this.events.refused(); });
  }

  /** One play inside the tap, of which nothing is heard: iOS then allows another one later. */
  prime() {
    this.audio.play().catch(() => {});
    this.audio.pause();
  }

  #arrive() {
    this.#known = true;
    if (this.#pending !== null) this.audio.currentTime = this.#pending;
    this.#pending = null;
  }
}
