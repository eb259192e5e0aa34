import assert from "node:assert/strict";
import { test } from "node:test";

import { isMidway } from "../../../audiogen/publish/app/mini.js";
import { session } from "./doubles.js";

test("a small player is there for what sounds, was paused or broke off, and for nothing else", () => {
  const edition = { session: session(1) };
  const states = ["idle", "delayed", "waiting", "playing", "paused", "broken", "ended"];
  const midway = states.filter((state) => isMidway({ edition, state }));
  assert.deepEqual(midway, ["delayed", "waiting", "playing", "paused", "broken"]);
  assert.equal(isMidway({ edition: null, state: "idle" }), false);
});
