import assert from "node:assert/strict";
import { test } from "node:test";

import { readdressed } from "../../../audiogen/publish/app/subscribe.js";

const [FROM, TO] = ["http://localhost:8000/feed.xml", "https://a.example/show/feed.xml"];

for (const [app, link, expected] of [
  ["that take a feed without https://", "podcast://localhost:8000/feed.xml", "podcast://a.example/show/feed.xml"],
  [
    "that take it encoded, as part of an address",
    "overcast://x-callback-url/add?url=http%3A%2F%2Flocalhost%3A8000%2Ffeed.xml",
    "overcast://x-callback-url/add?url=https%3A%2F%2Fa.example%2Fshow%2Ffeed.xml",
  ],
]) {
  test(`apps ${app}, are led to the feed where the page was found`, () => {
    assert.equal(readdressed(link, FROM, TO), expected);
  });
}
