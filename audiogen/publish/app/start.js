"use strict";
// Runs before the page is drawn: where the program can run, its controls hold their places from the first paint on.
// A module that cannot be loaded, as from a file, or read, as in an old browser, gives the browser's own player back.
if ("noModule" in HTMLScriptElement.prototype) {
  const { classList } = document.documentElement;
  classList.add("live");
  addEventListener("error", ({ target, error }) => {
    if (target instanceof HTMLScriptElement || error instanceof SyntaxError) classList.remove("live");
  }, true);
  // Play shows from the first paint on: a tap that comes before the program is kept for it
  addEventListener("click", ({ target }) => {
    if (target instanceof Element) target.closest("[data-play]")?.setAttribute("data-pressed", "");
  }, { capture: true, once: true });
}
