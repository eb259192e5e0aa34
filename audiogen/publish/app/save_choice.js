import { one, write } from "./dom.js";
import { say } from "./words.js";

/** @import { App } from "./companion.js" */
/** @import { Edition } from "./facts.js" */
/** @import { Failure, State } from "./saving.js" */

const BYTES_OF_MB = 1e6;
/** @type {{[failure in Failure]: string}} */
const FAILURES = {
  room: "save_no_room", changed: "save_page_changed", refused: "save_refused", away: "save_broken_off",
};

/**
 * The choice to save what is played; and what is said of it in the place of the session's note.
 *
 * @param {import("./session.js").Page} page
 */
export function saveChoice({ first, listening, app, on, show, signal }) {
  const { saving } = app;
  const button = one(first, "[data-choice=save]");
  const note = one(first, "[data-save-note]");
  button.hidden = !saving.keeps(listening.session);
  const press = () => {
    const { sound } = listening.edition;
    const { kind } = saving.of(sound);
    if (kind === "saved") app.openChoices(listening.session, "saved");
    else if (kind === "saving") saving.stop(sound);
    else saving.save(sound);
  };
  on(button, "click", press);
  on(saving, "change", show);
  // the session's own note comes back
  signal.addEventListener("abort", () => saving.forget(listening.edition.sound));
  return () => {
    const state = saving.of(listening.edition.sound);
    write(one(button, "span"), buttonText(state));
    // readers would say each percent
    note.ariaLive = state.kind === "saving" ? "off" : "polite";
    write(note, noteText(state));
  };
}

/** @param {State} state */
function buttonText(state) {
  if (state.kind === "saving") return say("stop_saving", { n: percent(state.part) });
  return say(state.kind === "saved" ? "saved" : "save");
}

/** @param {State} state */
function noteText(state) {
  switch (state.kind) {
    case "saving": return say("saving_now", { n: percent(state.part) });
    case "saved": return state.size ? say("saved_now", { n: Math.max(Math.round(state.size / BYTES_OF_MB), 1) }) : "";
    case "failed": return say(FAILURES[state.failure]);
    default: return "";
  }
}

/** @param {number} part a hundred only when all is there, the pages as well */
const percent = (part) => Math.min(Math.floor(part * 100), 99);

/**
 * What the sheet with all choices says of it: how it is removed, or why it cannot be saved.
 *
 * @param {HTMLElement} dialog
 * @param {Edition} edition
 * @param {App} app
 */
export function drawSaved(dialog, { session, sound }, { saving }) {
  const [button, note] = ["remove", "note"].map((part) => one(dialog, `[data-saved-${part}]`));
  button.hidden = !saving.keeps(session) || saving.of(sound).kind !== "saved";
  note.hidden = saving.possible || session.unlisted === true;
  if (!saving.possible) write(note, say(isSecureContext ? "save_refused" : "save_needs_https"));
  button.onclick = () => {
    saving.remove(sound);
    button.hidden = true;
    one(dialog, "[data-close]").focus();
  };
}
