import { one } from "./dom.js";
import { isMouseMoved } from "./hand.js";

/** @typedef {"" | "rest" | "dim"} View */

const RESTS_AFTER_MS = 8000;
/** A mouse moves a little when it is pressed. */
const STILL_MS = 500;
/** What stays in its place, and acts at the first tap. */
const STAYS = "[data-play], [data-help]";

/**
 * The rest view, in which only the light, Pause and Help now are left, and the dark one.
 *
 * @param {import("./session.js").Page} page
 */
export function rest({ first, listening, app, on, show, signal }) {
  /** @type {View} */
  let view = "";
  let since = 0;
  let timer = 0;
  let sounds = false;

  /** @param {View} next */
  const become = (next) => {
    view = next;
    since = performance.now();
    first.classList.toggle("is-rest", view !== "");
    first.classList.toggle("is-dim", view === "dim");
    first.onclick = view ? nothing : null;
    wait();
    show();
  };
  const mayRest = () => app.hand.isReal && !isBusy(first);
  const wait = () => {
    clearTimeout(timer);
    if (sounds && !view) timer = setTimeout(() => { if (mayRest()) become("rest"); else wait(); }, RESTS_AFTER_MS);
  };
  // before anybody else hears of it
  document.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    /** @param {string} what */
    const at = (what) => target.closest(what) !== null;
    if (view) {
      // a tap in the dark brings the page, and does nothing else
      if (view === "dim" && !at(STAYS)) stop(event);
      become("");
    } else if (sounds && at("[data-first]") && !at("a, button, input") && mayRest()) {
      become("rest");
    }
  }, { capture: true, signal });
  on(document, "keydown", (event) => {
    // what Tab would lead to is not to be seen yet
    if (view && event.key === "Tab") event.preventDefault();
    if (view) become("");
  });
  on(document, "pointermove", (event) => {
    if (view === "rest" && isMouseMoved(event) && event.timeStamp - since > STILL_MS) become("");
  });
  for (const name of ["pointerdown", "pointermove", "keydown", "scroll"]) on(document, name, wait);
  one(first, ".stage").onclick = nothing;
  on(one(first, "[data-dim]"), "click", () => {
    become("dim");
    one(first, "[data-play]").focus({ preventScroll: true });
  });
  signal.addEventListener("abort", () => clearTimeout(timer));
  return () => {
    if (sounds === listening.on) return;
    sounds = listening.on;
    if (!sounds && view === "rest") become("");
    else wait();
  };
}

/** iPhones tell the document of a tap only where something on the way to the body listens for it. */
function nothing() {}

/** @param {Event} event */
function stop(event) {
  event.preventDefault();
  event.stopPropagation();
}

/**
 * Whether somebody reads below, has a sheet open, goes by keys, or is away.
 *
 * @param {HTMLElement} first
 */
function isBusy(first) {
  const reads = first.getBoundingClientRect().top < -first.clientHeight / 4;
  return reads || document.hidden || document.querySelector("dialog[open], :focus-visible") !== null;
}
