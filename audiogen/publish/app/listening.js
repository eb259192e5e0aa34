import { editionFor } from "./choice.js";
import { editionOf } from "./facts.js";

/** @import { Edition, Track } from "./facts.js" */

/** One session as its page hears it: what plays when it is this one, and else what Play would begin. */
export class Listening {
  /** @type {{track: Track, at_s: number} | null} where Play begins, as chosen while the player had something else */
  #begin = null;
  /** Whether the player came to the end before this page was opened. */
  #ended;

  /**
   * @param {import("./facts.js").Session} session
   * @param {import("./player.js").Player} player
   * @param {import("./memory.js").Memory} memory
   */
  constructor(session, player, memory) {
    this.session = session;
    this.player = player;
    this.memory = memory;
    this.#ended = player.state === "ended";
  }

  /** @returns {Edition | null} what the player has of this session */
  get #own() { return editionOf([this.session], this.player.edition?.sound.guid ?? ""); }

  /** Whether the player has this session. */
  get isLoaded() { return this.#own !== null; }

  get edition() { return this.#own ?? editionFor(this.session, this.memory.choices); }

  get track() { return this.edition.track; }

  /** The player's state; a session that ended before its page was opened waits to be heard again. */
  get state() {
    const state = this.#own ? this.player.state : "idle";
    this.#ended &&= state === "ended";
    return this.#ended ? "idle" : state;
  }

  /** Whether it stands somewhere between its beginning and its end, and not only in memory. */
  get isMidway() { return !["idle", "delayed", "ended"].includes(this.state); }

  /** Whether it sounds, or will by itself. */
  get on() { return this.isLoaded && this.player.wanted; }

  /** Seconds from the beginning; what was heard to its end begins anew. */
  get at_s() {
    const { track } = this;
    if (this.#own) return this.player.state === "ended" ? 0 : this.player.position_s;
    return this.#begin?.track === track ? this.#begin.at_s : this.memory.place(track);
  }

  /** Plays, or pauses. What another session played until now keeps its place. Call it inside the tap. */
  toggle() {
    if (!this.#own) this.player.load(this.edition, this.at_s);
    this.player.toggle();
  }

  /** @param {number} to_s */
  seek(to_s) {
    const { track } = this;
    if (this.#own) this.player.seek(to_s);
    else this.#begin = { track, at_s: Math.min(Math.max(to_s, 0), track.duration_s) };
  }
}
