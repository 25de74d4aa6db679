// Where the map looks: cropped to what has a place, never distorted.

import { WIDTH } from "./projection.js";

const PAD = 46;
/** Room for the buttons that lie over the map. */
const ABOVE = 44;
/** A single place is shown with this much of the world around it, in radii of the globe. */
const LEAST = 0.9;
const NEAREST = 4000;

/**
 * @param {import("./course.js").Shown} shown
 * @param {number[]} nodes what is to be seen
 * @param {boolean} withFlows and all flows
 * @returns {import("./course.js").View}
 */
export function fitted({ places, flows, model, size }, nodes, withFlows) {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  const take = (x, y) => {
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  };
  for (const node of nodes) take(places.x[places.spot[node]], places.y[places.spot[node]]);
  for (let flow = 0; withFlows && flow < flows.count; flow += 1) {
    const [from, to] = [model.edges.subject, model.edges.object].map((end) => places.spot[end[flows.edge[flow]]]);
    const [dx, dy] = [places.x[to] - places.x[from], places.y[to] - places.y[from]];
    take((places.x[from] + places.x[to]) / 2 + dy * flows.bend[flow], (places.y[from] + places.y[to]) / 2 - dx * flows.bend[flow]);
  }
  if (box.left > box.right) take(0, 0);
  const across = Math.max(LEAST, box.right - box.left);
  const down = Math.max(LEAST / 2, box.bottom - box.top);
  const scale = kept(Math.min(Math.max(size.width * 0.6, size.width - 2 * PAD) / across, Math.max(size.height * 0.5, size.height - 2 * PAD - ABOVE) / down), size);
  return {
    scale,
    x: size.width / 2 - ((box.left + box.right) / 2) * scale,
    y: (size.height + Math.min(ABOVE, size.height / 8)) / 2 - ((box.top + box.bottom) / 2) * scale,
  };
}

/**
 * @param {import("./course.js").View} view
 * @param {number} factor
 * @param {number} x the pixel that stays where it is
 * @param {number} y
 * @param {{width: number, height: number}} size
 * @returns {import("./course.js").View}
 */
export function zoomed(view, factor, x, y, size) {
  const scale = kept(view.scale * factor, size);
  const by = scale / view.scale;
  return { scale, x: x - (x - view.x) * by, y: y - (y - view.y) * by };
}

/**
 * @param {import("./course.js").View} view
 * @param {number} dx
 * @param {number} dy
 * @param {{width: number, height: number}} size
 * @returns {import("./course.js").View} never so far that no map is left on the screen
 */
export function moved(view, dx, dy, { width, height }) {
  const [halfX, halfY] = [(WIDTH / 2) * view.scale, (WIDTH / 4) * view.scale];
  return {
    scale: view.scale,
    x: Math.max(width * 0.2 - halfX, Math.min(width * 0.8 + halfX, view.x + dx)),
    y: Math.max(height * 0.2 - halfY, Math.min(height * 0.8 + halfY, view.y + dy)),
  };
}

function kept(scale, { width }) {
  return Math.max((0.7 * Math.max(width, 200)) / WIDTH, Math.min(NEAREST, scale));
}
