import assert from "node:assert/strict";
import { test } from "node:test";

import { clock, left, minutes, minutesText, total } from "../../../audiogen/publish/app/time.js";

test("a time is written as clocks do, with hours where there are any", () => {
  assert.deepEqual([0, 9.99, 136, 3723].map(clock), ["0:00", "0:09", "2:16", "1:02:03"]);
});

test("a time a hair below a second is that second", () => {
  assert.equal(clock(59.9999999999), "1:00");
});

test("a length is the nearest second", () => {
  assert.deepEqual([599.6, 600.2].map(total), ["10:00", "10:00"]);
});

test("what was heard and what is left make the whole", () => {
  assert.equal(clock(136.7), "2:16");
  assert.equal(left(136.7, 600.2), "7:44");
});

test("nothing is left only at the end", () => {
  assert.deepEqual([599.4, 600.1, 600.3].map((at) => left(at, 600.3)), ["0:01", "0:01", "0:00"]);
});

test("lengths are whole minutes, and the shortest is one", () => {
  assert.deepEqual([20, 299.6, 600.4].map(minutes), [1, 5, 10]);
  assert.equal(minutesText(600), "10 min");
});
