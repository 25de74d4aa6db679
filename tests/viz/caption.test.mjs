import assert from "node:assert/strict";
import { test } from "node:test";

import { wrapped } from "../../viz/export/caption.js";

const letters = (text) => text.length;

test("a text is wrapped where it would be too wide", () => {
  assert.deepEqual(wrapped("valid from May to June", 10, letters), ["valid from", "May to", "June"]);
});

test("a word wider than the picture stands alone", () => {
  assert.deepEqual(wrapped("a supply-chain b", 6, letters), ["a", "supply-chain", "b"]);
});

test("an empty text takes no line", () => {
  assert.deepEqual(wrapped(" ", 10, letters), []);
});
