import { one, write } from "./dom.js";
import { say } from "./words.js";

/**
 * The end: what was, and what may come. Nothing starts.
 *
 * @param {import("./session.js").Page} page
 */
export function ending({ first, listening, on }) {
  const [title, place, last, again, play] = ["title", "place", "last", "again", "play"].map((name) => (
    one(first, `[data-${name}]`)));
  const name = one(first, ".name");
  const [heading, line] = [title, place].map((each) => each.textContent ?? "");
  on(again, "click", () => listening.toggle());
  return () => {
    const over = listening.state === "ended";
    if (over !== last.hidden) return;
    const focused = document.activeElement;
    // the place keeps its height, so that nothing moves
    name.style.minHeight = over ? `${name.offsetHeight}px` : "";
    write(title, over ? say("that_was_it") : heading);
    write(place, over ? heading : line);
    // each has its language with it
    for (const name of ["lang", "dir"]) exchange(name, title, place);
    last.hidden = !over;
    first.classList.toggle("is-over", over);
    if (focused?.closest(".keys, .seek, .last")) (over ? again : play).focus({ preventScroll: true });
  };
}

/**
 * @param {string} name of an attribute
 * @param {Element} one
 * @param {Element} other
 */
function exchange(name, one, other) {
  const values = [one, other].map((each) => each.getAttribute(name));
  [other, one].forEach((each, index) => {
    const value = values[index];
    if (value === null) each.removeAttribute(name);
    else each.setAttribute(name, value);
  });
}
