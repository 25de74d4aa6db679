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
 * @property {View} view
 * @property {{width: number, height: number}} size of the screen in pixels
 * @property {import("./look.js").Look} look
 * @property {(node: number) => number} radius in pixels as drawn
 * @property {() => number} line the factor from an edge's width to pixels
 * @property {Uint32Array} byWeight nodes, the heaviest first
 * @property {Uint32Array} bySize nodes, the biggest first
 * @property {Uint32Array} labelled edges that have a label
 */

const SMALLEST = 1.3;
const CHOSEN = 1.2;
const FARTHEST = 1.7;
const ALONE = 200;

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
    focus: null, pointed: null,
    view: { scale: 1, x: 0, y: 0 },
    radius: (node) => radiusIn(shown, node),
    line: () => growth(shown.view.scale).line * shown.view.scale,
    byWeight: sortedDown(nodes.weight),
    bySize: sortedDown(nodes.size),
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

function radiusIn(shown, node) {
  const { view, scene } = shown;
  const plain = Math.max(SMALLEST, scene.nodes.size[node] * growthOf(view.scale) * view.scale);
  return isChosen(shown, "node", node) ? plain * CHOSEN : plain;
}

/** The same scale is asked for once per node; powers are slow. */
const last = { scale: 0, growth: 1 };
function growthOf(scale) {
  if (last.scale !== scale) Object.assign(last, { scale, growth: growth(scale).node });
  return last.growth;
}

function extent(values) {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return most - least + ALONE;
}

function sortedDown(values) {
  return Uint32Array.from(values, (_, index) => index).sort((a, b) => values[b] - values[a] || a - b);
}
