import assert from "node:assert/strict";
import test from "node:test";

import { between, centred, fitted, moved, zoomed } from "../../viz/engine/camera.js";

const SIZE = { width: 800, height: 600 };
const pixel = (view, x, y) => [x * view.scale + view.x, y * view.scale + view.y];
const near = (a, b) => a.forEach((value, at) => assert.ok(Math.abs(value - b[at]) < 1e-6, `${a} is not ${b}`));

function shownOf(places, levels = places.map(() => 2)) {
  return {
    size: SIZE, view: { scale: 1, x: 0, y: 0 }, look: { top: 50 },
    x: Float32Array.from(places, ([x]) => x), y: Float32Array.from(places, ([, y]) => y),
    nodes: Uint8Array.from(levels),
    scene: { nodes: { count: places.length, size: new Float32Array(places.length).fill(10) }, stages: [] },
  };
}

test("what is fitted is on the screen, in the middle of what the tools leave free", () => {
  const view = fitted(shownOf([[-4000, 0], [4000, 1000]]), []);
  near(pixel(view, 0, 500), [400, 312]);
  const [x, y] = pixel(view, -4000, 0);
  assert.ok(x > 0 && y > 0 && x < 60);
});

test("only what is shown is fitted, and nothing shown is no view", () => {
  near(pixel(fitted(shownOf([[0, 0], [9000, 0]], [2, 0]), []), 0, 0), [400, 312]);
  near(pixel(fitted(shownOf([[0, 0], [9000, 0]], [2, 2]), [1]), 9000, 0), [400, 312]);
  assert.equal(fitted(shownOf([[0, 0]], [0]), []), null);
});

test("a few nodes are not blown up", () => {
  assert.equal(fitted(shownOf([[5, 5]]), []).scale, 1.5);
});

test("a zoom keeps the place under the pointer and stops at its ends", () => {
  const view = { scale: 0.5, x: 30, y: -10 };
  near(pixel(zoomed(view, 3, 200, 100), (200 - 30) / 0.5, (100 + 10) / 0.5), [200, 100]);
  assert.equal(zoomed(view, 1e9, 0, 0).scale, 6);
  assert.ok(zoomed(view, 1e-9, 0, 0).scale > 0);
});

test("a node can be brought to the middle, near enough to read", () => {
  const shown = shownOf([[70, 90]]);
  shown.view = { scale: 0.1, x: 0, y: 0 };
  const view = centred(shown, 0);
  near(pixel(view, 70, 90), [400, 300]);
  assert.ok(view.scale >= 0.75);
});

test("the way between two views ends where it should and moves evenly", () => {
  const [from, to] = [{ scale: 1, x: 0, y: 0 }, { scale: 4, x: -500, y: 20 }];
  assert.deepEqual(between(from, to, 1, SIZE), to);
  assert.ok(Math.abs(between(from, to, 0.5, SIZE).scale - 2) < 1e-9);
  assert.deepEqual(moved(from, 3, -4), { scale: 1, x: 3, y: -4 });
});
