import assert from "node:assert/strict";
import { test } from "node:test";

import { clientButton, drawNext } from "../../../audiogen/publish/app/client.js";
import { dayInWords, dayOn } from "../../../audiogen/publish/app/days.js";
import { edition, session } from "./doubles.js";

const BOATS = { ...session(3), title: "Three Boats", note: "Touches on loss." };

/** What the large button of a client's page says: above, in words, bold under it, and after that. */
function said(kind, { at_s = 0, sounds = false } = {}) {
  return Object.values(clientButton({ ...edition(BOATS), kind, at_s }, sounds));
}

test("the button does not repeat the title that stands above it, and counts nothing", () => {
  assert.deepEqual(said("begin"), ["", "Begin", "10 min.", "Touches on loss."]);
  assert.deepEqual(said("next"), said("begin"));
  assert.deepEqual(said("again"), ["", "Hear it again", "10 min.", "Touches on loss."]);
});

test("whoever goes on sees what is left", () => {
  assert.deepEqual(said("go-on", { at_s: 136.7 }), ["", "Go on, 7:44 left", "", ""]);
});

test("while it sounds, the button says so", () => {
  assert.deepEqual(said("go-on", { at_s: 136.7, sounds: true }), ["", "Playing", "10 min.", "Touches on loss."]);
});

test("when the next session comes is said until it is there, and before the first one of that", () => {
  const line = /** @type {any} */ ({ dataset: { nextDay: "2026-11-09" }, hidden: false, textContent: "" });
  const on = (today, count) => {
    drawNext(/** @type {any} */ ({ querySelectorAll: () => [line] }), count, today);
    return line.hidden ? "" : line.textContent;
  };
  assert.equal(on("2026-11-08", 1), "The next session comes on Monday, November 9.");
  assert.equal(on("2026-11-09", 1), "");
  assert.equal(on("2026-11-09", 0), "The first session comes on Monday, November 9.");
});

test("a day is the one that the listener's own clock has, a minute before midnight as well as after it", () => {
  const around = [new Date(2026, 10, 2, 23, 59), new Date(2026, 10, 3, 0, 1)];
  assert.deepEqual(around.map(dayOn), ["2026-11-02", "2026-11-03"]);
});

test("a day is written with the day of the week, wherever the listener is", () => {
  assert.deepEqual([dayInWords("2026-11-02"), dayInWords("2026-11-02", "short")], ["Monday, November 2", "Mon, Nov 2"]);
});
