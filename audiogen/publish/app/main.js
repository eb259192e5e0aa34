import { apply } from "./choice.js";
import { editionOf, factsOf } from "./facts.js";
import { Hand } from "./hand.js";
import { help } from "./help.js";
import { Memory, Saved } from "./memory.js";
import { mini } from "./mini.js";
import { Navigation } from "./navigate.js";
import { keepPlaces } from "./places.js";
import { Player } from "./player.js";
import { Sheets } from "./sheet.js";
import { showView } from "./show.js";
import { learn, speak } from "./words.js";

/** @import { Facts } from "./facts.js" */
/**
 * @typedef {object} Base What the views share, for as long as the document is open.
 * @property {Player} player it tells `change` after each choice as well
 * @property {Memory} memory
 * @property {Saved} saved what is there without a connection
 * @property {Hand} hand from the first page on: whoever began with a tap there is known on the next
 * @property {Sheets} sheets
 * @property {(address: string) => void} go shows another page of the show, while the sound goes on
 */

/** What shows the page that all others lead back to. */
let homeView = showView;
/** @type {typeof import("./companion.js") | null} */
let program = null;
let missed = 0;
/** @type {Promise<void> | null} */
let coming = null;

/** Loads what only sessions need: with a session's page, or with the first touch of that of the show. */
function companion() {
  coming ??= load(2).catch((error) => {
    coming = null;
    throw error;
  });
  return coming;
}

/** @param {number} tries browsers never ask again for a program that did not come, but under another name */
async function load(tries) {
  try {
    program = await import(missed ? `./companion.js?${missed}` : "./companion.js");
  } catch (error) {
    missed += 1;
    if (tries === 1) throw error;
    await load(tries - 1);
  }
}

/** @param {Facts} facts */
async function begin(facts) {
  const audio = document.createElement("audio");
  audio.id = "sound";
  document.body.append(audio);
  const memory = new Memory(() => localStorage, facts.show.guid);
  const saved = new Saved(memory, new URL("sw.js", facts.show.root).href);
  const player = new Player(audio, { addressOf: (sound) => saved.addressOf(sound) });
  keepPlaces(player, memory);
  apply(player, memory.choices);
  const sheets = new Sheets();
  const ready = () => Promise.all([sheets.closed, companion()]);
  const navigation = new Navigation(facts.show.root, { sounds: () => player.wanted, ready, change });
  const go = (/** @type {string} */ address) => navigation.go(address);
  const hand = new Hand(window);
  /** @type {Base} */
  const base = { player, memory, saved, hand, sheets, go };
  help(player, sheets);
  const edge = mini(player);
  if (facts.show.client) homeView = (await import("./client.js")).clientView;
  if (facts.page === "session") await companion();
  else addEventListener("pointerdown", () => companion().catch(() => {}), { once: true });
  let takeAway = view(facts, base);
  edge(facts);
  /** @type {HTMLElement | null} */
  const pressed = document.querySelector("[data-play][data-pressed]");
  pressed?.click();
  if (saved.expected) companion().then(() => program?.keepSaved(base, facts)).catch(() => {});

  /** @param {() => Facts} swap puts the other page in the place of this one */
  function change(swap) {
    takeAway();
    const next = swap();
    const words = wordsHere();
    if (words) learn(words);
    hand.steady();
    takeAway = view(next, base);
    edge(next);
  }
}

/**
 * @param {Facts} facts
 * @param {Base} base
 * @returns {() => void} takes away all that it put on the page and into the program
 */
function view(facts, base) {
  const main = /** @type {HTMLElement} */ (document.getElementById("main"));
  base.memory.takeOver(facts.sessions);
  // the page of a session knows more of it than that of the show
  const { edition } = base.player;
  if (facts.page !== "session" || !program) return homeView(main, facts, base);
  const known = edition && editionOf(facts.sessions, edition.sound.guid);
  if (known) base.player.describe(known);
  return program.companionView(main, facts, base);
}

/** @returns {import("./words.js").Words | null} */
function wordsHere() { return JSON.parse(document.getElementById("page-words")?.textContent ?? "null"); }

const words = wordsHere();
const facts = words && factsOf(document);
if (words) speak(words);
// without what sessions need, the browser's own player comes back
if (facts) {
  begin(facts).catch((error) => {
    document.documentElement.classList.remove("live");
    throw error;
  });
}
