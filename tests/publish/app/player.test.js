import assert from "node:assert/strict";
import { test } from "node:test";

import { Player } from "../../../audiogen/publish/app/player.js";
import { Clock, Sound, edition, session } from "./doubles.js";

const TEN = edition(session(1, [5, 10], ["full", "voice"]), session(1, [5, 10], ["full", "voice"]).tracks[1]);
const VOICE = { ...TEN, sound: TEN.track.sounds[1] };
const [NETWORK, DECODE, UNSUPPORTED] = [2, 3, 4];

function begin({ at_s = 0, online = true, loaded = TEN } = {}) {
  const [audio, clock, page, told] = [new Sound(), new Clock(), new EventTarget(), []];
  const connection = { online };
  const now = () => clock.now_ms + 1;
  const player = new Player(audio, { timers: clock, page, online: () => connection.online, now });
  player.addEventListener("change", () => told.push(player.state));
  player.load(loaded, at_s);
  audio.calls.length = told.length = 0;
  return { audio, clock, page, player, told, connection };
}

function sounding(options) {
  const all = begin(options);
  all.player.play();
  all.audio.arrive();
  all.audio.calls.length = all.told.length = 0;
  return all;
}

const settled = () => new Promise((resolve) => { setImmediate(resolve); });

test("nothing is fetched and nothing sounds before play", () => {
  const { audio, player } = begin();
  assert.deepEqual([audio.calls, audio.preload, player.state], [[], "none", "idle"]);
});

test("play waits for the file, and then plays", () => {
  const { audio, player, told } = begin();
  player.play();
  assert.equal(player.state, "waiting");
  audio.arrive();
  assert.deepEqual(told, ["waiting", "playing"]);
});

test("sound begins where it was left, as soon as the file is known", () => {
  const { audio, player } = begin({ at_s: 192 });
  assert.equal(player.position_s, 192);
  player.play();
  assert.equal(audio.currentTime, 0);
  audio.arrive();
  assert.deepEqual([audio.currentTime, player.position_s], [192, 192]);
});

test("a jump before the file is known waits until it is", () => {
  const { audio, player } = begin();
  player.seek(100);
  player.skip(15);
  assert.equal(player.position_s, 115);
  player.play();
  audio.arrive();
  assert.equal(audio.currentTime, 115);
});

test("a jump stays within the recording", () => {
  const { audio, player } = sounding();
  player.skip(-15);
  assert.equal(audio.currentTime, 0);
  player.seek(5000);
  assert.equal(audio.currentTime, 600);
});

test("a jump and what sounds are told at once", () => {
  const { audio, player } = sounding();
  const told = [];
  for (const name of ["tick", "seek"]) player.addEventListener(name, () => told.push(name));
  player.seek(30);
  audio.go(31);
  assert.deepEqual(told, ["seek", "tick", "tick"]);
});

test("pause keeps the position, and play goes on from it without reading the file anew", () => {
  const { audio, player } = sounding();
  audio.go(60);
  player.pause();
  assert.deepEqual([player.state, player.position_s], ["paused", 60]);
  player.play();
  assert.deepEqual([player.state, audio.calls], ["waiting", ["pause", "play"]]);
});

test("play is refused quietly where the browser wants a tap first", async () => {
  const { audio, player } = begin();
  audio.refusal = "NotAllowedError";
  player.play();
  await settled();
  assert.equal(player.state, "paused");
});

test("a play that another call cut off is no fault", async () => {
  const { audio, player } = begin();
  audio.refusal = "AbortError";
  player.play();
  await settled();
  assert.equal(player.state, "waiting");
});

test("when the system or another tab pauses the sound, the page shows it", () => {
  const { audio, player } = sounding();
  audio.stop();
  assert.equal(player.state, "paused");
});

test("when the system starts the sound again, the page shows it", () => {
  const { audio, player, told } = sounding();
  audio.stop();
  audio.play();
  audio.tell("play", "playing");
  assert.deepEqual([player.state, told], ["playing", ["paused", "waiting", "playing"]]);
});

test("an event that comes late and holds no more changes nothing", () => {
  const { audio, player } = sounding();
  audio.tell("pause", "ended", "error");
  assert.equal(player.state, "playing");
  player.pause();
  audio.tell("playing", "play", "waiting", "pause");
  assert.equal(player.state, "paused");
});

test("running dry is waiting, and it goes on by itself", () => {
  const { audio, player } = sounding();
  audio.tell("waiting");
  assert.deepEqual([player.state, player.wanted], ["waiting", true]);
  audio.tell("playing");
  assert.equal(player.state, "playing");
});

test("a connection that stalls is waiting only when there is nothing left to play", () => {
  const { audio, player } = sounding();
  audio.tell("stalled");
  assert.equal(player.state, "playing");
  audio.readyState = 2;
  audio.tell("stalled");
  assert.equal(player.state, "waiting");
});

test("after eight seconds of waiting it is slow, until sound comes", () => {
  const { audio, clock, player, told } = begin();
  player.play();
  clock.pass(7.9);
  assert.equal(player.slow, false);
  clock.pass(0.1);
  assert.deepEqual([player.slow, told], [true, ["waiting", "waiting"]]);
  audio.arrive();
  assert.equal(player.slow, false);
});

test("a pause while waiting ends the waiting", () => {
  const { clock, player } = begin();
  player.play();
  player.pause();
  clock.pass(200);
  assert.deepEqual([player.state, player.slow], ["paused", false]);
});

test("a lost connection is waiting, tried again at its place every few seconds", () => {
  const { audio, clock, player } = sounding();
  audio.go(60);
  audio.fail(NETWORK);
  assert.equal(player.state, "waiting");
  clock.pass(4);
  assert.deepEqual([audio.calls, player.position_s], [["load", "play"], 60]);
  audio.fail(NETWORK);
  clock.pass(4);
  audio.arrive();
  assert.deepEqual([player.state, audio.currentTime], ["playing", 60]);
});

test("when the device is online again, the sound is tried at once", () => {
  const { audio, page, player } = sounding();
  audio.go(60);
  audio.fail(NETWORK);
  page.dispatchEvent(new Event("online"));
  audio.arrive();
  assert.deepEqual([player.state, audio.currentTime], ["playing", 60]);
});

test("a device that comes online starts nothing by itself", () => {
  const { audio, page, player } = sounding();
  player.pause();
  audio.calls.length = 0;
  page.dispatchEvent(new Event("online"));
  assert.deepEqual([audio.calls, player.state], [[], "paused"]);
});

test("a connection on which nothing comes for twenty seconds is begun anew", () => {
  const { audio, clock, player } = sounding();
  audio.go(60);
  audio.tell("waiting");
  clock.pass(12);
  audio.tell("progress");
  clock.pass(16);
  assert.deepEqual(audio.calls, []);
  clock.pass(4);
  assert.deepEqual([audio.calls, player.position_s], [["load", "play"], 60]);
});

test("a connection that stays away for two minutes is given up, and nothing sounds when it returns", () => {
  const { audio, clock, page, player } = sounding();
  audio.go(60);
  audio.fail(NETWORK);
  clock.pass(120);
  assert.deepEqual([player.state, player.position_s, audio.paused], ["broken", 60, true]);
  page.dispatchEvent(new Event("online"));
  audio.tell("playing");
  assert.equal(player.state, "broken");
});

test("a connection that is slow, but brings something, is never given up", () => {
  const { audio, clock, player } = begin();
  player.play();
  for (let i = 0; i < 30; i += 1) {
    clock.pass(10);
    audio.tell("progress");
  }
  assert.deepEqual([player.state, player.slow], ["waiting", true]);
});

test("a file that is not there is broken at once, and while offline it is waited for", () => {
  const here = begin();
  here.player.play();
  here.audio.fail(UNSUPPORTED);
  assert.equal(here.player.state, "broken");
  const offline = begin({ online: false });
  offline.player.play();
  offline.audio.fail(UNSUPPORTED);
  assert.equal(offline.player.state, "waiting");
});

test("a file that was there once is waited for, as connections do not always say that they are gone", () => {
  const { audio, clock, player } = sounding();
  audio.go(60);
  audio.fail(NETWORK);
  clock.pass(4);
  audio.fail(UNSUPPORTED);
  assert.equal(player.state, "waiting");
  clock.pass(4);
  audio.arrive();
  assert.deepEqual([player.state, audio.currentTime], ["playing", 60]);
  player.load(edition(session(2)), 0);
  player.play();
  audio.fail(UNSUPPORTED);
  assert.equal(player.state, "broken");
});

test("a sound that has another file since then is read from that, at its place, once nothing sounds", () => {
  const newer = { ...TEN, sound: { ...TEN.sound, src: "/newer.mp3" } };
  for (const end of ["pause", "fail"]) {
    const { audio, player } = sounding();
    audio.go(60);
    player.describe(newer);
    assert.equal(audio.src, TEN.sound.src);
    player.describe(TEN);
    if (end === "pause") player.pause(); else audio.fail(DECODE);
    player.describe(newer);
    player.play();
    audio.arrive();
    assert.deepEqual([audio.src, player.state, audio.currentTime], ["/newer.mp3", "playing", 60]);
  }
});

test("a damaged file is broken at its place, and play reads it anew from there", () => {
  const { audio, player } = sounding();
  audio.go(192);
  audio.fail(DECODE);
  assert.deepEqual([player.state, player.position_s], ["broken", 192]);
  player.play();
  audio.arrive();
  assert.deepEqual([player.state, audio.currentTime], ["playing", 192]);
});

test("a file that ends before its length is broken where it ended, whatever the browser makes of its position", () => {
  for (const told_s of [300, 600]) {
    const { audio, player } = sounding();
    audio.finish(300, told_s);
    assert.deepEqual([player.state, player.position_s], ["broken", 300]);
  }
});

test("a file that ends at its length, or was last told some seconds before it, has ended", () => {
  for (const at of [592, 600, 600.3]) {
    const { audio, player, told } = sounding();
    audio.finish(at, 600);
    assert.deepEqual([player.state, told], ["ended", ["ended"]]);
  }
});

test("a jump to the end of a sound that is paused is not the end", () => {
  const { audio, player } = sounding();
  player.pause();
  audio.finish(600);
  assert.equal(player.state, "paused");
});

test("after the end, play begins anew, and a jump goes to its place without sound", () => {
  const again = sounding();
  again.audio.finish(600);
  again.player.play();
  assert.equal(again.player.position_s, 0);
  const jump = sounding();
  jump.audio.finish(600);
  jump.player.seek(100);
  assert.deepEqual([jump.player.state, jump.player.position_s], ["paused", 100]);
});

test("another session takes the place of the one that sounds, and does not start by itself", () => {
  const { audio, player } = sounding();
  player.load(edition(session(2)), 30);
  assert.deepEqual([player.state, player.position_s, audio.src, audio.paused], ["idle", 30, "/2-10-full.mp3", true]);
});

test("another mix goes on at the place of the one that sounded", () => {
  const { audio, player } = sounding();
  audio.go(60);
  player.switchTo(VOICE);
  audio.arrive();
  assert.deepEqual([player.state, audio.currentTime, audio.src], ["playing", 60, "/1-10-voice.mp3"]);
});

test("another mix of a sound that is paused stays silent", () => {
  const { audio, player } = sounding();
  audio.go(60);
  player.pause();
  player.switchTo(VOICE);
  assert.deepEqual([player.state, player.position_s], ["idle", 60]);
});

test("another mix of a sound that has ended begins anew", () => {
  const { audio, player } = sounding();
  audio.finish(600);
  player.switchTo(VOICE);
  assert.deepEqual([player.state, player.position_s], ["idle", 0]);
});

test("what another page knows of the same sound is taken without touching it", () => {
  const { audio, player } = sounding();
  const chapters = [{ start_s: 0, title: "Arriving" }];
  player.describe({ ...TEN, track: { ...TEN.track, chapters } });
  player.describe(edition(session(2)));
  assert.deepEqual([player.edition.track.chapters, audio.calls, player.state], [chapters, [], "playing"]);
});

test("the speed stays within its bounds, keeps the pitch, and holds for the next file", () => {
  const { audio, player } = begin();
  const rates = [0.9, 0.5, 3].map((rate) => {
    player.rate = rate;
    return player.rate;
  });
  assert.deepEqual([rates, audio.preservesPitch], [[0.9, 0.8, 1.2], true]);
  player.load(VOICE, 0);
  assert.equal(player.rate, 1.2);
});

test("a delayed sound is allowed inside the tap, counts down, and then begins", () => {
  const { audio, clock, player } = begin();
  player.delay_s = 10;
  player.play();
  assert.deepEqual([player.state, audio.calls, audio.paused], ["delayed", ["play", "pause"], true]);
  audio.tell("play", "pause");
  clock.pass(3);
  assert.deepEqual([player.state, player.begins_in_s], ["delayed", 7]);
  clock.pass(7);
  assert.deepEqual([player.state, audio.paused], ["waiting", false]);
});

test("a delayed sound does not begin for whoever comes back to a phone that slept", () => {
  const { audio, clock, player } = begin();
  player.delay_s = 10;
  player.play();
  clock.pass(3);
  clock.sleep(3600);
  clock.pass(60);
  assert.deepEqual([player.state, audio.paused], ["idle", true]);
});

test("a sound that was waited for does not come back after the phone has slept", () => {
  const { audio, clock, page, player } = begin();
  player.play();
  clock.sleep(3600);
  page.dispatchEvent(new Event("online"));
  audio.arrive();
  assert.deepEqual([player.state, audio.paused], ["broken", true]);
});

test("a delay is called off by pause", () => {
  const { clock, player } = begin();
  player.delay_s = 10;
  player.play();
  clock.pass(3);
  player.pause();
  clock.pass(30);
  assert.equal(player.state, "idle");
});

test("a fault during the delay waits for its end, and is then tried again", () => {
  const { audio, clock, player } = begin();
  player.delay_s = 10;
  player.play();
  audio.fail(UNSUPPORTED);
  assert.equal(player.state, "delayed");
  clock.pass(10);
  audio.arrive();
  assert.equal(player.state, "playing");
});

test("going on after a pause is not delayed", () => {
  const { player } = sounding();
  player.pause();
  player.delay_s = 30;
  player.play();
  assert.equal(player.state, "waiting");
});

test("one key plays and pauses", () => {
  const { audio, player } = begin();
  player.toggle();
  audio.arrive();
  assert.equal(player.state, "playing");
  player.toggle();
  assert.equal(player.state, "paused");
});

/** Numbers that are the same in every run. */
function dice(seed) {
  let state = seed;
  return (sides) => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * sides);
  };
}

/** What listeners, browsers and connections may do. */
function happenings({ audio, clock, page, player, connection }, roll) {
  const sounds = () => !audio.paused && audio.readyState > 0;
  return {
    play: () => player.play(),
    pause: () => player.pause(),
    seek: () => player.seek(roll(700) - 20),
    load: () => player.load(edition(session(2)), roll(100)),
    switchTo: () => player.switchTo(VOICE),
    delay: () => { player.delay_s = 10 * roll(3); },
    arrive: () => { if (!audio.error) audio.arrive(); },
    go: () => { if (sounds()) audio.go(audio.currentTime + roll(30)); },
    finish: () => { if (sounds()) audio.finish(audio.currentTime, 600); },
    fail: () => audio.fail(1 + roll(4)),
    stall: () => { audio.readyState = Math.min(audio.readyState, 2); audio.tell("waiting", "stalled"); },
    stop: () => audio.stop(),
    pass: () => clock.pass(roll(40)),
    online: () => { connection.online = !connection.online; page.dispatchEvent(new Event("online")); },
  };
}

test("whatever happens in whatever order, sound and key agree, and nothing starts without play", () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const all = begin();
    const { audio, player } = all;
    const roll = dice(seed);
    const acts = Object.entries(happenings(all, roll));
    const done = [];
    for (let i = 0; i < 50; i += 1) {
      const [name, act] = acts[roll(acts.length)];
      const wanted = player.wanted;
      act();
      done.push(`${name} ${player.state}`);
      const told = `seed ${seed}: ${done.slice(-8).join(", ")}`;
      assert.ok(audio.paused || player.wanted, told);
      assert.ok(!audio.paused || player.state !== "playing", told);
      assert.ok(wanted || !player.wanted || name === "play", told);
      assert.ok(player.position_s >= 0 && (!player.slow || player.state === "waiting"), told);
    }
  }
});
