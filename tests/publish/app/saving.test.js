import assert from "node:assert/strict";
import { test } from "node:test";

import { Saving } from "../../../audiogen/publish/app/saving.js";

/** @param {{possible: boolean, unlisted?: boolean}} of */
const keeps = ({ possible, ...session }) => Saving.prototype.keeps.call(/** @type {any} */ ({ possible }),
  /** @type {any} */ (session));

test("a session can be saved where browsers keep anything, unless it is found by its address alone", () => {
  assert.equal(keeps({ possible: true }), true);
  assert.equal(keeps({ possible: true, unlisted: true }), false);
  assert.equal(keeps({ possible: false }), false);
});
