import assert from "node:assert/strict";
import { test } from "node:test";

import { claimGroups, edgesBetween, neighbourRows, neighbours, newestFirst, otherEnd } from "../../viz/neighbours.js";
import { findingsOn, originsOf, stands, verdictOf } from "../../viz/verdicts.js";
import { modelOf, visibleOf } from "./reading.mjs";

const ROWS = [
  ["A", "exports to", "B", { start: "2025-01-01" }], ["A", "exports to", "B", { start: "2025-03-01" }], ["A", "exports to", "C"],
  ["D", "exports to", "A"], ["A", "talks with", "B"], ["B", "talks with", "A"], ["A", "declines", ""],
  ["B", "restricts", "C", { product: "A" }],
];
const words = { product: "as the product", instrument: "as the instrument" };
const made = () => modelOf(ROWS, { symmetric: ["talks with"] });

test("neighbours are counted by relation and by the way it leads", async () => {
  const model = await made();
  const groups = neighbours(model, visibleOf(model, { hidden: [1] }), 0);
  assert.deepEqual(groups.map(({ label, edges, shown, all }) => [label, edges.length, shown, all]), [
    ["exports to", 2, 2, 3], ["talks with", 1, 2, 2], ["inverse of exports to", 1, 1, 1],
  ]);
});

test("the numbers of a relation with nothing visible stay, so that the reader sees what is kept back", async () => {
  const model = await made();
  const [group] = neighbours(model, visibleOf(model, { hidden: [3] }), 3);
  assert.deepEqual([group.shownEdges, group.shown, group.all], [0, 0, 1]);
});

test("neighbours stand in the order of their visible claims", async () => {
  const model = await made();
  const [group] = neighbours(model, visibleOf(model), 0);
  const rows = (visible) => neighbourRows(model, visible, 0, group.edges).map(({ node, shown }) => [model.nodes.id[node], shown]);
  assert.deepEqual(rows(visibleOf(model)), [["B", 2], ["C", 1]]);
  assert.deepEqual(rows(visibleOf(model, { hidden: [0, 1] })), [["C", 1], ["B", 0]]);
});

test("a relation that leads back to its node has that node as its other end", async () => {
  const model = await modelOf([["A", "causes", "A"]]);
  assert.equal(otherEnd(model.edges, 0, 0), 0);
  assert.equal(neighbours(model, visibleOf(model), 0).length, 1);
});

test("between two nodes there are the relations of both ways", async () => {
  const model = await made();
  assert.deepEqual(edgesBetween(model, 0, 1), edgesBetween(model, 1, 0));
  assert.equal(edgesBetween(model, 0, 1).length, 2);
  assert.deepEqual(edgesBetween(model, 1, 3), []);
});

test("claims about a node are grouped by relation, then by the part that it plays", async () => {
  const model = await made();
  const groups = claimGroups(model, [0, 1, 2, 3, 4, 5, 6, 7], 0, words);
  assert.deepEqual(groups.map(({ label, claims }) => [label, claims]), [
    ["exports to", [1, 0, 2]], ["talks with", [4, 5]], ["declines", [6]], ["inverse of exports to", [3]], ["as the product", [7]],
  ]);
});

test("the newest claims come first and those without a day last", async () => {
  const model = await made();
  assert.deepEqual(newestFirst(model, [2, 0, 1]), [1, 0, 2]);
});

const FINDING = { verdict: "contradicted", label: "contradicted", severity: "conflict", members: [0, 1], explanation: "", settled: "" };

test("a finding counts while all of its members can be seen or only the period hides them", async () => {
  const model = await modelOf(ROWS, { findings: [FINDING] });
  assert.equal(stands(model.findings[0], visibleOf(model)), true);
  assert.equal(stands(model.findings[0], visibleOf(model, { timed: [1] })), true);
  assert.equal(stands(model.findings[0], visibleOf(model, { hidden: [1] })), false);
});

test("a claim knows its findings, the gravest first", async () => {
  const note = { ...FINDING, verdict: "kg:Repeated", severity: "note", members: [0, 2] };
  const model = await modelOf(ROWS, { findings: [note, FINDING] });
  assert.deepEqual(findingsOn(model, visibleOf(model), 0).map(verdictOf), ["contradicted", "repeated"]);
  assert.deepEqual(findingsOn(model, visibleOf(model), 3), []);
});

test("claims go back to the speaker, the origin or the source", async () => {
  const model = await modelOf([["A", "to", "B", { origin: "A" }], ["A", "to", "B", { origin: "A", attributed_to: "B" }], ["A", "to", "B"], ["A", "to", "B"]]);
  assert.deepEqual(originsOf(model, [0, 1, 2, 3]), ["A", "B", "a source"]);
});
