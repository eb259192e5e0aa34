import { download } from "./download.js";
import { isInstalled } from "./memory.js";
import { Shelf, isOf, soundsOf } from "./shelf.js";
import { isOnlyWindow, register, unregister } from "./worker.js";

/** @import { Session, Sound } from "./facts.js" */
/** @import { Memory, Saved } from "./memory.js" */
/** @import { KeptSession, KeptSound, Offline } from "./shelf.js" */
/** @typedef {"room" | "changed" | "refused" | "away"} Failure why a sound was not saved */
/** @typedef {{kind: "none"} | {kind: "saving", part: number} | {kind: "saved", size: number | null}
 *   | {kind: "failed", failure: Failure}} State of a sound; the size in bytes is known of what was saved just now */

const OFTEN_MS = 3_600_000;

/** The page is older than what is published: what it plays is not to be had any more. */
class OutdatedError extends Error {}

/** Saves sounds, with the pages that play them, and keeps both as they are published. It tells `change`. */
export class Saving extends EventTarget {
  /** @type {Map<string, {stopping: AbortController, part: number}>} by address */
  #going = new Map();
  /** @type {Map<string, State>} what came of those that were asked for, by address */
  #ended = new Map();
  #renewed_ms = 0;

  /**
   * @param {string} folder the address of the show's folder
   * @param {{saved: Saved, memory: Memory}} base
   */
  constructor(folder, { saved, memory }) {
    super();
    this.folder = folder;
    this.saved = saved;
    this.memory = memory;
    this.shelf = new Shelf(folder);
    saved.addEventListener("change", () => this.#tell());
    let wished = memory.record.saved.join();
    // another window of the show saves and removes as well
    addEventListener("storage", () => {
      const before = wished;
      wished = memory.record.saved.join();
      if (wished !== before) this.#look();
    });
    // what runs as an app may stay open for weeks
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden && this.#renewed_ms && Date.now() - this.#renewed_ms > OFTEN_MS) this.renew();
    });
  }

  /** Whether browsers can keep anything for this address: those that are not secure are refused all that it takes. */
  get possible() { return isSecureContext && "serviceWorker" in navigator && "caches" in globalThis; }

  /** @param {Session} session whether it can be saved here */
  keeps(session) { return this.possible && !session.unlisted; }

  /**
   * @param {Sound} sound
   * @returns {State}
   */
  of(sound) {
    const going = this.#going.get(sound.src);
    const ended = this.#ended.get(sound.src);
    if (going) return { kind: "saving", part: going.part };
    if (this.saved.has(sound)) return ended?.kind === "saved" ? ended : { kind: "saved", size: null };
    return ended?.kind === "failed" ? ended : { kind: "none" };
  }

  /** @param {Sound} sound of which the listener knows how saving it ended */
  forget({ src }) { this.#ended.delete(src); }

  /** @param {Sound} sound as the page plays it */
  async save({ guid, src }) {
    if (this.#going.has(src)) return;
    this.#ended.delete(src);
    await this.#watched(guid, src, async (stopping) => {
      const latest = await this.shelf.latest();
      await register(this.folder);
      // some ask their user, who may take long to answer
      navigator.storage?.persist?.().catch(() => {});
      const listed = soundsOf(latest).find((sound) => sound.guid === guid);
      if (!listed || this.shelf.address(listed.file) !== src) throw new OutdatedError(src);
      // pages first, so that a sound that is there can be played; another window may have taken them away meanwhile
      await this.#keep(latest, guid);
      await this.#fetch(src, listed.size, stopping);
      await register(this.folder);
      await this.#keep(latest, guid);
      await this.#fetch(src, listed.size, stopping);
      stopping.signal.throwIfAborted();
      this.memory.wish(guid, true);
      this.#ended.set(src, { kind: "saved", size: listed.size });
    });
    await this.#look();
  }

  /** @param {Sound} sound */
  stop({ guid, src }) {
    this.memory.wish(guid, false);
    this.#going.get(src)?.stopping.abort();
  }

  /** @param {Sound} sound */
  async remove({ guid, src }) {
    this.memory.wish(guid, false);
    this.#ended.delete(src);
    await this.#drop(src);
    await this.#look();
  }

  /**
   * Brings what is kept to what is published, with each start of the page. What breaks off goes on with the next.
   *
   * @param {string} stamp of the page that has just started; a page that is open for longer may need what is old
   */
  async renew(stamp = "") {
    this.#renewed_ms = Date.now();
    try {
      // what is there is known without a worker, which a slow connection may hold up
      await this.#look();
      await register(this.folder);
      if (/** @type {any} */ (navigator).connection?.saveData) return;
      const latest = await this.shelf.latest();
      await this.#keep(latest, "", stamp);
      await this.#fetchLost(latest);
    } catch { /* without a connection, all stays as it is */ }
    await this.#look();
  }

  /**
   * Keeps a publication whole: its pages, and in their new form those sounds that are there in the former one.
   *
   * @param {Offline} latest
   * @param {string} more a sound of which the page is wanted, too
   * @param {string} stamp
   */
  #keep(latest, more = "", stamp = "") {
    return this.#alone(async () => {
      const kept = await this.shelf.kept();
      const guids = await this.#guids(kept);
      const isWanted = (/** @type {{guid: string}} */ { guid }) => guids.has(guid) || guid === more;
      await this.shelf.putPages(latest, latest.sessions.filter(({ sounds }) => sounds.some(isWanted)));
      await this.#fetchAll(soundsOf(latest).filter(({ guid }) => guids.has(guid))).catch((error) => {
        // without room for both, those that were wished come when the old ones are gone
        if (failureOf(error) !== "room") throw error;
      });
      if (kept?.version !== latest.version) await this.shelf.switchTo(latest);
      else if (isOf(latest, stamp) && await isOnlyWindow(this.folder)) await this.shelf.clean(latest);
    });
  }

  /**
   * @param {Offline | null} kept
   * @returns {Promise<Set<string>>} which of its sounds are there
   */
  async #guids(kept) {
    const there = await this.shelf.sounds();
    const sounds = kept ? soundsOf(kept).filter(({ file }) => there.has(this.shelf.address(file))) : [];
    return new Set(sounds.map(({ guid }) => guid));
  }

  /**
   * What was saved and is gone.
   *
   * @param {Offline} latest
   */
  async #fetchLost(latest) {
    const wished = new Set(this.memory.record.saved);
    const there = await this.shelf.sounds();
    for (const { guid, file } of soundsOf(latest)) {
      const src = this.shelf.address(file);
      if (wished.has(guid) && !there.has(src)) await this.save({ guid, src, mix: "full" });
    }
  }

  /** @param {KeptSound[]} sounds */
  async #fetchAll(sounds) {
    for (const { file, size } of sounds) await this.#fetch(this.shelf.address(file), size, new AbortController());
  }

  /**
   * @param {string} src
   * @param {number} size
   * @param {AbortController} stopping
   */
  async #fetch(src, size, stopping) {
    if ((await this.shelf.sounds()).has(src)) return;
    const { quota = Infinity, usage = 0 } = await navigator.storage?.estimate?.() ?? {};
    if (quota - usage < size) throw new DOMException("no room", "QuotaExceededError");
    const going = this.#going.get(src);
    const answer = await download(src, size, stopping, (part) => {
      if (!going || Math.floor(part * 100) === Math.floor(going.part * 100)) return;
      going.part = part;
      this.#tell();
    });
    await this.shelf.putSound(src, answer).catch((error) => {
      // for a connection that breaks off meanwhile, browsers have different names
      throw error?.name === "QuotaExceededError" ? error : new TypeError(`${error}`);
    });
  }

  /** What plays nothing that is saved needs no page without a connection, unless it is kept as an app. */
  async #dropPages() {
    const kept = await this.shelf.kept();
    const guids = await this.#guids(kept);
    const isNeeded = (/** @type {KeptSession} */ { sounds }) => sounds.some(({ guid }) => guids.has(guid));
    for (const session of kept?.sessions.filter((each) => !isNeeded(each)) ?? []) {
      await this.shelf.dropPage(/** @type {Offline} */ (kept), session);
    }
    const wished = new Set(this.memory.record.saved);
    const isLacking = kept && soundsOf(kept).some(({ guid }) => wished.has(guid));
    if (guids.size || isLacking || this.#going.size || isInstalled()) return;
    await this.shelf.clear();
    await unregister(this.folder);
  }

  /**
   * @param {string} guid
   * @param {string} src
   * @param {(stopping: AbortController) => Promise<void>} work
   */
  async #watched(guid, src, work) {
    const stopping = new AbortController();
    const { signal } = stopping;
    this.#going.set(src, { stopping, part: 0 });
    this.#tell();
    try {
      await Promise.race([work(stopping), aborted(signal)]);
    } catch (error) {
      const isStopped = signal.aborted && signal.reason?.name === "AbortError";
      if (!isStopped) this.#ended.set(src, { kind: "failed", failure: failureOf(error) });
    }
    this.#going.delete(src);
    this.#tell();
    // another window may have saved it meanwhile
    if (!this.memory.record.saved.includes(guid)) await this.#drop(src);
  }

  /** @param {string} src what is not to be there, with all that is needed for it alone */
  async #drop(src) {
    await this.shelf.dropSound(src).catch(() => {});
    await this.#alone(() => this.#dropPages()).catch(() => {});
  }

  /** Looks up what is there: browsers may have taken it away since. */
  async #look() { this.saved.there = await this.shelf.sounds().catch(() => new Set()); }

  /**
   * One window at a time changes what is kept.
   *
   * @param {() => Promise<void>} work
   */
  async #alone(work) {
    if (navigator.locks) await navigator.locks.request(`audiogen ${this.folder}`, work);
    else await work();
  }

  #tell() { this.dispatchEvent(new Event("change")); }
}

/**
 * Whoever stops sees that at once; what is under way finds it out by itself.
 *
 * @param {AbortSignal} signal
 */
const aborted = (signal) => new Promise((_, fail) => {
  signal.addEventListener("abort", () => fail(signal.reason));
});

/**
 * @param {any} error
 * @returns {Failure}
 */
function failureOf(error) {
  if (error?.name === "QuotaExceededError") return "room";
  if (error instanceof OutdatedError) return "changed";
  return ["TypeError", "SyntaxError", "TimeoutError"].includes(error?.name) ? "away" : "refused";
}
