import assert from "node:assert/strict";
import { test } from "node:test";

import { Memory } from "../../../audiogen/publish/app/memory.js";
import { keepPlaces } from "../../../audiogen/publish/app/places.js";
import { Player } from "../../../audiogen/publish/app/player.js";
import { Clock, Sound, Store, edition, session } from "./doubles.js";

const TEN = edition(session(1));

function sounding() {
  const [audio, page, sheet] = [new Sound(), new EventTarget(), new EventTarget()];
  const player = new Player(audio, { timers: new Clock(), page, online: () => true });
  const memory = new Memory(new Store().open, "show");
  keepPlaces(player, memory, page, sheet);
  player.load(TEN, 0);
  player.play();
  audio.arrive();
  return { audio, page, sheet, player, memory, place: () => memory.place(TEN.track) };
}

test("the place is kept every five seconds", () => {
  const { audio, place } = sounding();
  const places = [10, 14.9, 15, 17, 20].map((at) => {
    audio.go(at);
    return place();
  });
  assert.deepEqual(places, [10, 10, 15, 15, 20]);
});

test("the place is kept when the sound pauses", () => {
  const { audio, player, place } = sounding();
  audio.go(60);
  audio.go(62);
  player.pause();
  assert.equal(place(), 62);
});

test("the place is kept when the page is hidden or left", () => {
  const { audio, page, sheet, place } = sounding();
  audio.go(60);
  audio.currentTime = 61;
  sheet.visibilityState = "hidden";
  sheet.dispatchEvent(new Event("visibilitychange"));
  assert.equal(place(), 61);
  audio.currentTime = 62;
  page.dispatchEvent(new Event("pagehide"));
  assert.equal(place(), 62);
});

test("a window that only lies there leaves the place to another one that went on", () => {
  const { audio, page, player, memory, place } = sounding();
  audio.go(62);
  player.pause();
  memory.keep(TEN.track, TEN.sound, 300);
  page.dispatchEvent(new Event("pagehide"));
  assert.equal(place(), 300);
  memory.hear(TEN.track, TEN.sound);
  page.dispatchEvent(new Event("pagehide"));
  assert.equal(place(), 0);
});

test("the end is heard, and its place is let go, also when the page is left behind it", () => {
  const { audio, page, memory, place } = sounding();
  audio.go(590);
  audio.finish(600);
  page.dispatchEvent(new Event("pagehide"));
  assert.deepEqual([memory.record.heard, place()], [["1-10-full"], 0]);
});

test("a file that was cut short keeps its place, and is not heard", () => {
  const { audio, memory, place } = sounding();
  audio.finish(192, 600);
  assert.deepEqual([memory.record.heard, place()], [[], 192]);
});

test("another session leaves the place of the first one kept", () => {
  const { audio, player, place } = sounding();
  audio.go(62);
  player.load(edition(session(2)), 0);
  assert.equal(place(), 62);
});

test("a session that was opened and not heard keeps the place that it had", () => {
  const { audio, player, page, place } = sounding();
  audio.go(62);
  player.load(TEN, 62);
  player.seek(300);
  page.dispatchEvent(new Event("pagehide"));
  assert.equal(place(), 62);
});
