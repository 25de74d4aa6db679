// What changes where very much is in view: nodes leave each other room, lines are thin.

import assert from "node:assert/strict";
import test from "node:test";

import { createFinder } from "../../viz/engine/finder.js";
import { paintPicture } from "../../viz/engine/painter.js";
import { isDense, newShown } from "../../viz/engine/shown.js";

const LOOK = tones();

function tones() {
  const tiers = (name) => Array.from({ length: 5 }, (_, tier) => [`${name} ${tier}`]);
  return { ground: "ground", text: "text", quiet: "quiet", line: "line", top: 8, node: tiers("node"), edge: tiers("edge"), thin: tiers("thin"), crowd: tiers("crowd") };
}

/** Nodes on a square with one hub in its middle, every other edge only possibly in force. */
function crowd({ side, apart, edges }) {
  const count = side * side + 1;
  const place = (at) => (at % side) * apart;
  const middle = ((side - 1) * apart) / 2;
  const column = (Type, length, value) => Type.from({ length }, (_, at) => value(at));
  const scene = {
    nodes: {
      count,
      x: column(Float32Array, count, (at) => (at === count - 1 ? middle : place(at))),
      y: column(Float32Array, count, (at) => (at === count - 1 ? middle : Math.floor(at / side) * apart)),
      size: column(Float32Array, count, (at) => (at === count - 1 ? 120 : 15)),
      weight: new Float32Array(count), shape: new Uint8Array(count), colour: new Uint16Array(count), label: () => "",
    },
    edges: {
      count: edges,
      from: column(Uint32Array, edges, (at) => at % (side * side)), to: column(Uint32Array, edges, (at) => (at * 7 + 1) % (side * side)),
      colour: new Uint16Array(edges), width: new Float32Array(edges).fill(2), bend: new Float32Array(edges),
      dashed: new Uint8Array(edges), arrow: new Uint8Array(edges).fill(1), label: () => "",
    },
    palette: ["#000000"], stages: [], fixed: true,
  };
  const size = { width: 600, height: 600 };
  const shown = newShown(scene, size, LOOK, { x: 1, y: 1 });
  const scale = size.width / (side * apart);
  shown.view = { scale, x: 0, y: 0 };
  shown.edges = column(Uint8Array, edges, (at) => 1 + (at % 2));
  return shown;
}

/** The strokes and fills of a picture, in their order; names are left out, as only a browser measures them. */
function painted(shown) {
  const done = { strokes: [], discs: [] };
  const pen = { moveTo() {}, lineTo() {}, quadraticCurveTo() {}, closePath() {}, arc: (x, y, radius) => done.discs.push(radius) };
  const sheet = { hairline: 1, begin: () => pen, stroke: (style) => done.strokes.push(style), fill() {}, text() {}, caption() {} };
  const bare = { ...shown, byWeight: new Uint32Array() };
  bare.radius = (node) => shown.radius(node);
  for (const _ of paintPicture(sheet, bare)) continue;
  return { ...done, thin: bare.thin };
}

test("from afar nodes grow only as far as they leave each other room", () => {
  const sparse = crowd({ side: 10, apart: 400, edges: 0 });
  const packed = crowd({ side: 100, apart: 40, edges: 0 });
  assert.equal(sparse.view.scale, packed.view.scale);
  assert.ok(!isDense(sparse) && isDense(packed));
  assert.ok(packed.radius(0) < sparse.radius(0) / 1.5, `${packed.radius(0)} and ${sparse.radius(0)}`);
  packed.view = { ...packed.view, scale: 1 };
  assert.ok(!isDense(packed));
  assert.equal(packed.radius(0), 15);
});

test("where nodes lie dense the big ones lie on top, and are found there; else the small ones", () => {
  for (const [shown, top] of [[crowd({ side: 101, apart: 40, edges: 0 }), "big"], [crowd({ side: 11, apart: 400, edges: 0 }), "small"]]) {
    const { discs } = painted(shown);
    assert.equal(discs.indexOf(Math.max(...discs)), top === "big" ? discs.length - 1 : 0);
    const { index } = createFinder(shown).hit(shown.x[shown.x.length - 1] * shown.view.scale, shown.y[shown.y.length - 1] * shown.view.scale);
    assert.equal(index === shown.scene.nodes.count - 1, top === "big");
  }
});

test("with many edges in view what holds only possibly is thinner and paler, not broken", () => {
  const { strokes, thin } = painted(crowd({ side: 80, apart: 60, edges: 6000 }));
  assert.ok(thin);
  const [possibly, certainly] = ["thin 1", "thin 2"].map((colour) => strokes.find((style) => style.colour === colour));
  assert.ok(possibly.width < certainly.width);
  assert.deepEqual([possibly.dash, certainly.dash], [[], []]);
});

test("with few edges in view what holds only possibly is dotted", () => {
  const { strokes, thin } = painted(crowd({ side: 20, apart: 200, edges: 300 }));
  assert.ok(!thin);
  assert.notDeepEqual(strokes.find((style) => style.colour === "edge 1").dash, []);
});
