import assert from "node:assert/strict";
import { test } from "node:test";

import { Hand, isMouseMoved } from "../../../audiogen/publish/app/hand.js";

const FINGER = { pointerType: "touch", width: 23, height: 23, pressure: 0 };
const MOUSE = { pointerType: "mouse", width: 1, height: 1, pressure: 0.5, movementX: 0, movementY: 0 };

/** Whether the page is used by hand after these events. */
function after(...events) {
  const page = new EventTarget();
  const hand = new Hand(page);
  for (const [name, values = {}] of events) page.dispatchEvent(Object.assign(new Event(name), values));
  return hand.isReal;
}

test("before anything is touched there is no hand", () => {
  assert.equal(after(), false);
});

test("a finger, a pressed mouse and a moved one are hands", () => {
  assert.equal(after(["pointerdown", FINGER], ["click", { detail: 1 }]), true);
  assert.equal(after(["pointerdown", MOUSE]), true);
  assert.equal(after(["pointermove", { ...MOUSE, pressure: 0, movementX: 3 }]), true);
});

test("a mouse that lies still while something moves under it is none", () => {
  assert.equal(after(["pointermove", MOUSE]), false);
});

test("a finger that moves is no mouse", () => {
  assert.equal(isMouseMoved({ ...FINGER, movementX: 3, movementY: 0 }), false);
});

test("taps of screen readers are no hands: without size, without force, or without a press", () => {
  assert.equal(after(["pointerdown", { ...FINGER, width: 0, height: 0 }], ["click", { detail: 1 }]), false);
  assert.equal(after(["pointerdown", { ...MOUSE, pressure: 0 }]), false);
  assert.equal(after(["pointerdown", FINGER], ["click", { detail: 0 }]), false);
});

test("a key takes the place of the hand, until there is a hand again", () => {
  assert.equal(after(["pointerdown", FINGER], ["keydown"]), false);
  assert.equal(after(["keydown"], ["pointerdown", FINGER]), true);
});
