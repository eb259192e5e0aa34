import assert from "node:assert/strict";
import { test } from "node:test";

import { cycleOf, momentOf, mostLetters, phasesOf } from "../../../audiogen/publish/app/breath.js";
import { breaths } from "./doubles.js";

const EXERCISE = phasesOf(breaths([["in", 4], ["out", 6]], 6, 100));
const SIGH = phasesOf(breaths([["in", 3], ["in", 1], ["out", 6]], 2));
const BOX = phasesOf(breaths([["in", 4], ["hold", 4], ["out", 4], ["rest", 4]], 2));
const NATURAL = phasesOf([...breaths([["in", 4], ["out", 6]]), ...breaths([["natural", 60]], 1, 20)]);

const near = (actual, expected) => assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} is not ${expected}`);

test("the longest of the words decides how large all of them are", () => {
  assert.equal(mostLetters(), "Hold".length);
});

test("the circle comes 1.6 seconds before the first phase, empty and without a word", () => {
  assert.equal(momentOf(EXERCISE, 98.3), null);
  const { phase, full, word, count, breath } = momentOf(EXERCISE, 98.5);
  assert.deepEqual([phase, full, word, count, breath], [null, 0, "", "", "Breath 1 of 6"]);
});

test("the circle goes with the last phase", () => {
  assert.notEqual(momentOf(EXERCISE, 159.9), null);
  assert.equal(momentOf(EXERCISE, 160), null);
  assert.equal(momentOf([], 1), null);
});

test("the circle stays between breaths that are less than 3.2 seconds apart, and goes where they are not", () => {
  const near_ = phasesOf([...breaths([["in", 4], ["out", 6]]), ...breaths([["in", 4], ["out", 6]], 1, 13)]);
  const far = phasesOf([...breaths([["in", 4], ["out", 6]]), ...breaths([["in", 4], ["out", 6]], 1, 14)]);
  assert.notEqual(momentOf(near_, 11), null);
  assert.equal(momentOf(far, 11), null);
});

test("lungs fill and empty along half a cosine", () => {
  near(momentOf(EXERCISE, 100).full, 0);
  near(momentOf(EXERCISE, 101).full, (1 - Math.cos(Math.PI / 4)) / 2);
  near(momentOf(EXERCISE, 102).full, 0.5);
  near(momentOf(EXERCISE, 104).full, 1);
  near(momentOf(EXERCISE, 107).full, 0.5);
});

test("a second in-breath tops up the first", () => {
  assert.deepEqual(SIGH.slice(0, 3).map(({ from, to }) => [from, to]), [[0, 0.75], [0.75, 1], [1, 0]]);
});

test("nothing moves while the breath is held and at rest, and only holding is marked", () => {
  assert.deepEqual(BOX.slice(0, 4).map(({ from, to }) => [from, to]), [[0, 1], [1, 1], [1, 0], [0, 0]]);
  assert.deepEqual([2, 6, 10, 14].map((at) => momentOf(BOX, at).held), [false, true, false, false]);
});

test("each phase has its word", () => {
  assert.deepEqual([2, 6, 10, 14].map((at) => momentOf(BOX, at).word), ["In", "Hold", "Out", "Rest"]);
});

test("seconds are counted upwards from one in each phase", () => {
  const counts = [100, 100.9, 101, 103.99, 104, 109.9].map((at) => momentOf(EXERCISE, at).count);
  assert.deepEqual(counts, ["1", "1", "2", "4", "1", "6"]);
});

test("a part of a second is not counted, as the voice does not count it", () => {
  const slow = phasesOf(breaths([["in", 4.875], ["out", 4.875]]));
  assert.equal(momentOf(slow, 4.8).count, "4");
});

test("a phase a hair short of its seconds counts all of them", () => {
  const decimal = phasesOf(breaths([["in", 3.9999999], ["out", 6]]));
  assert.equal(momentOf(decimal, 3.5).count, "4");
});

test("a breath says which of how many it is", () => {
  assert.equal(momentOf(EXERCISE, 112).breath, "Breath 2 of 6");
});

test("the pattern is that of the current breath, in words", () => {
  const patterns = [EXERCISE, SIGH, BOX].map((phases) => momentOf(phases, phases.at(-1).start_s).pattern);
  assert.deepEqual(patterns, [
    "In for 4, out for 6", "In for 3, in for 1, out for 6", "In for 4, hold for 4, out for 4, rest for 4",
  ]);
});

test("a pattern that becomes longer is told breath by breath, with a decimal", () => {
  const longer = phasesOf(
    [[4, 4], [4, 4.545], [4, 5.091]].flatMap(([kindIn, out], index) => (
      breaths([["in", kindIn], ["out", out]], 1, index * 10).map((each) => ({ ...each, cycle: index + 1, cycles: 3 }))
    )),
  );
  const patterns = [1, 11, 21].map((at) => momentOf(longer, at).pattern);
  assert.deepEqual(patterns, ["In for 4, out for 4", "In for 4, out for 4.5", "In for 4, out for 5.1"]);
});

test("two exercises of one breath each are two patterns", () => {
  const both = phasesOf([...breaths([["in", 4], ["out", 6]]), ...breaths([["in", 5], ["out", 5]], 1, 30)]);
  assert.deepEqual([1, 31].map((at) => momentOf(both, at).pattern), ["In for 4, out for 6", "In for 5, out for 5"]);
});

test("natural breathing has a calm size that comes and goes, and nothing is counted", () => {
  const [begins, stays, ends] = [20, 50, 79.9999].map((at) => momentOf(NATURAL, at));
  near(begins.full, 0);
  near(stays.full, 0.5);
  assert.ok(ends.full < 0.001);
  assert.deepEqual([stays.word, stays.count, stays.breath, stays.pattern], ["", "", "", "Breathe as you like"]);
});

test("a short time of natural breathing comes and goes within itself", () => {
  const short = phasesOf(breaths([["natural", 4]]));
  near(momentOf(short, 1).full, 0.25);
  near(momentOf(short, 2).full, 0.5);
  near(momentOf(short, 3).full, 0.25);
});

test("a breath is found from each of its phases, and natural breathing alone", () => {
  assert.deepEqual(BOX.map((phase) => cycleOf(BOX, phase).length), Array(8).fill(4));
  assert.deepEqual(NATURAL.map((phase) => cycleOf(NATURAL, phase).length), [2, 2, 1]);
});
