import assert from "node:assert/strict";
import { test } from "node:test";

import { bends, parallel } from "../../viz/bends.js";

const columns = (pairs) => [Uint32Array.from(pairs, ([from]) => from), Uint32Array.from(pairs, ([, to]) => to)];

test("edges between the same two nodes are one group, whatever their direction", () => {
  const { count, start, items, of } = parallel(...columns([[1, 2], [3, 4], [2, 1], [1, 2], [5, 5]]));
  assert.equal(count, 3);
  assert.deepEqual([...start], [0, 3, 4, 5]);
  assert.deepEqual([...items], [0, 2, 3, 1, 4]);
  assert.deepEqual([...of], [0, 1, 0, 0, 2]);
});

test("groups are the same as those of a plain map, however numbers collide", () => {
  const pairs = Array.from({ length: 4000 }, (_, index) => [(index * 7919) % 61, (index * index) % 53]);
  const named = new Map();
  const wanted = pairs.map(([from, to]) => {
    const name = [Math.min(from, to), Math.max(from, to)].join();
    if (!named.has(name)) named.set(name, named.size);
    return named.get(name);
  });
  assert.deepEqual([...parallel(...columns(pairs)).of], wanted);
});

test("an edge alone is straight, two bend apart to the sides of one way", () => {
  const [alone, forth, back] = bends(...columns([[1, 2], [3, 4], [4, 3]]));
  assert.equal(alone, 0);
  assert.ok(forth < 0 && forth === back, "seen from their own starts they bend to the same side");
});

test("no edges are no groups", () => {
  assert.deepEqual([...bends(...columns([]))], []);
});
