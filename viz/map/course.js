// The courses of flows on the screen: curves from rim to rim, and what lies near a point.

/**
 * @typedef {object} View
 * @property {number} scale pixels for a radius of the globe
 * @property {number} x where the middle of the map lies
 * @property {number} y
 *
 * @typedef {object} Shown what the map shows at the moment
 * @property {import("../data.js").Model} model
 * @property {import("./places.js").Places} places
 * @property {import("./places.js").Standing} standing
 * @property {import("./flows.js").Flows} flows
 * @property {import("../filter.js").Visible} visible
 * @property {{width: number, height: number}} size
 * @property {View} view
 * @property {{nodes: Set<number>, edges: Set<number>} | null} focus everything else is dimmed
 * @property {{nodes: Set<number>, edges: Set<number>} | null} pointed
 * @property {boolean} moving whether it moves, so that not everything need be drawn
 * @property {Float32Array} courses six numbers for each flow: begin, bend, end
 */

const GAP = 2;
const SAMPLES = 20;
const REACH = 6;
const LOOP = 16;
const THINNEST = 1.2;
const THICKEST = 6.5;
/** More flows than this are drawn thinner, so that the map stays readable. */
const CROWD = 120;

/**
 * @param {Shown} shown
 * @param {number} node
 * @returns {[number, number]} its pixel
 */
export function pixelOf({ places, standing, view }, node) {
  const spot = places.spot[node];
  return [places.x[spot] * view.scale + view.x + standing.dx[node], places.y[spot] * view.scale + view.y + standing.dy[node]];
}

/**
 * @param {import("./flows.js").Flows} flows
 * @param {number} flow
 * @returns {number} in pixels; its square grows with the weight
 */
export function widthOf(flows, flow) {
  const { weight, most, count, measured } = flows;
  const crowd = Math.max(0.4, Math.min(1, Math.sqrt(CROWD / count)));
  if (!weight[flow]) return crowd;
  const thickest = measured ? THICKEST : Math.min(THICKEST, 1 + 1.5 * Math.sqrt(most));
  return crowd * (THINNEST + (thickest - THINNEST) * Math.sqrt(weight[flow] / most));
}

/** @param {number} width of its line @returns {number} the length of an arrow's head */
export function headOf(width) {
  return 5 + 1.5 * width;
}

/**
 * Lay every flow from the rim of one circle to the rim of the other.
 * @param {Shown} shown
 * @returns {Float32Array}
 */
export function layCourses(shown) {
  const { flows, model } = shown;
  const courses = new Float32Array(6 * flows.count);
  for (let flow = 0; flow < flows.count; flow += 1) {
    const edge = flows.edge[flow];
    courses.set(courseOf(shown, model.edges.subject[edge], model.edges.object[edge], flows.bend[flow]), 6 * flow);
  }
  return courses;
}

function courseOf(shown, from, to, bend) {
  const [ax, ay] = pixelOf(shown, from);
  const [bx, by] = pixelOf(shown, to);
  const [dx, dy] = [bx - ax, by - ay];
  const far = Math.hypot(dx, dy);
  const { radius, isDrawn } = shown.standing;
  if (far < 1) {
    const rim = radius[from] * 0.7;
    return [ax - rim, ay - rim, ax, ay - radius[from] - 2 * LOOP, ax + rim, ay - rim];
  }
  const cx = (ax + bx) / 2 + dy * 2 * bend;
  const cy = (ay + by) / 2 - dx * 2 * bend;
  const arm = Math.hypot(cx - ax, cy - ay);
  const [start, end] = [from, to].map((node) => Math.min(isDrawn[node] ? radius[node] + GAP : 0, far * 0.4));
  return [ax + ((cx - ax) / arm) * start, ay + ((cy - ay) / arm) * start, cx, cy, bx + ((cx - bx) / arm) * end, by + ((cy - by) / arm) * end];
}

/**
 * What lies at a pixel: a circle before a flow.
 * @param {Shown} shown
 * @param {number} x
 * @param {number} y
 * @param {boolean} touch fingers are broader than pointers
 * @returns {{kind: "node" | "edge", index: number} | null}
 */
export function hitAt(shown, x, y, touch) {
  const reach = touch ? 2.2 * REACH : REACH;
  let best = { far: Infinity, node: -1, flow: -1 };
  for (const node of shown.standing.drawn) {
    const [nx, ny] = pixelOf(shown, node);
    const far = Math.hypot(nx - x, ny - y) - shown.standing.radius[node];
    if (far < Math.min(reach * 0.6, best.far)) best = { far, node, flow: -1 };
  }
  if (best.node >= 0) return { kind: "node", index: best.node };
  for (let flow = 0; flow < shown.flows.count; flow += 1) {
    const far = awayFrom(shown.courses, 6 * flow, x, y, reach + 4) - widthOf(shown.flows, flow) / 2;
    if (far < Math.min(reach, best.far)) best = { far, node: -1, flow };
  }
  return best.flow < 0 ? null : { kind: "edge", index: shown.flows.edge[best.flow] };
}

/** How far a pixel lies from a curve; Infinity where it is farther than the reach from all of it. */
function awayFrom(courses, at, x, y, reach) {
  const [ax, ay, cx, cy, bx, by] = courses.subarray(at, at + 6);
  if (x < Math.min(ax, bx, cx) - reach || x > Math.max(ax, bx, cx) + reach) return Infinity;
  if (y < Math.min(ay, by, cy) - reach || y > Math.max(ay, by, cy) + reach) return Infinity;
  let [nearest, px, py] = [Infinity, ax, ay];
  for (let step = 1; step <= SAMPLES; step += 1) {
    const t = step / SAMPLES;
    const [u, v, w] = [(1 - t) ** 2, 2 * t * (1 - t), t * t];
    const [qx, qy] = [u * ax + v * cx + w * bx, u * ay + v * cy + w * by];
    nearest = Math.min(nearest, toSegment(x, y, px, py, qx, qy));
    [px, py] = [qx, qy];
  }
  return nearest;
}

function toSegment(x, y, ax, ay, bx, by) {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const share = length ? Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length)) : 0;
  return Math.hypot(x - ax - share * dx, y - ay - share * dy);
}
