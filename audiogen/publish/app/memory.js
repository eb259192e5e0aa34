import { editionOf } from "./facts.js";

/** @import { Mix, Session, Sound, Track } from "./facts.js" */
/**
 * @typedef {{minutes: number, mix: Mix, delay_s: number, speed: number, vibration: boolean}} Choices
 *   `minutes` is the wished length; 0 for each session's own.
 * @typedef {{version: 1, places: [string, number][], heard: string[], saved: string[], last: string,
 *   choices: Choices}} Record
 *   Sounds go by GUID; places are in seconds. What was used last stands last. `saved` is what is wished to be there
 *   without a connection; whether it is, only the browser knows.
 */

const SHORTEST_PLACE_S = 10;
const LAST_SECONDS_S = 5;

/** @type {Choices} */
const DEFAULTS = { minutes: 0, mix: "full", delay_s: 0, speed: 1, vibration: false };

/**
 * Of whatever was found in the store; what does not fit is left out.
 *
 * @param {string | null} text
 * @returns {Record}
 */
function recordOf(text) {
  /** @type {any} */
  let found = null;
  try { found = JSON.parse(text ?? ""); } catch { /* nothing, or not written by this page */ }
  if (found?.version !== 1) found = {};
  const { places, heard, saved, last, choices } = found;
  const list = (/** @type {any} */ value) => (Array.isArray(value) ? value : []);
  /** @type {{[name: string]: unknown}} */
  const defaults = DEFAULTS;
  const kept = Object.entries(Object(choices)).filter(([name, value]) => typeof value === typeof defaults[name]);
  return {
    version: 1,
    places: list(places).filter((place) => typeof place?.[0] === "string" && typeof place[1] === "number"),
    heard: list(heard).filter((guid) => typeof guid === "string"),
    saved: list(saved).filter((guid) => typeof guid === "string"),
    last: typeof last === "string" ? last : "",
    choices: { ...DEFAULTS, ...Object.fromEntries(kept) },
  };
}

/**
 * @param {Track} track
 * @param {number} at_s
 */
function isPlace(track, at_s) {
  return at_s >= SHORTEST_PLACE_S && at_s < track.duration_s - LAST_SECONDS_S;
}

/**
 * Where a length was left, in whichever mix; 0 where there is no place.
 *
 * @param {Record} record
 * @param {Track} track
 */
export function placeIn(record, track) {
  const at_s = record.places.findLast(([guid]) => track.sounds.some((sound) => sound.guid === guid))?.[1] ?? 0;
  return isPlace(track, at_s) ? at_s : 0;
}

/**
 * Whether a session was heard to its end, in any length and mix.
 *
 * @param {Record} record
 * @param {Session} session
 */
export function isHeard(record, session) {
  return record.heard.some((guid) => editionOf([session], guid));
}

/** What the page remembers of one show, on this device alone. */
export class Memory {
  /** @type {string | null} what a store that is full or refused did not take, for as long as the page is open */
  #untaken = null;

  /**
   * @param {() => Storage} storage asked each time, as browsers may refuse even to name it
   * @param {string} show GUID
   */
  constructor(storage, show) {
    this.storage = storage;
    this.key = `audiogen:${show}`;
  }

  /** As another tab may have left it just now. */
  get record() { return recordOf(this.#untaken ?? this.#read(this.key)); }

  get choices() { return this.record.choices; }

  /** @param {Partial<Choices>} chosen */
  choose(chosen) {
    this.#change((record) => Object.assign(record.choices, chosen));
  }

  /** @param {Track} track */
  place(track) { return placeIn(this.record, track); }

  /**
   * Keeps a place, or lets it go where it is none: in the first and the last seconds.
   *
   * @param {Track} track
   * @param {Sound} sound
   * @param {number} at_s
   */
  keep(track, sound, at_s) {
    this.#change((record) => {
      forgetPlaces(record, track);
      if (!isPlace(track, at_s)) return;
      record.places.push([sound.guid, Math.round(at_s * 10) / 10]);
      record.last = sound.guid;
    });
  }

  /**
   * Notes that a recording was heard to its end.
   *
   * @param {Track} track
   * @param {Sound} sound
   */
  hear(track, sound) {
    this.#change((record) => {
      forgetPlaces(record, track);
      record.heard = [...record.heard.filter((guid) => guid !== sound.guid), sound.guid];
      record.last = sound.guid;
    });
  }

  /**
   * Notes what is wished to be there without a connection, or is not any more.
   *
   * @param {string} guid
   * @param {boolean} wished
   */
  wish(guid, wished) {
    this.#change((record) => {
      record.saved = [...record.saved.filter((each) => each !== guid), ...(wished ? [guid] : [])];
    });
  }

  /**
   * Takes over, once, the places that the page kept before it had one record for each show.
   *
   * @param {Session[]} sessions
   */
  takeOver(sessions) {
    const last = this.#read("audiogen:last");
    const tracks = sessions.flatMap((session) => session.tracks);
    // they are put before all newer ones; so the last one comes first
    tracks.sort((one, other) => Number(other.name === last) - Number(one.name === last));
    for (const track of tracks) for (const { guid } of track.sounds) this.#takePlace(track, guid);
  }

  /**
   * @param {Track} track
   * @param {string} guid
   */
  #takePlace(track, guid) {
    const key = `audiogen:${guid}`;
    const at_s = Number(this.#read(key));
    if (!at_s) return;
    this.#change((record) => {
      if (!isPlace(track, at_s) || placeIn(record, track)) return;
      record.places.unshift([guid, at_s]);
      record.last ||= guid;
    });
    try { this.storage().removeItem(key); } catch { /* then it is taken over again, to no harm */ }
  }

  /** @param {(record: Record) => void} change */
  #change(change) {
    const { record } = this;
    change(record);
    const text = JSON.stringify(record);
    try {
      this.storage().setItem(this.key, text);
      this.#untaken = null;
    } catch {
      this.#untaken = text;
    }
  }

  /** @param {string} key */
  #read(key) {
    try { return this.storage().getItem(key); } catch { return null; }
  }
}

/** Which sounds are there without a connection, as saving.js found out last. It tells `change`. */
export class Saved extends EventTarget {
  /** @type {Set<string>} addresses */
  #there = new Set();

  /**
   * @param {Memory} memory
   * @param {string} worker the address of the show's own; another one may answer for the whole host
   */
  constructor(memory, worker) {
    super();
    this.memory = memory;
    this.worker = worker;
  }

  /** Whether something may be there, or ought to: of a mere visitor nothing is looked up, and nothing is asked for. */
  get expected() {
    return this.memory.record.saved.length > 0 || controller() === this.worker || isInstalled();
  }

  /** @param {Set<string>} there */
  set there(there) {
    this.#there = there;
    this.dispatchEvent(new Event("change"));
  }

  /** @param {Sound} sound */
  has({ src }) { return this.#there.has(src); }

  /**
   * What to play: the worker takes what is saved, and else the network.
   *
   * @param {Sound} sound
   */
  addressOf({ guid, src }) {
    return this.#there.has(src) || this.memory.record.saved.includes(guid) ? `${src}?saved` : src;
  }
}

/** The address of the worker that answers for the page. */
function controller() {
  // in some frames browsers refuse even to name it
  try { return navigator.serviceWorker?.controller?.scriptURL; } catch { return undefined; }
}

/** Whether the page runs as an app of its own. */
export const isInstalled = () => matchMedia("(display-mode: standalone)").matches;

/**
 * @param {Record} record
 * @param {Track} track
 */
function forgetPlaces(record, track) {
  record.places = record.places.filter(([guid]) => !track.sounds.some((sound) => sound.guid === guid));
}
