/** @import { Memory } from "./memory.js" */
/** @import { Player } from "./player.js" */

const EVERY_S = 5;

/**
 * Keeps the place of what is heard: every five seconds, when it stops, and when the page is hidden or left.
 *
 * @param {Player} player
 * @param {Memory} memory
 * @param {EventTarget} page the window
 * @param {EventTarget & {visibilityState?: string}} sheet its document
 */
export function keepPlaces(player, memory, page = window, sheet = document) {
  let kept_s = 0;
  let kept = "";
  const keep = () => {
    const { edition, state, position_s } = player;
    if (!edition || !["waiting", "playing", "paused", "broken"].includes(state)) return;
    // another window may have gone on since
    if (kept === edition.sound.guid && kept_s === position_s) return;
    kept = edition.sound.guid;
    kept_s = position_s;
    memory.keep(edition.track, edition.sound, kept_s);
  };
  player.addEventListener("tick", () => {
    if (player.state === "playing" && Math.abs(player.position_s - kept_s) >= EVERY_S) keep();
  });
  player.addEventListener("change", () => {
    const { edition, state } = player;
    if (state === "paused" || state === "broken") keep();
    if (state === "ended" && edition) memory.hear(edition.track, edition.sound);
  });
  page.addEventListener("pagehide", keep);
  sheet.addEventListener("visibilitychange", () => { if (sheet.visibilityState === "hidden") keep(); });
}
