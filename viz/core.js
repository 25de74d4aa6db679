// What a big page shows at first: relations merged per pair of nodes, and only the busiest part.

import { linked } from "./data.js";
import { parallel } from "./bends.js";

/**
 * @typedef {object} Pairs all relations between two nodes, taken together
 * @property {number} count
 * @property {Uint32Array} first the smaller node
 * @property {Uint32Array} last
 * @property {import("./data.js").Links} edges
 * @property {Uint32Array} of the pair of each edge
 *
 * @typedef {object} Core
 * @property {Uint8Array} nodes
 * @property {Uint8Array} pairs 0 hidden, 1 possibly, 2 certainly in the valid period
 * @property {{nodes: number, relations: number}} left what passes the filters and is not drawn
 */

/**
 * @param {import("./data.js").Edges} edges
 * @returns {Pairs}
 */
export function pairsOf(edges) {
  const { count, start, items, of } = parallel(edges.subject, edges.object);
  const first = new Uint32Array(count);
  const last = new Uint32Array(count);
  for (let pair = 0; pair < count; pair += 1) {
    const edge = items[start[pair]];
    first[pair] = Math.min(edges.subject[edge], edges.object[edge]);
    last[pair] = Math.max(edges.subject[edge], edges.object[edge]);
  }
  return { count, first, last, edges: { start, items }, of };
}

/**
 * The core: the busiest nodes as long as no more pairs than the limit run between them, and the
 * neighbours of what was expanded.
 * @param {import("./data.js").Model} model
 * @param {Pairs} pairs
 * @param {import("./filter.js").Visible} visible
 * @param {Iterable<number>} expanded nodes
 * @returns {Core}
 */
export function coreOf(model, pairs, visible, expanded) {
  const level = new Uint8Array(pairs.count);
  for (let edge = 0; edge < model.edges.count; edge += 1) {
    const pair = pairs.of[edge];
    if (visible.edges[edge] > level[pair]) level[pair] = visible.edges[edge];
  }
  const around = neighbourhoods(model.nodes.count, pairs, level);
  const inside = busiest(model, around, visible.nodes);
  const drawn = new Uint8Array(pairs.count);
  for (let pair = 0; pair < pairs.count; pair += 1) {
    if (level[pair] && inside[pairs.first[pair]] && inside[pairs.last[pair]]) drawn[pair] = level[pair];
  }
  for (const node of expanded) {
    if (!visible.nodes[node]) continue;
    inside[node] = 1;
    for (const pair of linked(around, node)) {
      drawn[pair] = level[pair];
      inside[pairs.first[pair]] = inside[pairs.last[pair]] = 1;
    }
  }
  return { nodes: inside, pairs: drawn, left: leftOut(model, pairs, visible, inside, drawn) };
}

/** The pairs of each node that are not hidden. */
function neighbourhoods(count, pairs, level) {
  const start = new Uint32Array(count + 1);
  const ends = (pair) => (pairs.first[pair] === pairs.last[pair] ? [pairs.first[pair]] : [pairs.first[pair], pairs.last[pair]]);
  for (let pair = 0; pair < pairs.count; pair += 1) if (level[pair]) for (const node of ends(pair)) start[node + 1] += 1;
  for (let node = 0; node < count; node += 1) start[node + 1] += start[node];
  const next = start.slice(0, count);
  const items = new Uint32Array(start[count]);
  for (let pair = 0; pair < pairs.count; pair += 1) if (level[pair]) for (const node of ends(pair)) items[next[node]++] = pair;
  return { start, items, other: (pair, node) => (pairs.first[pair] === node ? pairs.last[pair] : pairs.first[pair]) };
}

function busiest(model, around, shown) {
  const degree = (node) => around.start[node + 1] - around.start[node];
  const order = Uint32Array.from({ length: model.nodes.count }, (_, node) => node).filter((node) => shown[node]);
  order.sort((a, b) => degree(b) - degree(a) || a - b);
  const inside = new Uint8Array(model.nodes.count);
  let between = 0;
  let nodes = 0;
  for (const node of order) {
    let more = 0;
    for (const pair of linked(around, node)) {
      const other = around.other(pair, node);
      if (inside[other] || other === node) more += 1;
    }
    if (between + more > model.limit || nodes >= model.limit) break;
    between += more;
    nodes += 1;
    inside[node] = 1;
  }
  return inside;
}

function leftOut(model, pairs, visible, inside, drawn) {
  const left = { nodes: 0, relations: 0 };
  for (let node = 0; node < model.nodes.count; node += 1) if (visible.nodes[node] && !inside[node]) left.nodes += 1;
  for (let edge = 0; edge < model.edges.count; edge += 1) if (visible.edges[edge] && !drawn[pairs.of[edge]]) left.relations += 1;
  return left;
}
