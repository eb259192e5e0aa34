import assert from "node:assert/strict";
import { test } from "node:test";

import { editionOf, factsOf } from "../../../audiogen/publish/app/facts.js";
import { session } from "./doubles.js";

const FACTS = {
  page: "session",
  show: { guid: "g", title: "T", author: "A", cover: "../cover.jpg", root: "../" },
  sessions: [{ ...session(1), page: "s1.html", tracks: session(1).tracks.map((track) => ({
    ...track, sounds: [{ mix: "full", guid: "1", src: "../episodes/a.mp3" }],
  })) }],
};
const page = (text, baseURI) => ({ baseURI, getElementById: (id) => (
  id === "facts" && text ? { textContent: text } : null) });

test("addresses are made absolute by the page on which they stand, whatever its sub-path", () => {
  const { show, sessions } = factsOf(page(JSON.stringify(FACTS), "https://example.org/my/show/sessions/s1.html"));
  assert.deepEqual([show.root, show.cover, sessions[0].page, sessions[0].tracks[0].sounds[0].src], [
    "https://example.org/my/show/", "https://example.org/my/show/cover.jpg",
    "https://example.org/my/show/sessions/s1.html", "https://example.org/my/show/episodes/a.mp3",
  ]);
});

test("a page that was fetched goes by the address from which it came", () => {
  const fetched = page(JSON.stringify(FACTS), "https://example.org/index.html");
  assert.equal(factsOf(fetched, "https://example.org/sessions/s1.html").show.root, "https://example.org/");
});

test("a page of another kind has no facts", () => {
  assert.equal(factsOf(page("", "https://example.org/")), null);
});

test("an edition is found by its sound", () => {
  const sessions = [session(1, [5, 10]), session(2)];
  const found = editionOf(sessions, "1-10-full");
  assert.deepEqual([found.session.number, found.track.name, found.sound.guid], [1, "s1-10", "1-10-full"]);
  assert.equal(editionOf(sessions, "gone"), null);
});
