/** So far and so long the second tap of an unsure hand goes from the first. */
const [NEAR_PX, SECOND_TAP_MS] = [32, 1000];

/**
 * Whether the page is used by a hand on glass or a mouse.
 *
 * Whoever listens to the page, or moves on it by keys, must not lose what it shows. Screen readers tap as well, but
 * their taps have no size and no force, or come without a press.
 */
export class Hand {
  isReal = false;
  /** @type {PointerEvent | null} the last tap on this page */
  #tap = null;

  /** @param {EventTarget} page */
  constructor(page) {
    /**
     * @param {string} name
     * @param {(event: any) => void} run
     */
    const on = (name, run) =>
      page.addEventListener(name, run, { capture: true, passive: true });
    on("pointerdown", (event) => {
      this.isReal = hasWeight(event);
      this.#tap = event;
    });
    on("popstate", () => { this.#tap = null; });
    on("pointermove", (event) => { this.isReal ||= isMouseMoved(event); });
    on("keydown", () => { this.isReal = false; });
    on("click", (event) => { if (event.detail === 0) this.isReal = false; });
  }

  /**
   * Whoever taps twice means what was there at the first tap. Where it led to another page, the second one would jump
   * to the middle of a session, or begin the next one.
   */
  steady() {
    if (!this.isReal || !this.#tap) return;
    const { clientX: x, clientY: y } = this.#tap;
    this.#tap = null;
    const cover = document.createElement("div");
    const inset = `${y - NEAR_PX}px auto auto ${x - NEAR_PX}px`;
    Object.assign(cover.style, { position: "fixed", zIndex: 3, inset, padding: `${NEAR_PX}px` });
    document.body.append(cover);
    setTimeout(() => cover.remove(), SECOND_TAP_MS);
  }
}

/** @param {PointerEvent} event */
function hasWeight({ width, height, pressure, pointerType }) {
  const point = width === 0 && height === 0;
  return !point && !(pointerType === "mouse" && pressure === 0);
}

/**
 * Browsers report a mouse that lies still, too, when something moves under it.
 *
 * @param {PointerEvent} event
 */
export function isMouseMoved({ pointerType, movementX, movementY }) {
  return pointerType === "mouse" && (movementX !== 0 || movementY !== 0);
}
