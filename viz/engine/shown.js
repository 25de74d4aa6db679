// What an engine shows now: the scene, who is hidden, in focus or pointed at, and the camera.

import { growth } from "./look.js";

/**
 * @typedef {{kind: "node" | "edge", index: number}} Hit in the scene's own numbers
 * @typedef {{nodes: Set<number>, edges: Set<number>, chosen: Hit | null}} Focus
 *
 * @typedef {import("../scene.js").Scene} Scene
 *
 * @typedef {{scale: number, x: number, y: number}} View a place in the world times scale, plus x and y, is its pixel
 * @typedef {{left: number, top: number, right: number, bottom: number}} Box in pixels
 *
 * @typedef {object} Shown
 * @property {Scene} scene
 * @property {Float32Array} x places in the world, stretched to the screen
 * @property {Float32Array} y
 * @property {number} stretchX by how much x is stretched
 * @property {Uint8Array} nodes 0 hidden, 1 possibly, 2 certainly
 * @property {Uint8Array} edges
 * @property {Focus | null} focus
 * @property {Hit | null} pointed
 * @property {boolean} thin whether so many edges are in view that the last picture shows them without dashes and arrows
 * @property {View} view
 * @property {{width: number, height: number}} size of the screen in pixels
 * @property {import("./look.js").Look} look
 * @property {(node: number) => number} radius in pixels as drawn
 * @property {() => number} line the factor from an edge's width to pixels
 * @property {Uint32Array} byWeight nodes, the heaviest first
 * @property {Uint32Array} bySize nodes, the biggest first; those of one size by colour
 * @property {number} room up to which growth nodes from afar still leave each other room
 * @property {Uint32Array} labelled edges that have a label
 */

/** Sizes and weights are told apart down to one in so many; so many colours in sorting. */
const FINE = 16;
const KINDS = 256;
const SMALLEST = 1.3;
const CHOSEN = 1.2;
const FARTHEST = 1.7;
const ALONE = 200;
/** So much of the ground nodes may cover when they are enlarged. */
const SHARE = 0.5;

/**
 * A scene with everything shown and nothing in focus.
 * @param {Scene} scene
 * @param {{width: number, height: number}} size
 * @param {import("./look.js").Look} look
 * @param {{x: number, y: number}} stretch
 * @returns {Shown}
 */
export function newShown(scene, size, look, stretch) {
  const { nodes, edges } = scene;
  const labelled = [];
  for (let edge = 0; edge < edges.count; edge += 1) if (edges.label(edge)) labelled.push(edge);
  /** @type {Shown} */
  const shown = {
    scene, size, look,
    x: nodes.x.map((value) => value * stretch.x),
    y: nodes.y.map((value) => value * stretch.y),
    stretchX: stretch.x,
    nodes: new Uint8Array(nodes.count).fill(2),
    edges: new Uint8Array(edges.count).fill(2),
    focus: null, pointed: null, thin: false,
    view: { scale: 1, x: 0, y: 0 },
    radius: (node) => radiusIn(shown, node),
    line: () => growth(shown.view.scale).line * shown.view.scale,
    byWeight: sortedDown(nodes.weight),
    bySize: sortedDown(nodes.size, nodes.colour),
    room: roomFor(nodes, stretch),
    labelled: Uint32Array.from(labelled),
  };
  return shown;
}

/**
 * How far to pull a drawing in one direction, so that it fills a wide or an upright screen.
 * @param {Scene} scene
 * @param {{width: number, height: number}} size
 * @returns {{x: number, y: number}}
 */
export function stretchOf(scene, size) {
  if (scene.fixed || scene.stages.length || !scene.nodes.count) return { x: 1, y: 1 };
  const drawing = extent(scene.nodes.x) / extent(scene.nodes.y);
  const screen = Math.max(1, size.width) / Math.max(1, size.height);
  const pull = Math.min(FARTHEST, Math.max(screen / drawing, drawing / screen));
  return screen > drawing ? { x: pull, y: 1 } : { x: 1, y: pull };
}

/**
 * @param {Shown} shown
 * @returns {Box} the whole screen
 */
export function screenOf({ size }) {
  return { left: 0, top: 0, right: size.width, bottom: size.height };
}

/**
 * @param {Shown} shown
 * @param {"node" | "edge"} kind
 * @param {number} index
 * @returns {boolean} whether the focus is on exactly this
 */
export function isChosen({ focus }, kind, index) {
  return focus?.chosen != null && focus.chosen.kind === kind && focus.chosen.index === index;
}

/**
 * @param {Shown} shown
 * @returns {boolean} whether nodes lie so close that the small ones would hide the big ones
 */
export function isDense({ view, room }) {
  return view.scale < 1 && growth(view.scale).node > room;
}

function radiusIn(shown, node) {
  const { view, scene, focus } = shown;
  const plain = Math.max(SMALLEST, scene.nodes.size[node] * growthOf(view.scale, shown.room) * view.scale);
  return focus !== null && isChosen(shown, "node", node) ? plain * CHOSEN : plain;
}

/** The same scale is asked for once per node; powers are slow. */
const last = { scale: 0, room: 0, growth: 1 };
function growthOf(scale, room) {
  if (last.scale !== scale || last.room !== room) {
    const { node } = growth(scale);
    Object.assign(last, { scale, room, growth: scale < 1 ? Math.min(node, Math.max(1, room)) : node });
  }
  return last.growth;
}

/** The growth at which nodes cover their share of where most of them lie, taken for a disc of even density. */
function roomFor({ count, x, y, size }, stretch) {
  if (count < 2) return Infinity;
  let ink = 0;
  for (let node = 0; node < count; node += 1) ink += Math.PI * size[node] * size[node];
  const area = 4 * Math.PI * deviation(x) * stretch.x * deviation(y) * stretch.y;
  return Math.sqrt((SHARE * area) / ink);
}

function deviation(values) {
  let [sum, squares] = [0, 0];
  for (const value of values) {
    sum += value;
    squares += value * value;
  }
  return Math.sqrt(Math.max(0, squares / values.length - (sum / values.length) ** 2));
}

function extent(values) {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return most - least + ALONE;
}

/** Numbers of the values, the greatest first. Each is packed into one sortable number: typed arrays sort those fastest. */
function sortedDown(values, thenBy = null) {
  const count = values.length;
  const kinds = thenBy ? KINDS : 1;
  const keys = new Float64Array(count);
  for (let index = 0; index < count; index += 1) {
    const whole = Math.round(values[index] * FINE);
    keys[index] = (-whole * kinds + (thenBy ? thenBy[index] % kinds : 0)) * count + index;
  }
  keys.sort();
  const sorted = new Uint32Array(count);
  for (let rank = 0; rank < count; rank += 1) sorted[rank] = keys[rank] - Math.floor(keys[rank] / count) * count;
  return sorted;
}
