import { editionOf } from "./facts.js";

/** @typedef {import("./facts.js").Track} Track */
/** @typedef {import("./facts.js").Session} Session */
/** @typedef {import("./facts.js").Sound} Sound */
/** @typedef {"none" | "part" | number} Timer at its end, behind this part, or in minutes */
/**
 * @typedef {{minutes: number | null, mix: import("./facts.js").Mix, timer: Timer, delay_s: number, speed: number,
 *   vibration: boolean}} Choices
 */
/**
 * @typedef {{version: 1, places: [string, number][], heard: string[], last: string | null, choices: Choices}} Record
 *   Sounds go by GUID; places are in seconds. What was used last stands last.
 */

const VERSION = 1;
const SHORTEST_PLACE_S = 10;
const LAST_SECONDS_S = 5;

/** @type {Choices} */
export const DEFAULTS = Object.freeze({
  minutes: null, mix: "full", timer: "none", delay_s: 0, speed: 1, vibration: false,
});

const isNumber = (/** @type {unknown} */ value) => typeof value === "number" && Number.isFinite(value) && value >= 0;
const isText = (/** @type {unknown} */ value) => typeof value === "string";

/** @type {{[name in keyof Choices]: (value: any) => boolean}} */
const FITS = {
  minutes: (value) => value === null || (isNumber(value) && value > 0),
  mix: (value) => value === "full" || value === "voice",
  timer: (value) => value === "none" || value === "part" || (isNumber(value) && value > 0),
  delay_s: isNumber,
  speed: (value) => isNumber(value) && value >= 0.8 && value <= 1.2,
  vibration: (value) => typeof value === "boolean",
};

/**
 * A record of whatever was found in the store; what does not fit is left out.
 *
 * @param {string | null} text
 * @returns {Record}
 */
function recordOf(text) {
  /** @type {any} */
  let found = null;
  try { found = JSON.parse(text ?? "null"); } catch { /* not written by this page */ }
  if (found?.version !== VERSION) found = {};
  const listed = (/** @type {unknown} */ value) => (Array.isArray(value) ? value : []);
  const fitting = Object.entries(FITS).filter(([name, fits]) => fits(found.choices?.[name]));
  return {
    version: VERSION,
    places: listed(found.places).filter((each) => isText(each?.[0]) && isNumber(each[1])),
    heard: listed(found.heard).filter(isText),
    last: isText(found.last) ? found.last : null,
    choices: { ...DEFAULTS, ...Object.fromEntries(fitting.map(([name]) => [name, found.choices[name]])) },
  };
}

/** What the page remembers of one show, on this device alone. */
export class Memory {
  /** @type {string | null} what a store that is full or refused did not take, for as long as the page is open */
  #untaken = null;
  #storage;
  #key;

  /**
   * @param {() => Storage} storage asked each time, as browsers may refuse even to name it
   * @param {string} show GUID
   */
  constructor(storage, show) {
    this.#storage = storage;
    this.#key = `audiogen:${show}`;
  }

  /** @returns {Record} as another tab may have left it just now */
  get record() {
    return recordOf(this.#untaken ?? this.#read(this.#key));
  }

  get choices() {
    return this.record.choices;
  }

  /** @param {Partial<Choices>} chosen */
  choose(chosen) {
    this.#change((record) => { record.choices = { ...record.choices, ...chosen }; });
  }

  /**
   * Where a length was left, in whichever mix; 0 where there is no place.
   *
   * @param {Track} track
   */
  place(track) {
    return placeIn(this.record, track);
  }

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
   * Takes over, once, what the page kept before it had one record for each show.
   *
   * @param {Session[]} sessions
   */
  takeOver(sessions) {
    for (const track of sessions.flatMap((session) => session.tracks)) {
      for (const sound of track.sounds) {
        const key = `audiogen:${sound.guid}`;
        const kept = this.#read(key);
        if (kept === null) continue;
        if (!this.place(track)) this.keep(track, sound, Number(kept));
        this.#remove(key);
      }
    }
  }

  /** @param {(record: Record) => void} change */
  #change(change) {
    const { record } = this;
    change(record);
    const text = JSON.stringify(record);
    try {
      this.#storage().setItem(this.#key, text);
      this.#untaken = null;
    } catch {
      this.#untaken = text;
    }
  }

  /** @param {string} key */
  #read(key) {
    try { return this.#storage().getItem(key); } catch { return null; }
  }

  /** @param {string} key */
  #remove(key) {
    try { this.#storage().removeItem(key); } catch { /* then it is taken over again, to no harm */ }
  }
}

/**
 * @param {Track} track
 * @param {number} at_s
 */
function isPlace(track, at_s) {
  return at_s >= SHORTEST_PLACE_S && at_s < track.duration_s - LAST_SECONDS_S;
}

/**
 * @param {Record} record
 * @param {Track} track
 */
function forgetPlaces(record, track) {
  record.places = record.places.filter(([guid]) => !track.sounds.some((sound) => sound.guid === guid));
}

/**
 * Where a length was left, in a record that was read already; 0 where there is no place.
 *
 * @param {Record} record
 * @param {Track} track
 */
export function placeIn(record, track) {
  const kept = record.places.findLast(([guid]) => track.sounds.some((sound) => sound.guid === guid));
  return kept && isPlace(track, kept[1]) ? kept[1] : 0;
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
