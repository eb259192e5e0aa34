import assert from "node:assert/strict";
import { test } from "node:test";

import { lockScreen } from "../../../audiogen/publish/app/lock_screen.js";
import { Player } from "../../../audiogen/publish/app/player.js";
import { Clock, Sound, edition, session } from "./doubles.js";

const SHOW = { guid: "show", title: "The Show", author: "The Author", cover: "https://example.org/c.jpg", root: "" };

function sounding({ show = SHOW, of = session(1), screen = {} } = {}) {
  const audio = new Sound();
  const player = new Player(audio, { timers: new Clock(), page: new EventTarget(), online: () => true });
  const [actions, places, shown] = [{}, [], []];
  const all = {
    setActionHandler: (action, handler) => { actions[action] = handler; },
    setPositionState: (state) => places.push(state),
    ...screen,
  };
  Object.defineProperty(all, "metadata", { set: (metadata) => shown.push(metadata) });
  lockScreen(player, show, all, (described) => described);
  player.load(edition(of), 0);
  player.play();
  audio.arrive();
  return { audio, player, screen: all, actions, places, shown };
}

test("the lock screen names session, author, show and cover, once for each sound", () => {
  const { audio, player, shown } = sounding();
  player.pause();
  player.play();
  audio.tell("playing");
  assert.deepEqual(shown, [{
    title: "Session 1", artist: "The Author", album: "The Show", artwork: [{ src: "https://example.org/c.jpg" }],
  }]);
});

test("the lock screen tells lengths apart where there are several", () => {
  const { shown } = sounding({ of: session(1, [5, 10]) });
  assert.equal(shown[0].title, "Session 1, 5 min");
});

test("a picture from a file is left out, as lock screens take none", () => {
  const { shown } = sounding({ show: { ...SHOW, cover: "file:///c.jpg" } });
  assert.deepEqual(shown[0].artwork, []);
});

test("nothing is shown of a session that was only opened", () => {
  const { player, shown } = sounding();
  player.load(edition(session(2)), 0);
  assert.equal(shown.length, 1);
});

test("the lock screen plays, pauses, and jumps", () => {
  const { audio, player, actions, screen } = sounding();
  actions.seekto({ seekTime: 100 });
  actions.seekforward({});
  actions.seekbackward({ seekOffset: 5 });
  assert.equal(audio.currentTime, 110);
  actions.pause();
  assert.deepEqual([player.state, screen.playbackState], ["paused", "paused"]);
  actions.play();
  assert.deepEqual([player.state, screen.playbackState], ["waiting", "playing"]);
});

test("the lock screen shows nothing as playing when a delayed start is called off", () => {
  const { player, screen } = sounding();
  player.delay_s = 10;
  player.load(edition(session(2)), 0);
  player.play();
  assert.equal(screen.playbackState, "playing");
  player.pause();
  assert.equal(screen.playbackState, "none");
});

test("the lock screen has the position again after play, a jump, another speed and when sound comes", () => {
  const { audio, player, places } = sounding();
  const last = () => Object.values(places.at(-1));
  assert.deepEqual(last(), [600, 1, 0]);
  player.seek(60);
  assert.deepEqual(last(), [600, 1, 60]);
  player.rate = 0.8;
  assert.deepEqual(last(), [600, 0.8, 60]);
  audio.tell("waiting");
  const before = places.length;
  audio.tell("playing");
  assert.equal(places.length, before + 1);
});

test("a position behind the length is the length, as browsers refuse it otherwise", () => {
  const { audio, player, places } = sounding();
  audio.go(600.4);
  player.pause();
  assert.equal(places.at(-1).position, 600);
});

test("an action or a position that a browser does not know is no fault", () => {
  const no = () => { throw new TypeError("unknown"); };
  const { player } = sounding({ screen: { setActionHandler: no, setPositionState: no } });
  assert.equal(player.state, "playing");
});

test("a browser without a lock screen is no fault", () => {
  const player = new Player(new Sound(), { timers: new Clock(), page: new EventTarget() });
  assert.equal(lockScreen(player, SHOW, null), undefined);
});
