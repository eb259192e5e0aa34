import assert from "node:assert/strict";
import { test } from "node:test";

import { offer } from "../../../audiogen/publish/app/course.js";
import { dayOf, isLater, todays } from "../../../audiogen/publish/app/days.js";
import { Memory } from "../../../audiogen/publish/app/memory.js";
import { Store, session } from "./doubles.js";

const COURSE = [session(1, [5, 10, 20], ["full", "voice"]), session(2), session(3)];

// what was prescribed for three days of November
const DAYS = [2, 3, 4].map((day, index) => ({ ...session(index + 1), day: `2026-11-0${day}` }));

/** What is offered after all that was done; steps are like `["keep", 2, 100]` or `["hear", 1]`. */
function offered(steps, { course = COURSE, choices = {}, today = "" } = {}) {
  const found = offer(course, recordAfter(steps, choices), today);
  return [found.kind, found.session.number, found.at_s, found.sound.guid];
}

function recordAfter(steps, choices = {}) {
  const memory = new Memory(new Store().open, "show");
  memory.choose(choices);
  const all = [...COURSE, session(9)];
  for (const [act, number, at_s] of steps) {
    const { tracks } = all.find((each) => each.number === number);
    const track = tracks.find((each) => each.main);
    memory[act](track, track.sounds[0], at_s);
  }
  return memory.record;
}

/** Of sessions with days, what is offered on a day of November, and as of which day. */
function prescribed(day, steps = []) {
  const [record, today] = [recordAfter(steps), `2026-11-${String(day).padStart(2, "0")}`];
  const found = offer(DAYS, record, today);
  return [found.kind, found.session.number, dayOf(found, record, today)];
}

test("whoever comes for the first time begins with the first session", () => {
  assert.deepEqual(offered([]), ["begin", 1, 0, "1-10-full"]);
});

test("a session begins in the length and the mix that were chosen", () => {
  assert.deepEqual(offered([], { choices: { minutes: 20, mix: "voice" } }), ["begin", 1, 0, "1-20-voice"]);
});

test("what was left goes on at its place", () => {
  assert.deepEqual(offered([["keep", 2, 136]]), ["go-on", 2, 136, "2-10-full"]);
});

test("what was left goes on in the sound in which it was heard, whatever is wished by now", () => {
  assert.deepEqual(offered([["keep", 1, 136]], { choices: { minutes: 20 } }), ["go-on", 1, 136, "1-10-full"]);
});

test("of several that were left, the last one goes on", () => {
  assert.deepEqual(offered([["keep", 3, 60], ["keep", 1, 60], ["keep", 3, 90]]), ["go-on", 3, 90, "3-10-full"]);
});

test("a look into a session of some seconds changes nothing", () => {
  assert.deepEqual(offered([["keep", 2, 136], ["keep", 3, 4]]), ["go-on", 2, 136, "2-10-full"]);
});

test("after a session comes the next one", () => {
  assert.deepEqual(offered([["hear", 1]]), ["next", 2, 0, "2-10-full"]);
});

test("the next one is the one behind the session that was heard last, and not heard", () => {
  assert.deepEqual(offered([["hear", 3], ["hear", 1]]), ["next", 2, 0, "2-10-full"]);
  assert.deepEqual(offered([["hear", 2], ["hear", 1]]), ["next", 3, 0, "3-10-full"]);
});

test("behind the last session come those that were left out", () => {
  assert.deepEqual(offered([["hear", 3]]), ["next", 1, 0, "1-10-full"]);
});

test("a session that was heard since comes before one that was left long ago", () => {
  assert.deepEqual(offered([["keep", 1, 60], ["hear", 2]]), ["next", 3, 0, "3-10-full"]);
});

test("a session that was left goes on when its turn comes", () => {
  assert.deepEqual(offered([["keep", 1, 60], ["hear", 2], ["hear", 3]]), ["go-on", 1, 60, "1-10-full"]);
});

test("when all were heard, the first is offered again", () => {
  assert.deepEqual(offered([["hear", 1], ["hear", 2], ["hear", 3]]), ["again", 1, 0, "1-10-full"]);
});

test("a session that is heard again and left goes on", () => {
  const steps = [["hear", 1], ["hear", 2], ["hear", 3], ["keep", 2, 80]];
  assert.deepEqual(offered(steps), ["go-on", 2, 80, "2-10-full"]);
});

test("a session left in its last seconds is offered from its beginning", () => {
  assert.deepEqual(offered([["hear", 1], ["keep", 2, 500], ["keep", 2, 598]]), ["next", 2, 0, "2-10-full"]);
});

test("a session that the show no longer has is passed over, left or heard", () => {
  assert.deepEqual(offered([["keep", 2, 60], ["keep", 9, 100]]), ["go-on", 2, 60, "2-10-full"]);
  assert.deepEqual(offered([["hear", 1], ["hear", 9]]), ["next", 2, 0, "2-10-full"]);
  assert.deepEqual(offered([["hear", 9]]), ["begin", 1, 0, "1-10-full"]);
});

test("a session that came later is the next one once all others were heard", () => {
  const longer = [...COURSE, session(4)];
  assert.deepEqual(offered([["hear", 1], ["hear", 2], ["hear", 3]], { course: longer }), ["next", 4, 0, "4-10-full"]);
});

test("each day has its session, whatever was left out", () => {
  assert.deepEqual(prescribed(2), ["begin", 1, "today"]);
  assert.deepEqual(prescribed(3), ["begin", 2, "today"]);
  assert.deepEqual(prescribed(4, [["hear", 1]]), ["begin", 3, "today"]);
});

test("what was left half-way goes on first, and there is a way to that of the day", () => {
  const steps = [["keep", 1, 136]];
  assert.deepEqual(prescribed(3, steps), ["go-on", 1, ""]);
  assert.equal(todays(DAYS, recordAfter(steps), "2026-11-03"), DAYS[1]);
  assert.deepEqual(prescribed(3, [["keep", 2, 136]]), ["go-on", 2, "today"]);
});

test("what was left before another was heard to its end waits for the session of the day", () => {
  assert.deepEqual(prescribed(3, [["keep", 1, 136], ["hear", 2]]), ["go-on", 1, ""]);
  assert.deepEqual(prescribed(4, [["keep", 1, 136], ["hear", 2]]), ["begin", 3, "today"]);
});

test("whoever has heard that of the day is offered what was missed, and nothing of another day to come", () => {
  assert.deepEqual(prescribed(3, [["hear", 2]]), ["next", 1, "missed"]);
  assert.deepEqual(prescribed(3, [["hear", 1], ["hear", 2]]), ["again", 2, "today"]);
});

test("whoever has heard a session of tomorrow still has that of the day", () => {
  assert.deepEqual(prescribed(2, [["hear", 2]]), ["begin", 1, "today"]);
  assert.deepEqual(prescribed(2, [["hear", 1], ["hear", 2]]), ["again", 1, "today"]);
});

test("before the first day, the first session is offered as one to come", () => {
  assert.deepEqual(prescribed(1), ["begin", 1, "to come"]);
  assert.deepEqual(prescribed(1, [["hear", 1]]), ["next", 2, "to come"]);
  assert.deepEqual(prescribed(1, [["hear", 1], ["hear", 2], ["hear", 3]]), ["again", 1, ""]);
});

test("after the last day comes what was missed, and then nothing is asked for any more", () => {
  assert.deepEqual(prescribed(9, [["hear", 1], ["hear", 3]]), ["next", 2, "missed"]);
  assert.deepEqual(prescribed(9, [["hear", 3], ["hear", 1], ["hear", 2]]), ["again", 3, ""]);
});

test("where sessions come a week apart, that of the week is offered all week, to be heard again, too", () => {
  const weeks = [session(1), session(2)].map((each, at) => ({ ...each, day: `2026-11-0${2 + 7 * at}` }));
  const on = (day, steps = []) => {
    const record = recordAfter(steps);
    const found = offer(weeks.filter((each) => each.day <= day), record, day);
    return [found.kind, found.session.number, dayOf(found, record, day)];
  };
  assert.deepEqual(on("2026-11-04"), ["begin", 1, "missed"]);
  assert.deepEqual(on("2026-11-09", [["hear", 1]]), ["begin", 2, "today"]);
  assert.deepEqual(on("2026-11-10", [["hear", 1]]), ["next", 2, "missed"]);
  assert.deepEqual(on("2026-11-10", [["hear", 1], ["hear", 2]]), ["again", 2, ""]);
});

test("without days, that of the day is the first that was not heard", () => {
  const record = recordAfter([["hear", 1]]);
  assert.equal(todays(COURSE, record, "2026-11-02"), COURSE[1]);
  assert.equal(dayOf(offer(COURSE, record, "2026-11-02"), record, "2026-11-02"), "today");
  const all = recordAfter([["hear", 1], ["hear", 2], ["hear", 3]]);
  assert.equal(todays(COURSE, all, "2026-11-02"), null);
  assert.equal(dayOf(offer(COURSE, all, "2026-11-02"), all, "2026-11-02"), "");
});

test("what is to come stands apart: by its day, or by what was heard where none has a day", () => {
  const later = (course, steps) => course.map((each) => isLater(each, recordAfter(steps), "2026-11-03"));
  assert.deepEqual(later(DAYS, [["hear", 3]]), [false, true, true]);
  assert.deepEqual(later(DAYS, [["hear", 2]]), [false, false, true]);
  assert.deepEqual(later(COURSE, [["hear", 2]]), [true, false, true]);
});
