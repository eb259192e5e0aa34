import assert from "node:assert/strict";
import { test } from "node:test";

import { Memory, Saved, isHeard } from "../../../audiogen/publish/app/memory.js";
import { Store, session } from "./doubles.js";

const FIRST = session(1, [5, 10], ["full", "voice"]);
const SECOND = session(2);
const [FIVE, TEN] = FIRST.tracks;

function memory(store = new Store()) {
  return { store, kept: new Memory(store.open, "show") };
}

test("a place is there again after the page was left", () => {
  const { store, kept } = memory();
  kept.keep(TEN, TEN.sounds[0], 192.34);
  assert.equal(new Memory(store.open, "show").place(TEN), 192.3);
});

test("each length has its own place, and the mixes of a length share one", () => {
  const { kept } = memory();
  kept.keep(FIVE, FIVE.sounds[0], 60);
  kept.keep(TEN, TEN.sounds[0], 120);
  kept.keep(TEN, TEN.sounds[1], 180);
  assert.deepEqual([kept.place(FIVE), kept.place(TEN), kept.record.places.length], [60, 180, 2]);
});

test("the first ten seconds and the last five are no places, and going back there forgets one", () => {
  const { kept } = memory();
  for (const at of [0, 9.9, 595, 600]) {
    kept.keep(TEN, TEN.sounds[0], 300);
    kept.keep(TEN, TEN.sounds[0], at);
    assert.equal(kept.place(TEN), 0);
  }
});

test("a place behind the end of a recording that became shorter is none", () => {
  const { kept } = memory();
  kept.keep(TEN, TEN.sounds[0], 500);
  assert.equal(kept.place({ ...TEN, duration_s: 400 }), 0);
});

test("what was heard is told of the session, in whichever length and mix, and its place is let go", () => {
  const { kept } = memory();
  kept.keep(FIVE, FIVE.sounds[1], 100);
  assert.equal(isHeard(kept.record, FIRST), false);
  kept.hear(FIVE, FIVE.sounds[1]);
  assert.deepEqual([isHeard(kept.record, FIRST), isHeard(kept.record, SECOND), kept.place(FIVE)], [true, false, 0]);
});

test("what is heard twice is noted once, as the last", () => {
  const { kept } = memory();
  for (const track of [TEN, SECOND.tracks[0], TEN]) kept.hear(track, track.sounds[0]);
  assert.deepEqual(kept.record.heard, ["2-10-full", "1-10-full"]);
});

test("choices are kept one by one", () => {
  const { store, kept } = memory();
  kept.choose({ minutes: 20 });
  kept.choose({ vibration: true });
  const { minutes, vibration, mix } = new Memory(store.open, "show").choices;
  assert.deepEqual([minutes, vibration, mix], [20, true, "full"]);
});

test("whatever stands in the store, the page begins", () => {
  const found = [
    "", "{", "null", "7", "[]", '"text"', '{"version":2,"places":[["a",20]]}', '{"version":1}',
    '{"version":1,"places":{"a":1},"heard":"a","last":4,"choices":[]}',
    '{"version":1,"places":[null,3,["a"],["a","b"]],"heard":[null,{}],"choices":{"speed":"x","mix":null,"odd":1}}',
  ];
  for (const text of found) {
    const { store, kept } = memory();
    store.setItem("audiogen:show", text);
    assert.deepEqual([kept.record.places, kept.record.heard, kept.record.last], [[], [], ""], text);
    assert.deepEqual(kept.choices, { minutes: 0, mix: "full", delay_s: 0, speed: 1, vibration: false });
    kept.keep(TEN, TEN.sounds[0], 60);
    assert.equal(kept.place(TEN), 60);
  }
});

test("one value that does not fit takes none of the others along", () => {
  const { store, kept } = memory();
  store.setItem("audiogen:show", JSON.stringify({
    version: 1, places: [["1-10-full", 60], 9], heard: ["x", 4], last: "x", choices: { speed: 0.9, minutes: "ten" },
  }));
  assert.deepEqual([kept.place(TEN), kept.record.heard, kept.choices.speed, kept.choices.minutes], [60, ["x"], 0.9, 0]);
});

test("a store that is refused remembers nothing beyond the page, and breaks nothing", () => {
  const { store, kept } = memory();
  store.refused = true;
  kept.keep(TEN, TEN.sounds[0], 60);
  kept.choose({ mix: "voice" });
  kept.takeOver([FIRST]);
  assert.deepEqual([kept.place(TEN), kept.choices.mix], [60, "voice"]);
  assert.equal(new Memory(store.open, "show").place(TEN), 0);
});

test("what a full store did not take is written once there is room", () => {
  const { store, kept } = memory();
  store.full = true;
  kept.keep(TEN, TEN.sounds[0], 60);
  store.full = false;
  kept.hear(SECOND.tracks[0], SECOND.tracks[0].sounds[0]);
  const { record } = new Memory(store.open, "show");
  assert.deepEqual([record.places, record.heard], [[["1-10-full", 60]], ["2-10-full"]]);
});

test("two tabs do not undo what the other has written", () => {
  const { store, kept } = memory();
  const other = new Memory(store.open, "show");
  kept.keep(TEN, TEN.sounds[0], 60);
  other.hear(SECOND.tracks[0], SECOND.tracks[0].sounds[0]);
  kept.choose({ speed: 0.8 });
  assert.deepEqual([other.place(TEN), other.choices.speed, isHeard(kept.record, SECOND)], [60, 0.8, true]);
});

test("shows keep apart what they remember", () => {
  const { store, kept } = memory();
  kept.keep(TEN, TEN.sounds[0], 60);
  assert.equal(new Memory(store.open, "other").place(TEN), 0);
});

test("places that the page kept before are taken over once", () => {
  const { store, kept } = memory();
  store.setItem("audiogen:1-10-full", "192.3");
  store.setItem("audiogen:2-10-full", "100.0");
  store.setItem("audiogen:last", "s1-10");
  kept.takeOver([FIRST, SECOND]);
  assert.deepEqual([kept.place(TEN), kept.place(SECOND.tracks[0]), kept.record.last], [192.3, 100, "1-10-full"]);
  kept.keep(TEN, TEN.sounds[0], 0);
  kept.takeOver([FIRST, SECOND]);
  assert.equal(kept.place(TEN), 0);
});

test("a place from before yields to a newer one and stands behind all newer ones", () => {
  const { store, kept } = memory();
  kept.keep(TEN, TEN.sounds[1], 60);
  store.setItem("audiogen:1-10-full", "192.3");
  store.setItem("audiogen:2-10-full", "100");
  kept.takeOver([FIRST, SECOND]);
  assert.deepEqual([kept.place(TEN), kept.record.places.at(-1)[0], kept.record.last],
    [60, "1-10-voice", "1-10-voice"]);
});

test("an old place that is no number, or none any more, is left alone", () => {
  const { store, kept } = memory();
  store.setItem("audiogen:1-10-full", "here");
  store.setItem("audiogen:2-10-full", "9999");
  kept.takeOver([FIRST, SECOND]);
  assert.deepEqual(kept.record.places, []);
});

test("who has the show's worker, or saved something, or has it as an app, is looked after, and no other", (t) => {
  const own = "https://a.example/show/sw.js";
  const { kept } = memory();
  const saved = new Saved(kept, own);
  let [answering, isApp] = [undefined, false];
  const navigator = {
    get serviceWorker() {
      if (answering === "refused") throw new DOMException("no", "SecurityError");
      return answering && { controller: { scriptURL: answering } };
    },
  };
  Object.defineProperty(globalThis, "navigator", { configurable: true, value: navigator });
  globalThis.matchMedia = () => ({ matches: isApp });
  t.after(() => { delete globalThis.navigator; delete globalThis.matchMedia; });
  for (answering of [undefined, "refused", "https://a.example/sw.js"]) assert.equal(saved.expected, false, answering);
  isApp = true;
  assert.equal(saved.expected, true);
  [answering, isApp] = [own, false];
  assert.equal(saved.expected, true);
  answering = undefined;
  kept.wish("1", true);
  assert.equal(saved.expected, true);
});
