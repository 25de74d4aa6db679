import assert from "node:assert/strict";
import { test } from "node:test";

import { linked } from "../../viz/data.js";
import { edgesOf, linksOf } from "../../viz/links.js";

const rowsOf = (links, owners) => Array.from({ length: owners }, (_, owner) => [...linked(links, owner)]);

test("rows belong to every owner they name, once, in their order", () => {
  const links = linksOf(4, 3, [Int32Array.of(2, 0, 2), Int32Array.of(2, -1, 0), Int32Array.of(0, 2, -1)]);
  assert.deepEqual(rowsOf(links, 4), [[0, 1, 2], [], [0, 1, 2], []]);
});

test("nothing belongs to nobody", () => {
  assert.deepEqual(rowsOf(linksOf(2, 0, []), 2), [[], []]);
  assert.deepEqual(rowsOf(linksOf(2, 1, [Int32Array.of(-1)]), 2), [[], []]);
});

const made = (rows, { symmetric = [false, false], asserts = () => true } = {}) => {
  const column = (place) => Int32Array.from(rows, (row) => row[place]);
  return edgesOf({ subject: column(0), relation: column(1), object: column(2), asserts }, symmetric, 4);
};
const triples = ({ count, subject, relation, object }) => Array.from({ length: count }, (_, edge) => [subject[edge], relation[edge], object[edge]]);

test("claims of the same two nodes and relation make one relation, sorted by subject, relation and object", () => {
  const { edges, of } = made([[3, 0, 1], [0, 1, 2], [3, 0, 1], [0, 0, 3], [3, 0, 0]]);
  assert.deepEqual(triples(edges), [[0, 0, 3], [0, 1, 2], [3, 0, 0], [3, 0, 1]]);
  assert.deepEqual([...of], [3, 1, 3, 0, 2]);
  assert.deepEqual(rowsOf(edges.claims, 4), [[3], [1], [4], [0, 2]]);
});

test("a symmetric relation is one for both ways, from the smaller node", () => {
  const { edges, of } = made([[2, 1, 1], [1, 1, 2], [2, 0, 1]], { symmetric: [false, true] });
  assert.deepEqual(triples(edges), [[1, 1, 2], [2, 0, 1]]);
  assert.deepEqual([...of], [0, 0, 1]);
});

test("a claim without an object makes no relation", () => {
  const { edges, of } = made([[2, 0, -1]]);
  assert.deepEqual([edges.count, [...of], [...edges.claims.start]], [0, [-1], [0]]);
});

test("a relation is firm where one of its claims asserts it", () => {
  const { edges } = made([[0, 0, 1], [0, 0, 1], [1, 0, 2]], { asserts: (claim) => claim === 1 });
  assert.deepEqual([...edges.firm], [1, 0]);
});
