// Things in the cells of a uniform grid, in three typed arrays, to find what lies near a point.

/**
 * @typedef {object} Grid
 * @property {(x: number, y: number, reach: number, visit: (item: number) => void) => void} near
 *   visits every item of the cells that a square around a point touches; an item can come more than once
 */

/**
 * Sort items into cells.
 * @param {number} count how many items
 * @param {{left: number, top: number, right: number, bottom: number}} box in which they lie
 * @param {number} side how many cells there are in each direction
 * @param {(item: number, line: (x1: number, y1: number, x2: number, y2: number) => void) => void} trace
 *   gives the lines an item runs along; a point is a line of no length
 * @returns {Grid}
 */
export function createGrid(count, box, side, trace) {
  const across = side / Math.max(1e-6, box.right - box.left);
  const down = side / Math.max(1e-6, box.bottom - box.top);
  const column = (x) => Math.max(0, Math.min(side - 1, Math.floor((x - box.left) * across)));
  const row = (y) => Math.max(0, Math.min(side - 1, Math.floor((y - box.top) * down)));
  const start = new Uint32Array(side * side + 1);
  const each = (visit) => {
    for (let item = 0; item < count; item += 1) {
      let before = -1;
      trace(item, (x1, y1, x2, y2) => {
        const from = { x: (x1 - box.left) * across, y: (y1 - box.top) * down };
        const to = { x: (x2 - box.left) * across, y: (y2 - box.top) * down };
        walk(from, to, side, (cell) => {
          if (cell !== before) visit(cell, item);
          before = cell;
        });
      });
    }
  };
  each((cell) => {
    start[cell + 1] += 1;
  });
  for (let cell = 0; cell < side * side; cell += 1) start[cell + 1] += start[cell];
  const next = start.slice();
  const items = new Uint32Array(start[side * side]);
  each((cell, item) => {
    items[next[cell]++] = item;
  });
  return {
    near(x, y, reach, visit) {
      for (let r = row(y - reach); r <= row(y + reach); r += 1) {
        for (let c = column(x - reach); c <= column(x + reach); c += 1) {
          const cell = r * side + c;
          for (let at = start[cell]; at < start[cell + 1]; at += 1) visit(items[at]);
        }
      }
    },
  };
}

/** Every cell that a line crosses, from one to the next; places are in cells. */
function walk(from, to, side, visit) {
  const inside = (value) => Math.max(0, Math.min(side - 1, Math.floor(value)));
  let [c, r] = [inside(from.x), inside(from.y)];
  const [lastC, lastR] = [inside(to.x), inside(to.y)];
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const [stepC, stepR] = [Math.sign(lastC - c), Math.sign(lastR - r)];
  let left = Math.abs(lastC - c) + Math.abs(lastR - r);
  visit(r * side + c);
  while (left > 0) {
    // How far along the line the next border lies, to the side and below or above.
    const nextC = c === lastC ? Infinity : (c + (stepC > 0 ? 1 : 0) - from.x) / dx;
    const nextR = r === lastR ? Infinity : (r + (stepR > 0 ? 1 : 0) - from.y) / dy;
    if (nextC <= nextR) c += stepC;
    else r += stepR;
    left -= 1;
    visit(r * side + c);
  }
}
