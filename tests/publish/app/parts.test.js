import assert from "node:assert/strict";
import { test } from "node:test";

import { heardOf, partAt, partsOf, piecesOf, placeIn, targetOf } from "../../../audiogen/publish/app/parts.js";

const CHAPTERS = [
  { title: "Arriving", start_s: 2 },
  { title: "The beam", start_s: 80 },
  { title: "Home", start_s: 500 },
];
const PARTS = partsOf({ chapters: CHAPTERS, duration_s: 600 });

test("parts lie next to each other from the first second to the last", () => {
  assert.deepEqual(PARTS.map(({ start_s, end_s }) => [start_s, end_s]), [[0, 80], [80, 500], [500, 600]]);
});

test("a recording without chapters is one part without a name", () => {
  assert.deepEqual(partsOf({ chapters: [], duration_s: 600 }), [{ title: "", start_s: 0, end_s: 600 }]);
});

test("a part begins with its first moment, and the last one holds the end", () => {
  assert.deepEqual([0, 79.9, 80, 600].map((at_s) => partAt(PARTS, at_s).title),
    ["Arriving", "Arriving", "The beam", "Home"]);
});

for (const [key, from_s, to_s] of [
  ["ArrowLeft", 100, 85], ["ArrowDown", 100, 85], ["ArrowRight", 100, 115], ["ArrowUp", 100, 115],
  ["ArrowLeft", 5, 0], ["ArrowRight", 590, 600], ["Home", 100, 0], ["End", 100, 600],
  ["PageUp", 79, 80], ["PageUp", 80, 500], ["PageUp", 550, 600],
  ["PageDown", 90, 80], ["PageDown", 82, 0], ["PageDown", 1, 0],
  ["a", 100, null], ["Tab", 100, null],
]) {
  test(`${key} leads from ${from_s} s to ${to_s === null ? "nowhere" : `${to_s} s`}`, () => {
    assert.equal(targetOf(key, PARTS, from_s), to_s);
  });
}

for (const [hash, at_s] of [
  ["#t=123", 123], ["#t=75.5", 75.5], ["#t=2:16", 136], ["#t=1:02:03", 3723],
  ["", null], ["#words", null], ["#t=", null], ["#t=-5", null], ["#t=1:2:3:4", null], ["#t=12s", null],
]) {
  test(`the address ${hash || "without a fragment"} opens at ${at_s === null ? "no place" : `${at_s} s`}`, () => {
    assert.equal(placeIn(hash), at_s);
  });
}

test("the line shows its parts, and is whole where there are more than fit on a phone", () => {
  const parts = (number) => partsOf({
    chapters: Array.from({ length: number }, (_, index) => ({ title: `${index}`, start_s: index })), duration_s: number,
  });
  assert.deepEqual([1, 40, 200].map((number) => piecesOf(parts(number)).length), [1, 40, 1]);
  assert.deepEqual(piecesOf(parts(200)), [{ start_s: 0, end_s: 200 }]);
});

test("no more is heard of a piece than it is long, whatever the file brings", () => {
  const piece = { start_s: 10, end_s: 20 };
  assert.deepEqual([0, 10, 15, 20, 99].map((at) => heardOf(piece, at)), [0, 0, 0.5, 1, 1]);
});
