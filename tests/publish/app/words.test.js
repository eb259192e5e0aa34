import assert from "node:assert/strict";
import { test } from "node:test";

import { beginLarge, number, say } from "../../../audiogen/publish/app/words.js";

test("values stand in their places", () => {
  assert.equal(say("position_in", { at: "2:16", total: "10:00", part: "The beam" }), "2:16 of 10:00, The beam");
});

test("a value is taken as it is, also with signs of its own", () => {
  assert.equal(say("stopped_in", { part: "{at} $& <b>" }), "You stopped in “{at} $& <b>”.");
});

test("one is told apart from several", () => {
  assert.deepEqual([1, 2, 30].map((n) => say("begins_in", { n })),
    ["Begins in 1 second.", "Begins in 2 seconds.", "Begins in 30 seconds."]);
});

test("numbers have one decimal at most", () => {
  assert.deepEqual([4, 4.125, 4.96, 1200].map((value) => number(value)), ["4", "4.1", "5", "1200"]);
});

test("a sentence begins large", () => {
  assert.equal(beginLarge("in for 4"), "In for 4");
  assert.equal(beginLarge(""), "");
});
