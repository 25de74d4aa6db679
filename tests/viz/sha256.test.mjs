import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";

import { sha256 } from "../../viz/sha256.js";

test("the hash is that of the standard, whatever part of a block the text fills", () => {
  for (let length = 0; length < 200; length += 1) {
    const text = "claims are dated \x00\x7f".repeat(12).slice(0, length);
    assert.equal(sha256(text), createHash("sha256").update(text).digest("hex"));
  }
});
