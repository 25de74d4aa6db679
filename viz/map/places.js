// Which entities have a place, where it lies on the plane, and how those at one place stand around it.

import { linked } from "../data.js";
import { project } from "./projection.js";

/**
 * @typedef {object} Places the same as long as the page is open
 * @property {Int32Array} spot of each node; -1 where it has no place
 * @property {number[]} x of each spot, in radii of the globe
 * @property {number[]} y downwards
 * @property {number[]} nodes those with a place, the ones with most claims first
 * @property {Float32Array[]} rings the outline of the land: x, y, x …
 *
 * @typedef {object} Standing who stands where at the moment
 * @property {number[]} drawn nodes, those with most claims first
 * @property {Uint8Array} isDrawn by node
 * @property {Float32Array} radius by node, in pixels
 * @property {Float32Array} dx from its spot, in pixels
 * @property {Float32Array} dy
 * @property {Uint32Array} claims by node: how many of its claims are visible
 * @property {Map<number, number>} more by the first node of a spot: how many more stand there without a circle
 */

/** Places that lie as near as this, in degrees, are one spot. */
const NEAR = 0.5;
/** So many of one spot get a circle of their own. */
export const MOST = 24;
const TURN = Math.PI * (3 - Math.sqrt(5));
const SMALLEST = 4;
const LARGEST = 17;
/** More circles than this are drawn smaller. */
const CROWD = 60;

/**
 * @param {import("../data.js").Model} model
 * @returns {Places}
 */
export function placesOf(model) {
  const { nodes, geography } = model;
  const spot = new Int32Array(nodes.count).fill(-1);
  const size = (node) => nodes.claims.start[node + 1] - nodes.claims.start[node];
  const placed = Object.keys(geography?.points ?? {}).map((id) => model.nodeOf.get(id) ?? -1).filter((node) => node >= 0);
  placed.sort((a, b) => size(b) - size(a) || a - b);
  /** @type {[number, number][]} */
  const spots = [];
  for (const node of placed) {
    const [longitude, latitude] = /** @type {any} */ (geography).points[nodes.id[node]];
    const near = spots.findIndex(([east, north]) => Math.hypot(longitude - east, latitude - north) < NEAR);
    spot[node] = near >= 0 ? near : spots.push([longitude, latitude]) - 1;
  }
  const plane = spots.map(([longitude, latitude]) => project(longitude, latitude));
  return {
    spot, nodes: placed, x: plane.map(([x]) => x), y: plane.map(([, y]) => y),
    rings: (geography?.outline ?? []).map(ringOf),
  };
}

function ringOf(ring) {
  const made = new Float32Array(ring.length);
  for (let at = 0; at < ring.length; at += 2) made.set(project(ring[at] / 10, ring[at + 1] / 10), at);
  return made;
}

/**
 * Give every visible node with a place its circle: the first of a spot in the middle, the others around it.
 * @param {import("../data.js").Model} model
 * @param {Places} places
 * @param {import("../filter.js").Visible} visible
 * @returns {Standing}
 */
export function standingOf(model, places, visible) {
  const { count } = model.nodes;
  const standing = {
    drawn: [], isDrawn: new Uint8Array(count), radius: new Float32Array(count), dx: new Float32Array(count),
    dy: new Float32Array(count), claims: new Uint32Array(count), more: new Map(),
  };
  const firsts = new Map();
  const among = places.nodes.reduce((sum, node) => sum + (visible.nodes[node] ? 1 : 0), 0);
  const crowd = Math.max(0.45, Math.min(1, Math.sqrt(CROWD / among)));
  for (const node of places.nodes) {
    if (!visible.nodes[node]) continue;
    const spot = places.spot[node];
    const first = firsts.get(spot) ?? { node, here: 0 };
    if (!first.here) firsts.set(spot, first);
    for (const claim of linked(model.nodes.claims, node)) standing.claims[node] += visible.claims[claim] ? 1 : 0;
    standing.radius[node] = Math.max(3, crowd * Math.min(LARGEST, SMALLEST + 1.5 * Math.sqrt(standing.claims[node])));
    if (first.here < MOST) stand(standing, node, first, crowd);
    else standing.more.set(first.node, (standing.more.get(first.node) ?? 0) + 1);
    first.here += 1;
  }
  return standing;
}

/** As seeds stand in a sunflower: evenly, however many there are. */
function stand(standing, node, first, crowd) {
  standing.isDrawn[node] = 1;
  standing.drawn.push(node);
  if (!first.here) return;
  standing.radius[node] = Math.min(standing.radius[node], 8 * crowd);
  const away = standing.radius[first.node] + (3 + 9 * Math.sqrt(first.here)) * crowd;
  standing.dx[node] = away * Math.cos(first.here * TURN);
  standing.dy[node] = away * Math.sin(first.here * TURN);
}
