import assert from "node:assert/strict";
import { test } from "node:test";

import { isPlain, pageOf } from "../../../audiogen/publish/app/navigate.js";

test("a page is the same with and without its file's name, a place in it, and what is asked of it", () => {
  for (const way of ["", "index.html", "?from=mail#list"]) {
    assert.equal(pageOf(`https://a.example/show/${way}`), "https://a.example/show/");
  }
  assert.equal(pageOf("https://a.example/show/sessions/1.html#t=9"), "https://a.example/show/sessions/1.html");
});

test("a tap on a link is for this page, unless keys or another button ask the browser for more", () => {
  const tap = { button: 0, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, defaultPrevented: false };
  assert.equal(isPlain(tap), true);
  for (const more of ["altKey", "ctrlKey", "metaKey", "shiftKey", "defaultPrevented"]) {
    assert.equal(isPlain({ ...tap, [more]: true }), false, more);
  }
  assert.equal(isPlain({ ...tap, button: 1 }), false);
});
