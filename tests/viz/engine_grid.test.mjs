import assert from "node:assert/strict";
import test from "node:test";

import { createGrid } from "../../viz/engine/grid.js";

const BOX = { left: -100, top: 0, right: 300, bottom: 200 };

function around(grid, x, y, reach) {
  const found = new Set();
  grid.near(x, y, reach, (item) => found.add(item));
  return found;
}

test("a point is found near it and nothing is lost at the border", () => {
  const places = [[-100, 0], [300, 200], [120, 90]];
  const grid = createGrid(3, BOX, 8, (item, line) => line(...places[item], ...places[item]));
  places.forEach(([x, y], item) => assert.ok(around(grid, x, y, 1).has(item)));
  assert.ok(!around(grid, 120, 90, 1).has(0));
});

test("a line is found at every place it runs through", () => {
  const lines = [[-100, 0, 300, 200], [300, 5, -90, 199], [50, 0, 50, 200], [0, 100, 250, 100], [10, 10, 12, 12]];
  const grid = createGrid(lines.length, BOX, 13, (item, line) => line(...lines[item]));
  lines.forEach(([x1, y1, x2, y2], item) => {
    for (let step = 0; step <= 200; step += 1) {
      const share = step / 200;
      assert.ok(around(grid, x1 + (x2 - x1) * share, y1 + (y2 - y1) * share, 0.5).has(item), `${item} at ${step}`);
    }
  });
});

test("an empty grid finds nothing", () => {
  assert.equal(around(createGrid(0, BOX, 4, () => undefined), 0, 0, 1000).size, 0);
});
