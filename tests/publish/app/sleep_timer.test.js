import assert from "node:assert/strict";
import { test } from "node:test";

import { Player } from "../../../audiogen/publish/app/player.js";
import { SleepTimer, quietAt } from "../../../audiogen/publish/app/sleep_timer.js";
import { Clock, Sound, breaths, edition, session } from "./doubles.js";

const CHAPTERS = [{ start_s: 0, title: "Arriving" }, { start_s: 100, title: "The beam" }];

function sounding({ timer, phrases = [], of = [], audio = new Sound() }) {
  const clock = new Clock();
  const player = new Player(audio, { timers: clock, page: new EventTarget(), online: () => true });
  const sleep = new SleepTimer(player, () => clock.now_ms);
  const plain = edition(session(1));
  player.load({ ...plain, track: { ...plain.track, chapters: CHAPTERS, breaths: of } }, 0);
  player.play();
  audio.arrive();
  sleep.phrases = phrases;
  sleep.set(timer);
  /** Lets it sound for so many seconds, told four times a second, or until it stops. */
  const hear = (seconds) => {
    const begun = audio.currentTime;
    for (let i = 0; i < seconds * 4 && player.state === "playing"; i += 1) {
      clock.pass(0.25);
      audio.go(audio.currentTime + 0.25 * player.rate);
    }
    return audio.currentTime - begun;
  };
  return { audio, clock, player, sleep, hear };
}

test("after the minutes that were chosen the sound has paused, and the timer is off", () => {
  const { player, sleep, hear } = sounding({ timer: 5 });
  assert.equal(hear(400), 300);
  assert.deepEqual([player.state, sleep.timer, sleep.left_s], ["paused", "none", null]);
});

test("what is left of the minutes is told", () => {
  const { sleep, hear } = sounding({ timer: 5 });
  hear(60);
  assert.equal(sleep.left_s, 240);
});

test("minutes do not pass while the sound is paused", () => {
  const { audio, clock, player, sleep, hear } = sounding({ timer: 5 });
  hear(60);
  player.pause();
  clock.pass(1000);
  player.play();
  audio.arrive();
  assert.equal(sleep.left_s, 240);
});

test("a phrase is said to its end", () => {
  const { hear } = sounding({ timer: 5, phrases: [{ start_s: 290, end_s: 295 }, { start_s: 297, end_s: 303.5 }] });
  assert.equal(hear(400), 303.5);
});

test("a breath is breathed to its end", () => {
  const { hear } = sounding({ timer: 5, of: breaths([["in", 4], ["out", 6]], 6, 276) });
  assert.equal(hear(400), 306);
});

test("natural breathing may end at any time", () => {
  const { hear } = sounding({ timer: 5, of: breaths([["natural", 60]], 1, 280) });
  assert.equal(hear(400), 300);
});

test("after this part the sound pauses before the next one", () => {
  const { audio, hear, player } = sounding({ timer: "part", phrases: [{ start_s: 100, end_s: 104 }] });
  hear(400);
  assert.deepEqual([player.state, audio.currentTime], ["paused", 100]);
});

test("the end of a session comes by itself, as loud as it is, and leaves no timer for the next one", () => {
  for (const [timer, from] of [["part", 500], [5, 298]]) {
    const { audio, player, sleep, hear } = sounding({ timer });
    player.seek(from);
    hear(600 - from - 0.25);
    assert.deepEqual([player.state, audio.volume], ["playing", 1]);
    audio.finish(600);
    assert.deepEqual([player.state, sleep.timer], ["ended", "none"]);
  }
});

test("the sound becomes softer over its last ten seconds, and never louder on the way", () => {
  const { audio, hear } = sounding({ timer: 5 });
  hear(289.75);
  const volumes = [audio.volume];
  while (hear(0.25)) volumes.push(audio.volume);
  assert.equal(volumes[0], 1);
  assert.ok(volumes.at(-1) < 0.01);
  assert.deepEqual(volumes, [...volumes].sort((one, other) => other - one));
});

test("the next sound has the volume that there was before", () => {
  const { audio, player, hear } = sounding({ timer: 5 });
  audio.volume = 0.6;
  hear(400);
  player.play();
  assert.equal(audio.volume, 0.6);
});

test("where the volume cannot be set, the sound pauses at the same place", () => {
  class Fixed extends Sound {}
  Object.defineProperty(Fixed.prototype, "volume", { get: () => 1, set() {} });
  const audio = new Fixed();
  delete audio.volume;
  const { hear } = sounding({ timer: 5, audio, phrases: [{ start_s: 299, end_s: 302 }] });
  assert.equal(hear(400), 302);
});

test("another timer while it becomes softer brings the volume back", () => {
  const { audio, sleep, hear } = sounding({ timer: 5 });
  hear(296);
  sleep.set(15);
  assert.equal(audio.volume, 1);
  assert.equal(hear(60), 60);
});

test("whoever jumps while it becomes softer hears at least ten more seconds", () => {
  const { audio, player, hear } = sounding({ timer: 5 });
  hear(298);
  player.skip(15);
  assert.equal(audio.volume, 1);
  assert.ok(hear(60) >= 10);
});

test("whoever pauses while it becomes softer hears at least ten more seconds, as loud as before", () => {
  const { audio, player, hear } = sounding({ timer: 5 });
  hear(298);
  player.pause();
  player.play();
  assert.equal(audio.volume, 1);
  audio.tell("playing");
  assert.equal(hear(60), 10);
});

test("another session while it becomes softer begins as loud as before, and ends where its own words do", () => {
  const { audio, player, sleep, hear } = sounding({ timer: 5 });
  hear(295);
  player.load(edition(session(2)), 0);
  sleep.phrases = [{ start_s: 8, end_s: 12 }];
  player.play();
  audio.arrive();
  assert.equal(audio.volume, 1);
  assert.equal(hear(60), 12);
});

test("at another speed it ends after the same minutes, at the end of a phrase", () => {
  const { player, hear } = sounding({ timer: 5, phrases: [{ start_s: 239, end_s: 242 }] });
  player.rate = 0.8;
  assert.ok(Math.abs(hear(400) - 242) < 0.25);
});

test("setting a timer is told, and so is its end", () => {
  const { sleep, hear } = sounding({ timer: 5 });
  const told = [];
  sleep.addEventListener("change", () => told.push(sleep.timer));
  sleep.set(1);
  hear(90);
  assert.deepEqual(told, [1, "none"]);
});

test("a time between phrases is taken as it is, also where one begins there", () => {
  const spans = [{ start_s: 10, end_s: 12 }, { start_s: 2, end_s: 5 }];
  assert.deepEqual([1, 2, 3, 5, 7, 10, 11].map((at) => quietAt(at, spans)), [1, 2, 5, 5, 7, 10, 12]);
});

test("phrases that overlap are all said to their end", () => {
  assert.equal(quietAt(3, [{ start_s: 2, end_s: 5 }, { start_s: 4, end_s: 8 }]), 8);
});
