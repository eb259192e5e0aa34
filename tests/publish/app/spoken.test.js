import assert from "node:assert/strict";
import { test } from "node:test";

import { phraseAt, toldOf } from "../../../audiogen/publish/app/spoken.js";

const PHRASES = [{ start_s: 7, end_s: 9 }, { start_s: 10, end_s: 12 }, { start_s: 40, end_s: 42 }];
const told = (state, { at_s = 192.4, slow = false, late = true, begins_in_s = 0 } = {}) =>
  toldOf({ state, at_s, player: { slow, begins_in_s } }, late);

test("a phrase is read from when it is said until the next, and for a while into a silence", () => {
  const read = [6.9, 7, 9.5, 10, 15.9, 16, 39.9, 40].map((at_s) => PHRASES.indexOf(phraseAt(PHRASES, at_s)));
  assert.deepEqual(read, [-1, 0, 0, 1, 1, -1, -1, 2]);
});

test("nothing is told while all is as it should be", () => {
  assert.deepEqual(["idle", "playing", "paused"].map((state) => told(state)), ["", "", ""]);
});

test("a short wait is not told, a longer one is, and one that is long names the connection", () => {
  assert.equal(told("waiting", { late: false }), "");
  assert.match(told("waiting"), /^Loading/);
  assert.match(told("waiting", { slow: true }), /connection/);
});

test("a start that was put off tells when it comes", () => {
  assert.equal(told("delayed", { begins_in_s: 10 }), "Begins in 10 seconds.");
});

test("a sound that stopped tells where, and one that never began says so", () => {
  assert.match(told("broken"), /3:12/);
  assert.match(told("broken", { at_s: 0 }), /does not start/);
});
