import assert from "node:assert/strict";
import { test } from "node:test";

import { choicesOf, editionFor, trackFor, wishOf } from "../../../audiogen/publish/app/choice.js";
import { session } from "./doubles.js";

const THREE = session(1, [5, 10, 20], ["full", "voice"]);
const ONE = session(2, [12]);
const lengthFor = (of, minutes) => trackFor(of, minutes).length;

test("without a wish it is the session's own length", () => {
  assert.equal(lengthFor(THREE, 0), "10 min");
});

test("without an own length it is the shortest", () => {
  const tracks = THREE.tracks.map((track) => ({ ...track, main: false }));
  assert.equal(lengthFor({ ...THREE, tracks }, 0), "5 min");
});

test("a wish finds the nearest length, and the shorter of two that are as near", () => {
  const found = [1, 7, 7.5, 8, 15, 16, 60].map((minutes) => lengthFor(THREE, minutes));
  assert.deepEqual(found, ["5 min", "5 min", "5 min", "10 min", "10 min", "20 min", "20 min"]);
});

test("some frames more or less do not decide between lengths", () => {
  const [, ten, twenty] = THREE.tracks;
  const tracks = [{ ...ten, duration_s: 599.7 }, { ...twenty, duration_s: 1199.98 }];
  assert.equal(lengthFor({ ...THREE, tracks }, 15), "10 min");
});

test("a session of one length has it, whatever is wished", () => {
  assert.equal(lengthFor(ONE, 60), "12 min");
});

test("each length finds itself by its own wish, also two within a minute", () => {
  const tracks = [90, 100].map((duration_s) => ({ ...ONE.tracks[0], duration_s }));
  for (const track of tracks) assert.equal(trackFor({ ...ONE, tracks }, wishOf(track)), track);
});

test("the mix that is wished is played where there is one", () => {
  assert.equal(editionFor(THREE, { minutes: 5, mix: "voice" }).sound.guid, "1-5-voice");
  assert.equal(editionFor(ONE, { minutes: 5, mix: "voice" }).sound.guid, "2-12-full");
});

test("a session offers lengths and mixes only where there are several", () => {
  const { lengths, mixes } = choicesOf(THREE, THREE.tracks[0]);
  assert.deepEqual([lengths.length, mixes], [3, ["full", "voice"]]);
  assert.deepEqual(choicesOf(ONE, ONE.tracks[0]), { lengths: [], mixes: [] });
});
