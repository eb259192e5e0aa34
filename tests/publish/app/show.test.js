import assert from "node:assert/strict";
import { test } from "node:test";

import { largeButton } from "../../../audiogen/publish/app/show.js";
import { session } from "./doubles.js";

const BOATS = {
  ...session(3), title: "Three Boats", note: "Touches on loss.",
};
const [TRACK] = BOATS.tracks;

/** What the large button says: above, in words, bold under it, and after that. */
function said(kind, { at_s = 0, sounds = false, chapters = [] } = {}) {
  const track = { ...TRACK, length: "10 min", duration_s: 600, chapters };
  return Object.values(largeButton({ session: BOATS, track, sound: track.sounds[0], kind, at_s }, sounds));
}

test("whoever begins sees what with, how long it is, and what it touches", () => {
  assert.deepEqual(said("begin"), ["", "Begin", "Three Boats, 10 min.", "Touches on loss."]);
});

test("whoever goes on sees what is left, and the part in which it stopped", () => {
  const chapters = [{ start_s: 0, title: "Arriving" }, { start_s: 120, title: "The beam" }];
  const goOn = ["", "Go on, 7:44 left", "Three Boats.", "You stopped in “The beam”."];
  assert.deepEqual(said("go-on", { at_s: 136.7, chapters }), goOn);
});

test("a session without parts goes on without naming one", () => {
  assert.deepEqual(said("go-on", { at_s: 136.7 }), ["", "Go on, 7:44 left", "Three Boats.", ""]);
});

test("the next session is named on the button by number and title", () => {
  assert.deepEqual(said("next"), ["Next: 3", "Three Boats", "10 min.", "Touches on loss."]);
});

test("once all was heard, the first is offered again", () => {
  assert.deepEqual(said("again").slice(0, 2), ["", "Hear it again"]);
});

test("while a session sounds, the button names it and offers nothing else", () => {
  const sounding = said("go-on", { at_s: 136.7, sounds: true });
  assert.deepEqual(sounding, ["Playing", "Three Boats", "10 min.", "Touches on loss."]);
});
