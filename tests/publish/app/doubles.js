// Stand-ins for what browsers give: a clock, a store, an audio element. They do nothing by themselves.

/** A clock that goes on when told so. */
export class Clock {
  now_ms = 0;
  #due = new Map();
  #count = 0;

  setTimeout = (run, ms) => {
    this.#count += 1;
    this.#due.set(this.#count, { at: this.now_ms + ms, run });
    return this.#count;
  };

  clearTimeout = (timer) => { this.#due.delete(timer); };

  pass(seconds) {
    const end = this.now_ms + seconds * 1000;
    for (;;) {
      const [first] = [...this.#due].filter(([, { at }]) => at <= end).sort(([, one], [, other]) => one.at - other.at);
      if (!first) break;
      this.#due.delete(first[0]);
      this.now_ms = first[1].at;
      first[1].run();
    }
    this.now_ms = end;
  }

  /** Time that timers do not see, as while a phone sleeps. */
  sleep(seconds) {
    this.now_ms += seconds * 1000;
    for (const timer of this.#due.values()) timer.at += seconds * 1000;
  }
}

/** A store as browsers have it; `full` refuses to write, `refused` refuses everything. */
export class Store {
  kept = new Map();
  full = false;
  refused = false;

  open = () => {
    if (this.refused) throw new DOMException("no", "SecurityError");
    return this;
  };

  getItem(key) { return this.kept.get(key) ?? null; }

  setItem(key, value) {
    if (this.full) throw new DOMException("full", "QuotaExceededError");
    this.kept.set(key, value);
  }

  removeItem(key) { this.kept.delete(key); }
}

/** An audio element that tells its events as HTML says, when a test lets something happen to it. */
export class Sound extends EventTarget {
  calls = [];
  paused = true;
  ended = false;
  error = null;
  readyState = 0;
  playbackRate = 1;
  defaultPlaybackRate = 1;
  volume = 1;
  refusal = null;
  #src = "";
  #at_s = 0;

  get currentTime() { return this.#at_s; }

  set currentTime(to_s) {
    this.#at_s = to_s;
    this.ended = false;
  }

  get src() { return this.#src; }

  set src(src) {
    this.#src = src;
    this.load();
  }

  load() {
    this.calls.push("load");
    Object.assign(this, { paused: true, ended: false, error: null, readyState: 0, currentTime: 0 });
    this.playbackRate = this.defaultPlaybackRate;
  }

  play() {
    this.calls.push("play");
    if (this.refusal) return Promise.reject(new DOMException("refused", this.refusal));
    if (this.ended) Object.assign(this, { ended: false, currentTime: 0 });
    this.paused = false;
    return Promise.resolve();
  }

  pause() {
    this.calls.push("pause");
    this.paused = true;
  }

  tell(...names) { for (const name of names) this.dispatchEvent(new Event(name)); }

  /** The file is there, and sounds if it was asked to. */
  arrive() {
    this.readyState = 4;
    this.tell("loadedmetadata");
    if (!this.paused) this.tell("playing");
  }

  go(to_s) {
    this.currentTime = to_s;
    this.tell("timeupdate");
  }

  /** The file is over; browsers bring the position to the length that its head tells, however short it was. */
  finish(at_s, told_s = at_s) {
    this.go(at_s);
    Object.assign(this, { currentTime: told_s, paused: true }).ended = true;
    this.tell("timeupdate", "pause", "ended");
  }

  /** As Chromium does it, which pauses what has failed. */
  fail(code) {
    this.error = { code };
    this.tell("error");
    if (this.paused) return;
    this.paused = true;
    this.tell("pause");
  }

  stop() {
    this.pause();
    this.tell("pause");
  }
}

/** A session of one length or several, in minutes, each in the mixes that are named. */
export function session(number, lengths = [10], mixes = ["full"]) {
  return {
    slug: `s${number}`, number, title: `Session ${number}`, page: `/sessions/s${number}.html`, note: "", bed: "",
    tracks: lengths.map((length, index) => ({
      name: `s${number}-${length}`, length: `${length} min`, main: length === 10 || lengths.length === 1 || (
        index === 0 && !lengths.includes(10)), duration_s: length * 60, chapters: [], breaths: [],
      sounds: mixes.map((mix) => ({ mix, guid: `${number}-${length}-${mix}`, src: `/${number}-${length}-${mix}.mp3` })),
    })),
  };
}

/** What is played of a session: its first sound of its first length, unless others are asked for. */
export function edition(of, track = of.tracks[0], sound = track.sounds[0]) {
  return { session: of, track, sound };
}

/** Breaths one after the other from a time on: `["in", 4], ["out", 6]`, so many times. */
export function breaths(pattern, cycles = 1, from_s = 0) {
  let at = from_s;
  return Array.from({ length: cycles }, (_, index) => pattern.map(([kind, seconds]) => {
    const start_s = at;
    at += seconds;
    return { start_s, end_s: at, kind, cycle: index + 1, cycles };
  })).flat();
}
