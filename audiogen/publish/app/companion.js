import { openChoices } from "./choices.js";
import { lockScreen } from "./lock_screen.js";
import { Saving } from "./saving.js";
import { sessionView } from "./session.js";
import { SleepTimer } from "./sleep_timer.js";
import { Vibration } from "./vibration.js";
import { Wake } from "./wake.js";

/** @import { Base } from "./main.js" */
/** @import { Facts, Session } from "./facts.js" */
/**
 * @typedef {object} Extra
 * @property {SleepTimer} timer
 * @property {Saving} saving
 * @property {Vibration} vibration
 * @property {Wake} wake
 * @property {(session: Session, focus: import("./choices.js").Group) => void} openChoices
 */
/** @typedef {Base & Extra} App What a session's view has, for as long as the document is open. */

/** @type {App | null} */
let app = null;

/**
 * What goes with listeners through a session. The show's page is lighter without it, so it is a program of its own.
 *
 * @param {HTMLElement} main
 * @param {Facts} facts
 * @param {Base} base
 * @returns {() => void} takes away all that it put on the page
 */
export function companionView(main, facts, base) {
  app ??= appOf(base, facts);
  return sessionView(main, facts, app);
}

/**
 * Brings what was saved to what is published now.
 *
 * @param {Base} base
 * @param {Facts} facts
 */
export function keepSaved(base, facts) {
  app ??= appOf(base, facts);
  app.saving.renew(facts.stamp);
}

/**
 * @param {Base} base
 * @param {Facts} facts
 * @returns {App}
 */
function appOf(base, facts) {
  /** @type {App} */
  const made = {
    ...base,
    timer: new SleepTimer(base.player),
    saving: new Saving(new URL(".", facts.show.root).href, base),
    vibration: new Vibration(base.player),
    wake: new Wake(),
    openChoices: (session, focus) => openChoices(session, focus, made),
  };
  lockScreen(base.player, facts.show);
  made.vibration.on = base.memory.choices.vibration;
  return made;
}
