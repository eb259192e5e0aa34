/**
 * Whether the page is used by a hand on glass or a mouse.
 *
 * Whoever listens to the page, or moves on it by keys, must not lose what it shows. Screen readers tap as well, but
 * their taps have no size and no force, or come without a press.
 */
export class Hand {
  isReal = false;

  /** @param {EventTarget} page */
  constructor(page) {
    /**
     * @param {string} name
     * @param {(event: any) => void} run
     */
    const on = (name, run) =>
      page.addEventListener(name, run, { capture: true, passive: true });
    on("pointerdown", (event) => { this.isReal = hasWeight(event); });
    on("pointermove", (event) => { this.isReal ||= isMouseMoved(event); });
    on("keydown", () => { this.isReal = false; });
    on("click", (event) => { if (event.detail === 0) this.isReal = false; });
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
