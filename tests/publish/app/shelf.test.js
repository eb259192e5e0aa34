import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { Shelf } from "../../../audiogen/publish/app/shelf.js";

const FOLDER = "https://a.example/show/";
const { fetch } = globalThis;

/** Caches as browsers have them, as far as a show needs them. */
class Caches {
  kept = new Map();

  open = async (name) => {
    if (!this.kept.has(name)) this.kept.set(name, new Map());
    const cache = this.kept.get(name);
    return {
      keys: async () => [...cache.keys()].map((url) => ({ url })),
      match: async (url) => cache.get(url)?.clone(),
      put: async (url, answer) => { cache.set(url, answer); },
      delete: async (url) => cache.delete(url),
    };
  };

  has = async (name) => this.kept.has(name);

  keys = async () => [...this.kept.keys()];

  has = async (name) => this.kept.has(name);

  match = async (url, { cacheName }) => this.kept.get(cacheName)?.get(url)?.clone();

  delete = async (name) => this.kept.delete(name);
}

const offline = (version, file) => ({
  format: 1, version, shell: { page: "index.html", stamp: "", files: [] },
  sessions: [{ page: "sessions/a.html", stamp: "", files: [], sounds: [{ guid: "1", file, size: 1 }] }],
});

let shelf;
beforeEach(() => {
  globalThis.caches = new Caches();
  shelf = new Shelf(FOLDER);
});
afterEach(() => { globalThis.fetch = fetch; });

test("what is cleaned or cleared is of the show alone, and not of those beside and below it", async () => {
  const others = [
    "audiogen https://a.example/show/private/x/ sounds", "audiogen https://a.example/ pages 1", "audiogen", "workbox",
    "audiogen https://a.example/show/2/ kept",
  ];
  for (const name of others) await caches.open(name);
  await shelf.switchTo(offline("2", "episodes/a-2.mp3"));
  await caches.open(`audiogen ${FOLDER} pages 1`);
  await shelf.clean(offline("2", "episodes/a-2.mp3"));
  assert.deepEqual((await caches.keys()).sort(), [...others, `audiogen ${FOLDER} kept`].sort());
  await shelf.clear();
  assert.deepEqual((await caches.keys()).sort(), others.sort());
});

test("cleaning leaves the sounds that are published, and takes those of other publications", async () => {
  for (const at of [1, 2]) await shelf.putSound(`${FOLDER}episodes/a-${at}.mp3`, new Response(""));
  await shelf.clean(offline("2", "episodes/a-2.mp3"));
  assert.deepEqual([...await shelf.sounds()], [`${FOLDER}episodes/a-2.mp3`]);
});

test("looking up what is there, and taking away what is not, leaves nothing behind", async () => {
  assert.equal(await shelf.kept(), null);
  assert.equal((await shelf.sounds()).size, 0);
  await shelf.dropSound(`${FOLDER}episodes/a-1.mp3`);
  assert.deepEqual(await caches.keys(), []);
});

test("the publication that is kept is noted, and known again", async () => {
  assert.equal(await shelf.kept(), null);
  assert.equal((await shelf.sounds()).size, 0);
  assert.deepEqual(await caches.keys(), []);
  await shelf.switchTo(offline("2", "episodes/a-2.mp3"));
  assert.equal((await shelf.kept()).version, "2");
});

test("what another program wrote is not read", async () => {
  globalThis.fetch = async () => Response.json({ format: 2 });
  await assert.rejects(shelf.latest());
  globalThis.fetch = async () => new Response("", { status: 404 });
  await assert.rejects(shelf.latest(), TypeError);
});

test("a page that a host sends in the place of a file is not kept as the file", async () => {
  const html = { headers: { "content-type": "text/html; charset=utf-8" } };
  globalThis.fetch = async () => new Response("<h1>Log in", html);
  const shell = { page: "index.html", stamp: "", files: ["app-01234567/main.js"] };
  await assert.rejects(shelf.putPages({ ...offline("1", ""), shell, sessions: [] }, []), TypeError);
  assert.deepEqual([...caches.kept.values()].flatMap((cache) => [...cache.keys()]), []);
  await assert.rejects(shelf.latest(), TypeError);
});
