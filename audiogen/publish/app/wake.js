/** Keeps the screen on while somebody breathes with the circle. Where it is refused, the screen goes off as always. */
export class Wake {
  #wanted = false;
  #asking = false;
  /** @type {WakeLockSentinel | null} */
  #lock = null;

  /**
   * @param {WakeLock | null} wakeLock null where the browser has none, or the address is not secure
   * @param {EventTarget & {visibilityState?: string}} sheet the document
   */
  constructor(wakeLock = navigator.wakeLock ?? null, sheet = document) {
    this.wakeLock = wakeLock;
    this.sheet = sheet;
    // browsers take the lock away while the page is hidden
    sheet.addEventListener("visibilitychange", () => this.#settle());
  }

  /** @param {boolean} wanted */
  hold(wanted) {
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    this.#settle();
  }

  async #settle() {
    if (this.#asking) return;
    if (!this.#wanted) {
      this.#lock?.release().catch(() => {});
      this.#lock = null;
    } else if (this.wakeLock && this.sheet.visibilityState === "visible" && (!this.#lock || this.#lock.released)) {
      this.#asking = true;
      this.#lock = await this.wakeLock.request("screen").catch(() => null);
      this.#asking = false;
      if (!this.#wanted) this.#settle();
    }
  }
}
