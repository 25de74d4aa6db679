// Edges that look alike are drawn together: a canvas spends most of its time on changes of style.

import { tierOf } from "./look.js";

/**
 * @typedef {object} Group edges of one colour, width and dash
 * @property {number} tier
 * @property {number} colour a number into the palette
 * @property {number} width in pixels at scale 1
 * @property {boolean} dashed
 * @property {Uint32Array} edges
 */

const WIDTHS = 12;
const PER_PIXEL = 2;

/**
 * The edges that are shown, in groups, the farthest back first. Two passes of counting sort.
 * @param {import("./shown.js").Shown} shown
 * @returns {Group[]}
 */
export function groupEdges({ scene, edges: levels, focus }) {
  const { count, colour, width, dashed } = scene.edges;
  const colours = scene.palette.length;
  const keys = new Uint32Array(count);
  const held = new Uint32Array(5 * colours * WIDTHS * 2 + 1);
  for (let edge = 0; edge < count; edge += 1) {
    if (!levels[edge]) continue;
    const tier = tierOf(levels[edge], focus !== null, focus !== null && focus.edges.has(edge));
    const step = Math.max(1, Math.min(WIDTHS - 1, Math.round(width[edge] * PER_PIXEL)));
    keys[edge] = ((tier * colours + colour[edge]) * WIDTHS + step) * 2 + dashed[edge];
    held[keys[edge] + 1] += 1;
  }
  for (let key = 1; key < held.length; key += 1) held[key] += held[key - 1];
  const next = held.slice();
  const sorted = new Uint32Array(held[held.length - 1]);
  for (let edge = 0; edge < count; edge += 1) if (levels[edge]) sorted[next[keys[edge]]++] = edge;
  return groupsOf(sorted, held, colours);
}

function groupsOf(sorted, held, colours) {
  const groups = [];
  for (let key = 0; key < held.length - 1; key += 1) {
    if (held[key] === held[key + 1]) continue;
    const place = Math.floor(key / 2 / WIDTHS);
    groups.push({
      tier: Math.floor(place / colours), colour: place % colours,
      width: (Math.floor(key / 2) % WIDTHS) / PER_PIXEL, dashed: key % 2 === 1,
      edges: sorted.subarray(held[key], held[key + 1]),
    });
  }
  return groups;
}
