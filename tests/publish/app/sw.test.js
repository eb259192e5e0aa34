import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { runInNewContext } from "node:vm";

const SCOPE = "https://a.example/show/";
const KEPT = `audiogen ${SCOPE} kept`;
const SOURCE = readFileSync(new URL("../../../audiogen/publish/app/sw.js", import.meta.url), "utf8");

/** The worker in a place of its own, with these caches and this network; its timers are over at once. */
function worker({ kept = {}, network = async () => { throw new TypeError("no network"); }, slow = false } = {}) {
  const asked = [];
  const match = async (address, { cacheName } = {}) => {
    const names = cacheName ? [cacheName] : Object.keys(kept);
    return names.map((name) => kept[name]?.[address]).find(Boolean)?.clone();
  };
  const setTimeout = (run) => { if (slow) queueMicrotask(run); };
  const fetch = (...what) => { asked.push(what); return network(...what); };
  const context = { URL, Response, Blob, Promise, setTimeout, fetch, caches: { match } };
  runInNewContext(SOURCE, context);
  return { ...context, asked };
}

const { kindOf, keyOf, partOf } = worker();

const PARTS = [
  [null, null],
  ["bytes=0-1", [0, 2]],
  ["bytes=0-", [0, 100]],
  ["bytes=0-0", [0, 1]],
  ["bytes=99-99", [99, 100]],
  ["bytes=90-200", [90, 100]],
  ["bytes=100-", "none"],
  ["bytes=100-200", "none"],
  ["bytes=-10", [90, 100]],
  ["bytes=-200", [0, 100]],
  ["bytes=-0", "none"],
  ["Bytes = 5-9", [5, 10]],
  // what has no meaning, or several parts, is answered with all of it
  ["bytes=9-5", null],
  ["bytes=0-1,5-6", null],
  ["bytes=-", null],
  ["bytes=", null],
  ["items=0-9", null],
  ["bytes=a-b", null],
];

test("a range is read as RFC 9110 says, with what a file does not have cut off", () => {
  // arrays of another context are equal to none of here
  for (const [header, part] of PARTS) assert.deepEqual(JSON.parse(JSON.stringify(partOf(header, 100))), part, header);
  assert.equal(partOf("bytes=0-", 0), "none");
  assert.equal(partOf("bytes=-5", 0), "none");
});

test("the show's pages, their files, and sound that is played as saved are the worker's", () => {
  const kinds = {
    "": "page", "index.html": "page", "index.html?from=mail": "page", "sessions/01-a.html": "page",
    "sessions/01-a": "page", "app.webmanifest": "page",
    "app-0123abcd/main.js": "file", "app-0123abcd/companion.js?1": "file", "assets/colours-0123abcd.css": "file",
    "episodes/01-a-0123abcd.page.mp3?saved": "sound",
  };
  for (const [path, kind] of Object.entries(kinds)) {
    assert.equal(kindOf(SCOPE, { method: "GET", url: SCOPE + path }), kind, path);
  }
});

test("everything else passes by", () => {
  const others = [
    "episodes/01-a-0123abcd.page.mp3", "episodes/01-a-0123abcd.mp3", "feed.xml", "offline.json", "sw.js", "show.json",
    "private/x/index.html", "other/", "index.html?saved", "app-0123abcd/", "assets/logo.png",
  ];
  for (const path of others) assert.equal(kindOf(SCOPE, { method: "GET", url: SCOPE + path }), null, path);
  assert.equal(kindOf(SCOPE, { method: "GET", url: "https://a.example/" }), null);
  assert.equal(kindOf(SCOPE, { method: "POST", url: SCOPE }), null);
});

test("a page is kept under one address, however it is asked for", () => {
  const [show, session] = ["index.html", "sessions/a.html"].map((path) => SCOPE + path);
  for (const path of ["", "index.html", "index", "?x=1"]) assert.equal(keyOf(SCOPE, SCOPE + path), show);
  for (const path of ["a", "a.html"]) assert.equal(keyOf(SCOPE, `${SCOPE}sessions/${path}`), session);
  assert.equal(keyOf(SCOPE, `${SCOPE}app-0123abcd/a.js?1`), `${SCOPE}app-0123abcd/a.js`);
});

test("a sound that is not there any more comes from the network, in the part that was asked for", async () => {
  const { savedSound, asked } = worker({ network: async () => new Response("xy", { status: 206 }) });
  const headers = new Headers({ range: "bytes=0-1" });
  assert.equal((await savedSound(SCOPE, { url: `${SCOPE}episodes/a.mp3?saved`, headers })).status, 206);
  assert.equal(asked[0][0], `${SCOPE}episodes/a.mp3`);
  assert.equal(asked[0][1].headers.range, "bytes=0-1");
});

const COPIES = {
  [KEPT]: { [`${SCOPE}offline.json`]: new Response('{"version":"2"}') },
  [`audiogen ${SCOPE} pages 1`]: { [`${SCOPE}index.html`]: new Response("old") },
  [`audiogen ${SCOPE} pages 2`]: { [`${SCOPE}index.html`]: new Response("copy") },
};
const answer = async (network, { path = "", slow = false, mode = "navigate", kept = COPIES } = {}) => {
  const { page } = worker({ kept, network, slow });
  const found = await page(SCOPE, { url: SCOPE + path, mode });
  return found.headers.get("location") ?? found.text();
};

test("a page comes from the network; where that is away, slow or broken, of the publication that is kept", async () => {
  assert.equal(await answer(async () => new Response("new")), "new");
  assert.equal(await answer(async () => new Response("gone", { status: 404 })), "gone");
  assert.equal(await answer(async () => new Response("broken", { status: 502 })), "copy");
  assert.equal(await answer(async () => { throw new TypeError("no network"); }), "copy");
  assert.equal(await answer(() => new Promise(() => {}), { slow: true }), "copy");
});

test("where a host asks for a password, which no browser passes on to somebody here, the copy stands in", async () => {
  const asking = async () => new Response("who are you?", { status: 401 });
  assert.equal(await answer(asking), "copy");
  assert.equal(await answer(asking, { kept: {} }), "who are you?");
});

test("what is not kept leads to the show's page, and fails where a page asks for it, or nothing is kept", async () => {
  const away = async () => { throw new TypeError("no network"); };
  assert.equal(await answer(away, { path: "sessions/b.html" }), `${SCOPE}index.html?away`);
  await assert.rejects(answer(away, { path: "sessions/b.html", mode: "cors" }));
  await assert.rejects(answer(away, { kept: {} }));
  assert.equal(await answer(async () => new Response("broken", { status: 502 }), { kept: {} }), "broken");
});
