/** Dialogs over the page, one at a time: Escape, Back, a tap outside and each `data-close` in them close them. */
export class Sheets {
  /** @type {HTMLDialogElement | null} */
  #open = null;
  /** @type {(() => void)[]} */
  #waiting = [];

  constructor() {
    this.#forget();
    addEventListener("popstate", () => this.#walked());
  }

  /**
   * @param {HTMLDialogElement} dialog
   * @param {HTMLElement | null} focus null for the first in it that takes the focus
   */
  async open(dialog, focus = null) {
    if (this.#open === dialog) return;
    // whoever is quick taps while the history still goes back from the sheet before
    if (!this.#open) await this.closed;
    this.#open?.close();
    this.#open = dialog;
    const closing = new AbortController();
    const { signal } = closing;
    dialog.addEventListener("click", (event) => { if (closes(event, dialog)) dialog.close(); }, { signal });
    dialog.addEventListener("close", () => { closing.abort(); this.#closed(dialog); }, { signal });
    // Back closes the sheet and stays on the page
    if (!history.state?.sheet) history.pushState({ ...history.state, sheet: true }, "");
    dialog.showModal();
    focus?.focus();
  }

  /** Resolves once no sheet is open, and the history stands where it stood before one was. */
  get closed() {
    return new Promise((/** @type {(value: void) => void} */ settle) => {
      if (this.#open || history.state?.sheet) this.#waiting.push(settle);
      else settle();
    });
  }

  /** Back closes the sheet; Forward does not open one again. */
  #walked() {
    if (history.state?.sheet) { this.#forget(); return; }
    this.#open?.close();
    this.#open = null;
    for (const settle of this.#waiting.splice(0)) settle();
  }

  #forget() {
    if (history.state?.sheet && !this.#open) history.replaceState({ ...history.state, sheet: false }, "");
  }

  /** @param {HTMLDialogElement} dialog */
  #closed(dialog) {
    if (this.#open !== dialog) return;
    this.#open = null;
    if (history.state?.sheet) history.back();
  }
}

/**
 * @param {MouseEvent} event
 * @param {HTMLDialogElement} dialog
 */
function closes(event, dialog) {
  if (event.target !== dialog) return event.target instanceof Element && event.target.closest("[data-close]") !== null;
  const { left, right, top, bottom } = dialog.getBoundingClientRect();
  const { clientX: x, clientY: y } = event;
  return x < left || x > right || y < top || y > bottom;
}
