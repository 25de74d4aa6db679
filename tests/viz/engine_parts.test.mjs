import assert from "node:assert/strict";
import test from "node:test";

import { groupEdges } from "../../viz/engine/groups.js";
import { wrapped } from "../../viz/engine/labels.js";
import { dashOf, growth, tierOf } from "../../viz/engine/look.js";
import { traceShape } from "../../viz/engine/shapes.js";
import { stretchOf } from "../../viz/engine/shown.js";
import { shuffled } from "../../viz/engine/sketch.js";
import { captionLines, staggered } from "../../viz/engine/stages.js";
import { escaped } from "../../viz/engine/svg.js";
import { SHAPES } from "../../viz/scene.js";

test("no text ends an attribute, opens a tag or breaks XML", () => {
  assert.equal(escaped(`<a b="c" d='e'>&amp;`), "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;amp;");
  assert.equal(escaped("a\u0000\u0008\u001f\ufffe\uffff\ud800b\udc00"), "a\ufffd\ufffd\ufffd\ufffd\ufffd\ufffdb\ufffd");
  assert.equal(escaped("tab\tline\n稀土 \u{1f9f2}"), "tab\tline\n稀土 \u{1f9f2}");
});

test("a name becomes a few short lines and no character is torn", () => {
  assert.deepEqual(wrapped("Rare earths"), ["Rare earths"]);
  assert.deepEqual(wrapped("Sintered neodymium-iron-boron magnets"), ["Sintered", "neodymium-iron-boron", "magnets"]);
  assert.equal(wrapped("a ".repeat(200)).length, 3);
  assert.deepEqual(wrapped(" a\u0000b\n c "), ["a b c"]);
  const [line] = wrapped("\u{1f9f2}".repeat(60));
  assert.ok(line.isWellFormed() && Array.from(line).length <= 26);
  assert.deepEqual(wrapped(""), [""]);
});

test("captions take two lines at most and are cut to their column", () => {
  assert.deepEqual(captionLines("Mining and separation", 80), ["Mining and", "separation"]);
  assert.equal(captionLines("one two three four five", 60).length, 2);
  assert.ok(captionLines("Extraordinarily", 50)[0].length <= 7);
});

test("captions wider than their columns stand whole in rows, apart from each other", () => {
  const labels = ["Element group", "Chemical element", "Product form", "Ore", "Concentrate", "Oxide"];
  const placed = staggered(labels.map((label, at) => ({ label, middle: 20 + 40 * at })), 400);
  assert.deepEqual(placed.map(({ text }) => text), labels);
  placed.forEach((one, at) => {
    assert.ok(one.middle - one.text.length * 3.5 >= 0);
    for (const other of placed.slice(at + 1)) {
      const apart = Math.abs(one.middle - other.middle) >= (one.text.length + other.text.length) * 3.5;
      assert.ok(one.row !== other.row || apart, `${one.text} over ${other.text}`);
    }
  });
});

test("what has no focus is dimmed only where something has", () => {
  assert.deepEqual([tierOf(2, false, false), tierOf(2, true, true), tierOf(2, true, false)], [2, 4, 0]);
  assert.deepEqual([tierOf(1, false, false), tierOf(1, true, true), tierOf(1, true, false)], [1, 3, 0]);
});

test("asserted, not asserted, possibly and both have lines of their own", () => {
  const dashes = [[2, false], [2, true], [1, false], [1, true]].map(([tier, dashed]) => dashOf(tier, dashed, 2).join(" "));
  assert.equal(new Set(dashes).size, 4);
  assert.equal(dashes[0], "");
});

test("things grow more slowly than the zoom", () => {
  for (const scale of [0.01, 0.5, 1, 2, 6]) {
    const on = (at) => growth(at).node * at;
    assert.ok(on(scale * 2) > on(scale) && on(scale * 2) < 2 * on(scale));
  }
});

test("edges are grouped by look, hidden ones in none, dimmed ones first", () => {
  const scene = {
    palette: ["#000000", "#ff0000"],
    edges: { count: 5, colour: Uint16Array.of(0, 1, 0, 1, 0), width: Float32Array.of(1, 1, 1, 1, 3), dashed: Uint8Array.of(0, 0, 0, 1, 0) },
  };
  const levels = Uint8Array.of(2, 2, 2, 1, 0);
  const plain = groupEdges({ scene, edges: levels, focus: null });
  assert.deepEqual(plain.map(({ tier, colour, dashed, edges }) => [tier, colour, dashed, [...edges]]), [
    [1, 1, true, [3]], [2, 0, false, [0, 2]], [2, 1, false, [1]],
  ]);
  const focus = { nodes: new Set(), edges: new Set([2]), chosen: null };
  assert.deepEqual(groupEdges({ scene, edges: levels, focus }).map(({ tier, edges }) => [tier, [...edges]]), [[0, [0]], [0, [1]], [0, [3]], [4, [2]]]);
  assert.deepEqual(groupEdges({ scene, edges: new Uint8Array(5), focus: null }), []);
});

test("the sample is the same every time and holds every edge once", () => {
  assert.deepEqual(shuffled(1000), shuffled(1000));
  assert.deepEqual([...shuffled(1000)].sort((a, b) => a - b), Array.from({ length: 1000 }, (_, index) => index));
  assert.notDeepEqual([...shuffled(1000)].slice(0, 5), [0, 1, 2, 3, 4]);
});

test("a layout whose places mean something is not stretched", () => {
  const nodes = { count: 2, x: Float32Array.of(0, 100), y: Float32Array.of(0, 100) };
  const [wide, upright] = [{ width: 1200, height: 600 }, { width: 400, height: 800 }];
  assert.deepEqual(stretchOf({ nodes, stages: [], fixed: true }, wide), { x: 1, y: 1 });
  assert.deepEqual(stretchOf({ nodes, stages: [{ label: "a", x: 0 }] }, wide), { x: 1, y: 1 });
  assert.ok(stretchOf({ nodes, stages: [] }, wide).x > 1.5);
  assert.ok(stretchOf({ nodes, stages: [] }, upright).y > 1.5);
});

test("every shape has an outline of its own", () => {
  const outlines = SHAPES.map((_, shape) => {
    const told = [];
    const note = (...numbers) => told.push(numbers.map((number) => number.toFixed(2)).join());
    traceShape({ moveTo: note, lineTo: note, arc: note, closePath: note, quadraticCurveTo: note }, shape, 0, 0, 1);
    return told.join(" ");
  });
  assert.equal(new Set(outlines).size, SHAPES.length);
});
