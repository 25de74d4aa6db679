// A quick picture for while things move: a fixed random sample of the edges as thin lines, nodes as dots.

import { isInView, layCourse, lengthOf, newCourse, traceCourse } from "./curves.js";
import { tierOf } from "./look.js";

const MOST_EDGES = 2400;
const MOST_FOCUSED = 1200;
const MOST_LENGTH = 220000;
const MOST_NODES = 2500;
/** So many edges are looked at, and so many nodes: more would take longer than drawing does. */
const MOST_LOOKED_AT = 24000;
const TOGETHER = 128;

/**
 * The edges in an order by chance, always the same, so that the sample does not flicker.
 * @param {number} count
 * @returns {Uint32Array}
 */
export function shuffled(count) {
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  let chance = 20250604;
  for (let at = count - 1; at > 0; at -= 1) {
    chance = (Math.imul(chance, 1664525) + 1013904223) >>> 0;
    const other = chance % (at + 1);
    [order[at], order[other]] = [order[other], order[at]];
  }
  return order;
}

/**
 * @param {import("./painter.js").Sheet} sheet
 * @param {import("./shown.js").Shown} shown
 * @param {Uint32Array} sample edges, the first of them preferred
 * @param {import("./shown.js").Box} box the part of the screen that needs it
 */
export function paintSketch(sheet, shown, sample, box) {
  const width = Math.min(1, sheet.hairline);
  paintEdges(sheet, shown, sampled(shown, sample, box), width);
  if (shown.focus) paintEdges(sheet, shown, Array.from(shown.focus.edges).slice(0, MOST_FOCUSED), width);
  paintDots(sheet, shown, box);
}

/** So many edges in view, by number and by length of ink. */
function sampled(shown, sample, box) {
  const course = newCourse();
  const found = [];
  let ink = 0;
  const most = Math.min(sample.length, MOST_LOOKED_AT);
  for (let at = 0; at < most && found.length < MOST_EDGES && ink < MOST_LENGTH; at += 1) {
    const edge = sample[at];
    if (!shown.edges[edge]) continue;
    layCourse(shown, edge, course);
    if (course.kind === "loop" || !isInView(course, box)) continue;
    ink += Math.min(lengthOf(course), box.right - box.left + box.bottom - box.top);
    found.push(edge);
  }
  return found;
}

function paintEdges(sheet, shown, edges, width) {
  const { scene, look, focus } = shown;
  const course = newCourse();
  const styleOf = (edge) => look.edge[tierOf(shown.edges[edge], focus !== null, focus !== null && focus.edges.has(edge))][scene.edges.colour[edge]];
  for (const [colour, together] of byStyle(edges.filter((edge) => shown.edges[edge]), styleOf)) {
    for (let at = 0; at < together.length; at += TOGETHER) {
      const pen = sheet.begin();
      for (const edge of together.slice(at, at + TOGETHER)) {
        layCourse(shown, edge, course);
        if (course.kind === "curve" && !focus?.edges.has(edge)) course.kind = "line";
        traceCourse(pen, course);
      }
      sheet.stroke({ colour, width });
    }
  }
}

function paintDots(sheet, shown, box) {
  const { view, x, y, nodes, bySize, scene, look, focus } = shown;
  const seen = [];
  for (let rank = 0; rank < bySize.length && seen.length < MOST_NODES; rank += 1) {
    const node = bySize[rank];
    if (!nodes[node]) continue;
    const [px, py] = [x[node] * view.scale + view.x, y[node] * view.scale + view.y];
    if (px > box.left - 20 && py > box.top - 20 && px < box.right + 20 && py < box.bottom + 20) seen.push(node);
  }
  const styleOf = (node) => look.node[tierOf(nodes[node], focus !== null, focus !== null && focus.nodes.has(node))][scene.nodes.colour[node]];
  for (const [colour, together] of byStyle(seen, styleOf)) {
    for (let at = 0; at < together.length; at += TOGETHER) {
      const pen = sheet.begin();
      for (const node of together.slice(at, at + TOGETHER)) {
        const [px, py, radius] = [x[node] * view.scale + view.x, y[node] * view.scale + view.y, shown.radius(node)];
        pen.moveTo(px + radius, py);
        pen.arc(px, py, radius, 0, 2 * Math.PI);
      }
      sheet.fill(colour);
    }
  }
}

/** @returns {Map<string, number[]>} */
function byStyle(items, styleOf) {
  const found = new Map();
  for (const item of items) {
    const style = styleOf(item);
    const together = found.get(style);
    if (together) together.push(item);
    else found.set(style, [item]);
  }
  return found;
}
