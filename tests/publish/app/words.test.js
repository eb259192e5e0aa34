import assert from "node:assert/strict";
import { test } from "node:test";

import { beginLarge, isolated, number, say, speak } from "../../../audiogen/publish/app/words.js";
import { total } from "../../../audiogen/publish/app/time.js";
import { ENGLISH } from "./english.js";

/** The English words, as if they were those of a language that is written the other way. */
const ARABIC = { ...ENGLISH, language: "ar-EG", direction: "rtl", digits: "ar-EG-u-nu-arab" };

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

test("a title that runs the other way stands apart from the words around it", () => {
  assert.equal(say("play_title", { title: "دفتر الحارس" }), "Play \u2068دفتر الحارس\u2069");
  assert.equal(say("play_title", { title: "Fog Bell" }), "Play Fog Bell");
  speak(ARABIC);
  assert.equal(say("play_title", { title: "Fog Bell" }), "Play \u2068Fog Bell\u2069");
  assert.equal(isolated(""), "");
  speak(ENGLISH);
});

test("numbers and times are in the digits of the language", () => {
  speak(ARABIC);
  assert.deepEqual([say("minutes", { n: 10 }), say("times", { n: 0.8 }), total(754)], ["١٠ min", "٠٫٨×", "١٢:٣٤"]);
  speak(ENGLISH);
});

test("numbers have one decimal at most", () => {
  assert.deepEqual([4, 4.125, 4.96, 1200].map((value) => number(value)), ["4", "4.1", "5", "1200"]);
});

test("a sentence begins large", () => {
  assert.equal(beginLarge("in for 4"), "In for 4");
  assert.equal(beginLarge(""), "");
});

test("a language whose tag is older than the rules of browsers begins large as well", () => {
  speak({ ...ENGLISH, language: "en-GB-oed", digits: "en-u-nu-latn" });
  assert.equal(beginLarge("in for 4"), "In for 4");
  speak({ ...ENGLISH, language: "tr", digits: "tr-u-nu-latn" });
  assert.equal(beginLarge("içine"), "İçine");
  speak(ENGLISH);
});
