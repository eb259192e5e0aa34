import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { download } from "../../../audiogen/publish/app/download.js";
import { Clock } from "./doubles.js";

const { fetch } = globalThis;
afterEach(() => { globalThis.fetch = fetch; });

/** The answer to a download of so many bytes, of which these chunks come; `held` never ends. */
function answered({ size = 4, chunks = [[1, 2], [3, 4]], held = false, status = 200 } = {}) {
  const parts = [];
  const stopping = new AbortController();
  const timers = new Clock();
  globalThis.fetch = async (_, { signal }) => new Response(new ReadableStream({
    start(stream) {
      for (const chunk of chunks) stream.enqueue(new Uint8Array(chunk));
      if (!held) stream.close();
      signal.addEventListener("abort", () => stream.error(signal.reason));
    },
  }), { status, headers: { "content-type": "audio/mpeg" } });
  return { answer: download("/a.mp3", size, stopping, (part) => parts.push(part), timers), parts, stopping, timers };
}

test("a sound comes with its kind, and tells how much of it has come", async () => {
  const { answer, parts } = answered();
  const kept = await answer;
  assert.equal((await kept.arrayBuffer()).byteLength, 4);
  assert.equal(kept.headers.get("content-type"), "audio/mpeg");
  assert.deepEqual(parts, [0.5, 1]);
});

test("what is shorter or longer than it is said to be fails", async () => {
  for (const size of [3, 5]) await assert.rejects((await answered({ size }).answer).arrayBuffer(), TypeError);
});

test("what is not there fails", async () => {
  await assert.rejects(answered({ status: 404 }).answer, TypeError);
});

test("who stops it is heard", async () => {
  const { answer, stopping } = answered({ held: true });
  const kept = await answer;
  stopping.abort();
  await assert.rejects(kept.arrayBuffer(), { name: "AbortError" });
});

test("a connection on which nothing comes any more is given up", async () => {
  const { answer, timers } = answered({ held: true });
  const reading = (await answer).arrayBuffer();
  await new Promise((settle) => { setTimeout(settle); });
  timers.pass(19);
  timers.pass(2);
  await assert.rejects(reading, TypeError);
});
