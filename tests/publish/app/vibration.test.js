import assert from "node:assert/strict";
import { test } from "node:test";

import { Player } from "../../../audiogen/publish/app/player.js";
import { Vibration } from "../../../audiogen/publish/app/vibration.js";
import { Clock, Sound, breaths, edition, session } from "./doubles.js";

const IN = [80];
const OUT = [80, 140, 80];

function breathing({ on = true, pattern = [["in", 4], ["hold", 2], ["out", 6]], at_s = 19 } = {}) {
  const [audio, clock, pulses] = [new Sound(), new Clock(), []];
  const player = new Player(audio, { timers: clock, page: new EventTarget(), online: () => true });
  const vibration = new Vibration(player, (pulse) => pulses.push([Math.round(clock.now_ms) / 1000, pulse]));
  vibration.on = on;
  const plain = edition(session(1));
  player.load({ ...plain, track: { ...plain.track, breaths: breaths(pattern, 2, 20) } }, at_s);
  player.play();
  audio.arrive();
  const hear = (seconds) => {
    for (let i = 0; i < seconds * 4; i += 1) {
      audio.go(audio.currentTime);
      clock.pass(0.25);
      audio.currentTime += 0.25 * player.rate;
    }
  };
  return { audio, player, vibration, pulses, hear };
}

test("each in-breath has one pulse and each out-breath two, exactly when they begin", () => {
  const { pulses, hear } = breathing();
  hear(30);
  assert.deepEqual(pulses, [[1, IN], [7, OUT], [13, IN], [19, OUT]]);
});

test("the second in-breath of a sigh has its own pulse, and natural breathing has none", () => {
  const sigh = breathing({ pattern: [["in", 3], ["in", 1], ["out", 6]] });
  sigh.hear(9);
  assert.deepEqual(sigh.pulses, [[1, IN], [4, IN], [5, OUT]]);
  const natural = breathing({ pattern: [["natural", 30]] });
  natural.hear(9);
  assert.deepEqual(natural.pulses, []);
});

test("at another speed the pulses come with the sound", () => {
  const { player, pulses, hear } = breathing();
  player.rate = 0.8;
  hear(4);
  assert.deepEqual(pulses, [[1.25, IN]]);
});

test("nothing vibrates until it is chosen, nor once it is put off", () => {
  const { vibration, pulses, hear } = breathing({ on: false });
  hear(5);
  assert.deepEqual(pulses, []);
  vibration.on = true;
  hear(3);
  vibration.on = false;
  hear(20);
  assert.deepEqual(pulses.map(([, pulse]) => pulse), [OUT, 0]);
});

test("a pause cancels the pulse that is there and the one to come", () => {
  const { audio, player, pulses, hear } = breathing();
  hear(6.5);
  audio.go(25.5);
  player.pause();
  hear(5);
  assert.deepEqual(pulses, [[1, IN], [6.5, 0]]);
});

test("nothing is cancelled where nothing was felt", () => {
  const { player, pulses } = breathing();
  player.pause();
  assert.deepEqual(pulses, []);
});

test("a jump into a breath waits for the next one to begin", () => {
  const { player, pulses, hear } = breathing();
  player.seek(27);
  hear(6);
  assert.deepEqual(pulses, [[5, IN]]);
});

test("a device that cannot vibrate is not asked to", () => {
  const player = new Player(new Sound(), { timers: new Clock(), page: new EventTarget() });
  const vibration = new Vibration(player, null);
  vibration.on = true;
  assert.deepEqual([vibration.possible, vibration.on], [false, false]);
});
