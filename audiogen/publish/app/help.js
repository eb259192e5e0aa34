import { one, write } from "./dom.js";
import { pageOf } from "./navigate.js";
import { say } from "./words.js";

/**
 * Help now: it pauses the sound, and closing it starts nothing.
 *
 * @param {import("./player.js").Player} player
 * @param {import("./sheet.js").Sheets} sheets
 */
export function help(player, sheets) {
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element && event.target.closest("[data-help]"))) return;
    event.preventDefault();
    /** @type {HTMLDialogElement} */
    const dialog = one(document, "#help");
    const paused = player.wanted;
    const back = paused && pageOf(location.href) === player.edition?.session.page ? "backToSession" : "goBack";
    player.pause();
    write(one(dialog, "[data-help-note]"), paused ? say("pausedForHelp") : "");
    write(one(dialog, "[data-close]"), say(back));
    sheets.open(dialog);
  });
}
