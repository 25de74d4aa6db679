// Where keys and drags take the window.

import assert from "node:assert/strict";
import test from "node:test";

import { isoDay, parseDay } from "../../viz/days.js";
import { keyed, shifted, withEnd } from "../../viz/timehandles.js";

const day = (text) => /** @type {number} */ (parseDay(text));
const axis = (from, to, grain = "month") => ({
  grain, span: { first: day("2025-01-01"), last: day("2025-12-31") }, from: from && day(from), to: to && day(to), scale: null,
});
const words = ({ from, to }) => [from, to].map(isoDay);

test("an arrow takes an exact day to the next border", () => {
  const spring = axis("2025-04-04", "2025-06-10");
  assert.equal(isoDay(keyed(spring, "from", "ArrowRight", false)), "2025-05-01");
  assert.equal(isoDay(keyed(spring, "from", "ArrowDown", false)), "2025-04-01");
  assert.deepEqual(words(withEnd(spring, "to", keyed(spring, "to", "ArrowUp", false))), ["2025-04-04", "2025-06-30"]);
  assert.deepEqual(words(withEnd(spring, "to", keyed(spring, "to", "ArrowLeft", false))), ["2025-04-04", "2025-05-31"]);
});

test("a key that means nothing is left alone", () => {
  assert.equal(keyed(axis(null, null), "from", "x", false), null);
  assert.equal(keyed(axis(null, null), "from", "Tab", false), null);
});

test("an end goes neither past the other one nor off the axis", () => {
  const may = axis("2025-05-01", "2025-05-31");
  assert.deepEqual(words(withEnd(may, "from", day("2026-03-01"))), ["2025-05-31", "2025-05-31"]);
  assert.deepEqual(words(withEnd(may, "from", day("2020-01-01"))), ["2025-01-01", "2025-05-31"]);
  assert.deepEqual(words(withEnd(may, "to", day("2020-01-01"))), ["2025-05-01", "2025-05-01"]);
  assert.deepEqual(words(withEnd(may, "to", day("2030-01-01"))), ["2025-05-01", "2025-12-31"]);
});

test("an end that a link put off the axis is not pulled back by moving the other", () => {
  assert.deepEqual(words(withEnd(axis("1999-01-01", "2025-05-31"), "to", day("2025-07-01"))), ["1999-01-01", "2025-06-30"]);
});

test("a dragged window keeps its number of months and stays on the axis", () => {
  const quarter = axis("2025-01-01", "2025-03-31");
  assert.deepEqual(words(shifted(quarter, 32)), ["2025-02-01", "2025-04-30"]);
  assert.deepEqual(words(shifted(quarter, 9000)), ["2025-10-01", "2025-12-31"]);
  assert.deepEqual(words(shifted(quarter, -9000)), ["2025-01-01", "2025-03-31"]);
  assert.deepEqual(words(shifted(quarter, 3)), ["2025-01-01", "2025-03-31"]);
});
