// What lies at a point: nodes before edges, what is drawn on top before the rest, the near before the far.

import { distanceTo, layCourse, newCourse } from "./curves.js";
import { createGrid } from "./grid.js";
import { isDense } from "./shown.js";

const NODE_SIDE = 64;
const EDGE_SIDE = 28;
const NODE_SLACK = 3;
const EDGE_SLACK = 6;
const TOUCH = 10;
/** What is out of focus must be met this much better. */
const ASIDE = 3;
const PIECES = 10;

/**
 * A search over a scene. Its grids are made when first needed, and again when places change.
 * @param {import("./shown.js").Shown} shown
 * @returns {{hit: (x: number, y: number, touch?: boolean) => import("./shown.js").Hit | null}}
 */
export function createFinder(shown) {
  let nodes = null;
  let edges = null;
  const biggest = shown.scene.nodes.count ? shown.bySize[0] : -1;
  return {
    hit(x, y, touch = false) {
      if (biggest < 0) return null;
      nodes ??= nodeGrid(shown);
      const node = nodeAt(shown, nodes, biggest, x, y, NODE_SLACK + (touch ? TOUCH : 0));
      if (node >= 0) return { kind: "node", index: node };
      edges ??= edgeGrid(shown);
      const edge = edgeAt(shown, edges, x, y, EDGE_SLACK + (touch ? TOUCH : 0));
      return edge >= 0 ? { kind: "edge", index: edge } : null;
    },
  };
}

/** The node whose border is nearest; inside several, the one that is drawn last and lies on top. */
function nodeAt(shown, grid, biggest, x, y, slack) {
  const { view } = shown;
  const onTop = isDense(shown) ? -1 : 1;
  let [best, least] = [-1, Infinity];
  const reach = (Math.max(shown.radius(biggest) * 1.2, 8) + slack) / view.scale;
  grid.near((x - view.x) / view.scale, (y - view.y) / view.scale, reach, (node) => {
    if (!shown.nodes[node]) return;
    const radius = shown.radius(node);
    const away = Math.hypot(shown.x[node] * view.scale + view.x - x, shown.y[node] * view.scale + view.y - y) - radius;
    if (away > slack) return;
    const rank = away <= 0 ? onTop * radius - 1e6 : away;
    if (rank < least) [best, least] = [node, rank];
  });
  return best;
}

function edgeAt(shown, { grid, loops }, x, y, slack) {
  const { view, focus } = shown;
  const course = newCourse();
  let [best, least] = [-1, Infinity];
  const look = (edge) => {
    if (!shown.edges[edge]) return;
    layCourse(shown, edge, course);
    const aside = focus && !focus.edges.has(edge) ? ASIDE : 0;
    const away = distanceTo(course, x, y) + aside;
    if (away <= slack + aside / 2 && away < least) [best, least] = [edge, away];
  };
  grid.near((x - view.x) / view.scale, (y - view.y) / view.scale, slack / view.scale, look);
  loops.forEach(look);
  return best;
}

function nodeGrid(shown) {
  return createGrid(shown.scene.nodes.count, boxOf(shown), NODE_SIDE, (node, line) => {
    line(shown.x[node], shown.y[node], shown.x[node], shown.y[node]);
  });
}

/** Loops are few, and as big as their nodes are drawn, so they stand in a list of their own. */
function edgeGrid(shown) {
  const { from, to, bend, count } = shown.scene.edges;
  const { x, y } = shown;
  const loops = [];
  for (let edge = 0; edge < count; edge += 1) if (from[edge] === to[edge]) loops.push(edge);
  const grid = createGrid(count, boxOf(shown), EDGE_SIDE, (edge, line) => {
    const [x1, y1, x2, y2] = [x[from[edge]], y[from[edge]], x[to[edge]], y[to[edge]]];
    if (from[edge] === to[edge]) return;
    if (bend[edge] === 0) line(x1, y1, x2, y2);
    else traceCurve({ x1, y1, x2, y2, bend: bend[edge] }, line);
  });
  return { grid, loops };
}

function traceCurve({ x1, y1, x2, y2, bend }, line) {
  const [cx, cy] = [(x1 + x2) / 2 + bend * (y2 - y1), (y1 + y2) / 2 - bend * (x2 - x1)];
  let [fromX, fromY] = [x1, y1];
  for (let piece = 1; piece <= PIECES; piece += 1) {
    const share = piece / PIECES;
    const [a, b, c] = [(1 - share) ** 2, 2 * share * (1 - share), share ** 2];
    const [toX, toY] = [a * x1 + b * cx + c * x2, a * y1 + b * cy + c * y2];
    line(fromX, fromY, toX, toY);
    [fromX, fromY] = [toX, toY];
  }
}

function boxOf({ x, y }) {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (let node = 0; node < x.length; node += 1) {
    box.left = Math.min(box.left, x[node]);
    box.right = Math.max(box.right, x[node]);
    box.top = Math.min(box.top, y[node]);
    box.bottom = Math.max(box.bottom, y[node]);
  }
  return box;
}
