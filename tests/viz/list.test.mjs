import assert from "node:assert/strict";
import { test } from "node:test";

import { sorted, spanOf, tables } from "../../viz/list.js";
import { modelOf, visibleOf } from "./reading.mjs";

const use = { select() {} };
const ROWS = [
  ["B", "to", "A", { start: "2025-03-01", end: "2025-04-01", period: "March 2025", value: "5", quantity: "5 t" }],
  ["A", "to", "B", { start: "2025-01-01", end: "2025-02-01", period: "January 2025", value: "10", quantity: "10 t" }],
  ["A", "to", "C"], ["A", "declines", ""],
];
const ordered = (table, id, down = false) => [...sorted(table.items, table.columns.find((column) => column.id === id).order, down)];

test("the list has what is visible and nothing else", async () => {
  const model = await modelOf(ROWS);
  const sizes = (visible) => tables(model, visible, use).map(({ id, items }) => [id, items.length]);
  assert.deepEqual(sizes(visibleOf(model)), [["relations", 3], ["bare", 1], ["entities", 3]]);
  assert.deepEqual(sizes(visibleOf(model, { hidden: [0, 3] })), [["relations", 2], ["entities", 3]]);
});

test("captions say how much there is", async () => {
  const model = await modelOf(ROWS);
  assert.deepEqual(tables(model, visibleOf(model, { hidden: [2] }), use).map(({ caption }) => caption), [
    "2 relations shown", "1 claim about one entity shown", "3 entities shown, 1 without a relation",
  ]);
});

test("columns sort both ways, and what has no value stands last either way", async () => {
  const model = await modelOf(ROWS);
  const [relations] = tables(model, visibleOf(model), use);
  assert.deepEqual(ordered(relations, "period"), [0, 2, 1]);
  assert.deepEqual(ordered(relations, "period", true), [2, 0, 1]);
  assert.deepEqual(ordered(relations, "quantity", true), [0, 2, 1]);
});

test("names sort as in a dictionary and figures in them by size", async () => {
  const model = await modelOf([["a", "to", "z"], ["b", "to", "z"], ["c", "to", "z"]], { labels: { a: "Group 10", b: "group 9", c: "Éclair" } });
  const [relations] = tables(model, visibleOf(model), use);
  assert.deepEqual(ordered(relations, "from"), [2, 1, 0]);
});

test("equal rows keep their order when sorted down", () => {
  assert.deepEqual([...sorted(Uint32Array.of(3, 1, 2), () => 0, true)], [3, 1, 2]);
});

test("several periods are told as the time they span", async () => {
  const model = await modelOf(ROWS);
  assert.equal(spanOf(model.claims, [0, 1]).text, "1 January 2025 to 31 March 2025");
  assert.equal(spanOf(model.claims, [0]).text, "March 2025");
  assert.equal(spanOf(model.claims, [0, 2]).text, "from 1 March 2025 on");
  assert.equal(spanOf(model.claims, [2, 3]).text, "");
});

test("a hundred thousand relations are sorted within a second", () => {
  const items = Uint32Array.from({ length: 100000 }, (_, index) => index);
  const begun = performance.now();
  sorted(items, (item) => (item * 7919) % 100003, false);
  assert.ok(performance.now() - begun < 1000);
});
