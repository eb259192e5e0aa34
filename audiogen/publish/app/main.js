import { apply, openChoices } from "./choices.js";
import { editionOf, factsOf } from "./facts.js";
import { help } from "./help.js";
import { lockScreen } from "./lock_screen.js";
import { Memory } from "./memory.js";
import { mini } from "./mini.js";
import { Navigation } from "./navigate.js";
import { keepPlaces } from "./places.js";
import { Player } from "./player.js";
import { sessionView } from "./session.js";
import { Sheets } from "./sheet.js";
import { showView } from "./show.js";
import { SleepTimer } from "./sleep_timer.js";
import { Vibration } from "./vibration.js";
import { Wake } from "./wake.js";

/** @typedef {import("./facts.js").Facts} Facts */
/**
 * @typedef {object} App What the views share, for as long as the document is open.
 * @property {Player} player it tells `change` after each choice as well
 * @property {Memory} memory
 * @property {SleepTimer} timer
 * @property {Vibration} vibration
 * @property {Wake} wake
 * @property {(session: import("./facts.js").Session, focus: import("./choices.js").Group) => void} openChoices
 * @property {() => void} openHelp
 * @property {(address: string) => void} go shows another page of the show, while the sound goes on
 */

/** @param {Facts} facts */
function begin(facts) {
  const audio = document.createElement("audio");
  audio.id = "sound";
  document.body.append(audio);
  const memory = new Memory(() => localStorage, facts.show.guid);
  const player = new Player(audio);
  keepPlaces(player, memory);
  lockScreen(player, facts.show);
  const sheets = new Sheets();
  const surroundings = { sounds: () => player.wanted, ready: () => sheets.closed, change };
  const navigation = new Navigation(facts.show.root, surroundings);
  /** @type {App} */
  const app = {
    player,
    memory,
    timer: new SleepTimer(player),
    vibration: new Vibration(player),
    wake: new Wake(),
    openChoices: (session, focus) => openChoices(session, focus, app, sheets),
    openHelp: help(player, sheets),
    go: (address) => navigation.go(address),
  };
  apply(app);
  const edge = mini(player);
  let takeAway = view(facts, app);
  edge(facts);

  /** @param {() => Facts} swap puts the other page in the place of this one */
  function change(swap) {
    takeAway();
    const next = swap();
    takeAway = view(next, app);
    edge(next);
  }
}

/**
 * @param {Facts} facts
 * @param {App} app
 * @returns {() => void} takes away all that it put on the page and into the program
 */
function view(facts, app) {
  const main = /** @type {HTMLElement} */ (document.getElementById("main"));
  app.memory.takeOver(facts.sessions);
  // the page of a session knows more of it than that of the show
  const { edition } = app.player;
  if (facts.page === "show") return showView(main, facts, app);
  const known = edition && editionOf(facts.sessions, edition.sound.guid);
  if (known) app.player.describe(known);
  return sessionView(main, facts, app);
}

const facts = factsOf(document);
if (facts) begin(facts);
