import assert from "node:assert/strict";
import { test } from "node:test";

import { doubtsOf, pathOf, shortestPath, timedPath, unused } from "../../viz/path.js";
import { modelOf, visibleOf, wayOf } from "./reading.mjs";

const SQUARE = [["A", "to", "B"], ["B", "to", "D"], ["A", "to", "C"], ["C", "to", "D"], ["C", "to", "D"], ["D", "to", "E"]];
const at = (model, id) => model.nodeOf.get(id);
const shortest = (model, visible, from, to) => wayOf(model, shortestPath(model, visible, at(model, from), at(model, to)));
const timed = (model, visible, from, to) => wayOf(model, timedPath(model, visible, at(model, from), at(model, to)));

test("of two ways of equal length the one with more claims is taken", async () => {
  const model = await modelOf(SQUARE);
  assert.equal(shortest(model, visibleOf(model), "A", "D"), "ACD");
});

test("of two ways alike in all else the one over earlier relations is taken", async () => {
  const model = await modelOf([["A", "to", "C"], ["C", "to", "D"], ["A", "to", "B"], ["B", "to", "D"]]);
  assert.equal(shortest(model, visibleOf(model), "A", "D"), "ABD");
});

test("relations are walked either way", async () => {
  const model = await modelOf(SQUARE);
  assert.equal(shortest(model, visibleOf(model), "E", "A"), "EDCA");
});

test("a way has a relation and a claim for each step", async () => {
  const model = await modelOf(SQUARE);
  const path = shortestPath(model, visibleOf(model), 0, at(model, "E"));
  assert.deepEqual([path.edges, path.claims], [[1, 3, 4], [2, 3, 5]]);
});

test("a way from a node to itself has no steps", async () => {
  const model = await modelOf(SQUARE);
  assert.deepEqual(shortestPath(model, visibleOf(model), 1, 1), { nodes: [1], edges: [], claims: [] });
});

test("hidden relations are no way, and are counted", async () => {
  const model = await modelOf(SQUARE);
  const visible = visibleOf(model, { hidden: [5] });
  assert.equal(shortest(model, visible, "A", "E"), "");
  assert.deepEqual(unused(model, visible), { outside: 1, unasserted: 0 });
});

test("what is denied or only planned is no way, and is counted", async () => {
  const model = await modelOf([["A", "to", "B", { negated: "true" }], ["B", "to", "C", { modality: "planned" }], ["A", "to", "C"]]);
  assert.equal(shortest(model, visibleOf(model), "A", "B"), "");
  assert.deepEqual(unused(model, visibleOf(model)), { outside: 0, unasserted: 2 });
});

test("the claim of a step is a stated one before a derived one, and the newest", async () => {
  const model = await modelOf([
    ["A", "to", "B", { published: "2025-01-01" }], ["A", "to", "B", { published: "2025-03-01" }], ["A", "to", "B", { published: "2025-04-01", premises: "claim:0" }],
  ]);
  assert.deepEqual(shortestPath(model, visibleOf(model), 0, 1).claims, [1]);
});

test("in order of time no step begins before the one ahead of it", async () => {
  const model = await modelOf([["A", "to", "B", { start: "2025-05-01" }], ["B", "to", "C", { start: "2025-04-01" }]]);
  assert.equal(timed(model, visibleOf(model), "A", "C"), "");
  assert.equal(timed(model, visibleOf(model), "C", "A"), "CBA");
  assert.equal(shortest(model, visibleOf(model), "A", "C"), "ABC");
});

test("steps that begin on the same day are in order", async () => {
  const model = await modelOf([["A", "to", "B", { start: "2025-05-01" }], ["B", "to", "C", { start: "2025-05-01" }]]);
  assert.equal(timed(model, visibleOf(model), "A", "C"), "ABC");
});

test("a longer way is taken where the shorter one runs against time", async () => {
  const model = await modelOf([
    ["A", "to", "B", { start: "2025-05-01" }], ["B", "to", "D", { start: "2025-04-01" }],
    ["A", "to", "C", { start: "2025-01-01" }], ["C", "to", "B", { start: "2025-02-01" }],
  ]);
  assert.equal(timed(model, visibleOf(model), "A", "D"), "ACBD");
});

test("each step takes the claim that begins first among those that still fit", async () => {
  const model = await modelOf([
    ["A", "to", "B", { start: "2025-03-01" }],
    ["B", "to", "C", { start: "2025-01-01" }], ["B", "to", "C", { start: "2025-06-01" }], ["B", "to", "C", { start: "2025-04-01" }],
  ]);
  assert.deepEqual(timedPath(model, visibleOf(model), 0, 2).claims, [0, 3]);
});

test("what has no beginning fits anywhere until it ends, and does not set back the clock", async () => {
  const rows = [["A", "to", "B", { start: "2025-05-01" }], ["B", "to", "C"], ["C", "to", "D", { start: "2025-04-01" }], ["B", "to", "E", { end: "2025-01-01" }]];
  const model = await modelOf(rows);
  assert.equal(timed(model, visibleOf(model), "A", "C"), "ABC");
  assert.equal(timed(model, visibleOf(model), "A", "D"), "");
  assert.equal(timed(model, visibleOf(model), "A", "E"), "");
});

test("the same model gives the same way each time, and the choice decides which kind", async () => {
  const model = await modelOf(SQUARE);
  const choice = { from: 0, to: at(model, "D"), timed: false };
  assert.deepEqual(pathOf(model, visibleOf(model), choice), pathOf(model, visibleOf(model), choice));
  assert.deepEqual(pathOf(model, visibleOf(model), { ...choice, timed: true }), timedPath(model, visibleOf(model), 0, at(model, "D")));
});

test("a hundred thousand relations are searched within a second", async () => {
  const rows = Array.from({ length: 100000 }, (_, index) => [`n${(index * 7919) % 10000}`, "to", `n${(index * 104729 + 1) % 10000}`, { start: `20${10 + (index % 15)}-01-01` }]);
  const model = await modelOf(rows);
  const visible = visibleOf(model);
  const begun = performance.now();
  shortestPath(model, visible, 0, 9999);
  timedPath(model, visible, 0, 9999);
  assert.ok(performance.now() - begun < 2000);
});

async function doubts(...steps) {
  const names = ["A", "B", "C", "D"];
  const model = await modelOf(steps.map((dates, at) => [names[at], "to", names[at + 1], dates]));
  return doubtsOf(model, timedPath(model, visibleOf(model), 0, at(model, names[steps.length])));
}

test("the order of steps with exact beginnings is certain", async () => {
  const day = (text) => ({ start: text, start_latest: text });
  assert.deepEqual(await doubts(day("2025-04-01"), day("2025-05-01"), day("2025-05-01")), ["", "", ""]);
});

test("a step without a known beginning is only possibly in order, unless it is alone", async () => {
  assert.deepEqual(await doubts({}, { start: "2025-05-01", start_latest: "2025-05-01" }), ["unknown", ""]);
  assert.deepEqual(await doubts({}), [""]);
});

test("a step that may have begun before the one ahead of it is only possibly in order", async () => {
  const [year, may] = [{ start: "2025-01-01", start_latest: "2025-12-31" }, { start: "2025-05-01", start_latest: "2025-05-31" }];
  assert.deepEqual(await doubts(year, may), ["", "imprecise"]);
});
