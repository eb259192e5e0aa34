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
  const page = one(document, ".edge [data-help]");
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("[data-help]");
    if (!link) return;
    event.preventDefault();
    /** @type {HTMLDialogElement} */
    const dialog = one(document, "#help");
    const paused = player.wanted;
    const back = paused && pageOf(location.href) === player.edition?.session.page ? "back_to_session" : "go_back";
    player.pause();
    write(one(dialog, "[data-help-note]"), paused ? say("paused_for_help") : "");
    write(one(dialog, "[data-close]"), say(back));
    sheets.open(dialog);
    // what opened the sheet before may be gone with the sound
    if (link.closest("dialog")) dialog.addEventListener("close", () => page.focus(), { once: true });
  });
}
