import assert from "node:assert/strict";
import { test } from "node:test";

import { Wake } from "../../../audiogen/publish/app/wake.js";

const settled = () => new Promise((resolve) => { setImmediate(resolve); });

function screen({ refused = false } = {}) {
  const sheet = new EventTarget();
  sheet.visibilityState = "visible";
  const locks = [];
  const request = async () => {
    if (refused) throw new DOMException("battery", "NotAllowedError");
    const lock = { released: false, release: async () => { lock.released = true; } };
    locks.push(lock);
    return lock;
  };
  const show = (visibility) => {
    sheet.visibilityState = visibility;
    if (visibility === "hidden") for (const lock of locks) lock.released = true;
    sheet.dispatchEvent(new Event("visibilitychange"));
  };
  return { wake: new Wake({ request }, sheet), locks, show, held: () => locks.filter((lock) => !lock.released).length };
}

test("the screen stays on while it is held, and only then", async () => {
  const { wake, locks, held } = screen();
  wake.hold(true);
  wake.hold(true);
  await settled();
  assert.deepEqual([locks.length, held()], [1, 1]);
  wake.hold(false);
  await settled();
  assert.equal(held(), 0);
});

test("a page that comes into sight again holds the screen again", async () => {
  const { wake, show, held } = screen();
  wake.hold(true);
  await settled();
  show("hidden");
  await settled();
  assert.equal(held(), 0);
  show("visible");
  await settled();
  assert.equal(held(), 1);
});

test("a page that comes into sight holds nothing that nobody wants", async () => {
  const { wake, show, locks } = screen();
  show("visible");
  wake.hold(true);
  wake.hold(false);
  await settled();
  assert.deepEqual(locks.map((lock) => lock.released), [true]);
});

test("a hidden page asks only once it is in sight", async () => {
  const { wake, show, locks, held } = screen();
  show("hidden");
  wake.hold(true);
  await settled();
  assert.equal(locks.length, 0);
  show("visible");
  await settled();
  assert.equal(held(), 1);
});

test("a refusal is quiet, and so is a browser that knows nothing of it", async () => {
  const { wake, locks } = screen({ refused: true });
  wake.hold(true);
  new Wake(null, new EventTarget()).hold(true);
  await settled();
  assert.equal(locks.length, 0);
});
