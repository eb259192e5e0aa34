import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Listening } from "../../../audiogen/publish/app/listening.js";
import { Memory } from "../../../audiogen/publish/app/memory.js";
import { keepPlaces } from "../../../audiogen/publish/app/places.js";
import { Player } from "../../../audiogen/publish/app/player.js";
import { Clock, edition, session, Sound, Store } from "./doubles.js";

const ONE = session(1, [5, 10], ["full", "voice"]);
const OTHER = session(2);
let sound, memory, player;

const page = (of = ONE) => new Listening(of, player, memory);
const seen = ({ state, on, at_s }) => ({ state, on, at_s });

function play(listening) {
  listening.toggle();
  sound.arrive();
}

beforeEach(() => {
  sound = new Sound();
  memory = new Memory(new Store().open, "show");
  player = new Player(sound, { timers: new Clock(), page: new EventTarget(), online: () => true });
  keepPlaces(player, memory, new EventTarget(), new EventTarget());
});

test("a page that nothing was played of stands at its beginning", () => {
  assert.deepEqual(seen(page()), { state: "idle", on: false, at_s: 0 });
});

test("it offers the length and the sound that were chosen last", () => {
  memory.choose({ minutes: 5, mix: "voice" });
  assert.equal(page().edition.sound.guid, "1-5-voice");
});

test("it begins where its length was left", () => {
  memory.keep(ONE.tracks[1], ONE.tracks[1].sounds[1], 80);
  const listening = page();
  assert.equal(listening.at_s, 80);
  play(listening);
  assert.deepEqual(seen(listening), { state: "playing", on: true, at_s: 80 });
});

test("a page that comes later finds what plays", () => {
  play(page());
  sound.go(70);
  assert.deepEqual(seen(page()), { state: "playing", on: true, at_s: 70 });
});

test("the page of another session than the one that plays shows nothing of it", () => {
  play(page());
  sound.go(70);
  assert.deepEqual(seen(page(OTHER)), { state: "idle", on: false, at_s: 0 });
  assert.equal(page(OTHER).isLoaded, false);
});

test("to seek on the page of another session leaves what plays alone", () => {
  play(page());
  sound.go(70);
  const other = page(OTHER);
  other.seek(120);
  assert.equal(other.at_s, 120);
  assert.deepEqual(seen(page()), { state: "playing", on: true, at_s: 70 });
});

test("to play another session takes over from where it was sought, and keeps the place of the first", () => {
  play(page());
  sound.go(70);
  const other = page(OTHER);
  other.seek(120);
  play(other);
  assert.deepEqual(seen(other), { state: "playing", on: true, at_s: 120 });
  assert.deepEqual(seen(page()), { state: "idle", on: false, at_s: 70 });
});

test("no place lies outside the recording", () => {
  const listening = page(OTHER);
  listening.seek(-15);
  assert.equal(listening.at_s, 0);
  listening.seek(900);
  assert.equal(listening.at_s, 600);
});

test("a place that was sought in one length is not taken for one of another", () => {
  const listening = page();
  listening.seek(120);
  memory.choose({ minutes: 5 });
  assert.equal(listening.at_s, 0);
});

test("what is heard to its end on the page has ended there, and begins anew", () => {
  const listening = page(OTHER);
  play(listening);
  sound.finish(600);
  assert.deepEqual(seen(listening), { state: "ended", on: false, at_s: 0 });
  play(listening);
  assert.deepEqual(seen(listening), { state: "playing", on: true, at_s: 0 });
});

test("a page that is opened after the end waits to be heard, and ends again", () => {
  play(page(OTHER));
  sound.finish(600);
  const listening = page(OTHER);
  assert.deepEqual(seen(listening), { state: "idle", on: false, at_s: 0 });
  play(listening);
  assert.equal(listening.state, "playing");
  sound.finish(600);
  assert.equal(listening.state, "ended");
});

test("what the player has of a session wins over what was chosen", () => {
  player.load(edition(ONE, ONE.tracks[0]), 0);
  memory.choose({ minutes: 10 });
  assert.equal(page().track.name, "s1-5");
});

test("it is midway from the first sound to the last, also while it rests", () => {
  const listening = page(OTHER);
  const midway = [listening.isMidway];
  play(listening);
  midway.push(listening.isMidway);
  listening.toggle();
  midway.push(listening.isMidway);
  play(listening);
  sound.finish(600);
  midway.push(listening.isMidway);
  assert.deepEqual(midway, [false, true, true, false]);
});
