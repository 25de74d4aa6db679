// Draws the map with a pen: land, flows, circles, names.

import { headOf, pixelOf, widthOf } from "./course.js";
import { SIZE } from "./pens.js";

/**
 * @typedef {object} Look the colours of the page
 * @property {string} ground
 * @property {string} land
 * @property {string} coast
 * @property {string} text
 * @property {string} accent
 * @property {string[]} relations
 * @property {string[]} classes
 *
 * @typedef {{node: number, text: string, x: number, y: number, bold: boolean}} Label
 * @typedef {import("./pens.js").Pen} Pen
 * @typedef {import("./course.js").Shown} Shown
 */

const DIM = 0.13;
const SURE = 0.82;
const POSSIBLE = 0.55;
const DOTS = [1.5, 4];
/** So many flows are one path: few are slow to begin, many are slow to lay over each other. */
const AT_ONCE = 24;
/** With more flows than this, each covers less of the others. */
const CROWD = 400;
/** So many flows are drawn while the map moves, the heaviest ones. */
const MOVING = 150;
const TRIED = 300;
const TRIED_MOVING = 40;

/**
 * @param {Pen} pen
 * @param {Shown} shown
 * @param {Look} look
 * @param {Label[]} labels
 */
export function paint(pen, shown, look, labels) {
  paintLand(pen, shown, look);
  paintFlows(pen, shown, look);
  paintCircles(pen, shown, look);
  for (const { text, x, y, bold } of labels) pen.text(text, x, y, { colour: look.text, halo: look.ground, bold });
}

function paintLand(pen, { places, view }, look) {
  pen.begin();
  for (const ring of places.rings) {
    for (let at = 0; at < ring.length; at += 2) {
      pen[at ? "line" : "move"](ring[at] * view.scale + view.x, ring[at + 1] * view.scale + view.y);
    }
    pen.close();
  }
  pen.fill(look.land);
  pen.stroke({ colour: look.coast, width: 0.8 });
}

/**
 * What is pointed at, over everything else.
 * @param {Pen} pen
 * @param {Shown} shown
 * @param {Look} look
 */
export function paintPointed(pen, shown, look) {
  const { flows, model, pointed, standing } = shown;
  for (let flow = 0; pointed && flow < flows.count; flow += 1) {
    if (!pointed.edges.has(flows.edge[flow])) continue;
    const width = Math.max(2, widthOf(flows, flow));
    pen.begin();
    layFlow(pen, shown.courses, flow, 0);
    pen.stroke({ colour: look.ground, width: width + 4, alpha: 0.9 });
    paintBatch(pen, shown, look, { flows: [flow], relation: model.edges.relation[flows.edge[flow]], width, alpha: 1, dotted: shown.visible.edges[flows.edge[flow]] === 1 });
  }
  for (const node of pointed?.nodes ?? []) {
    if (!standing.isDrawn[node]) continue;
    const [x, y] = pixelOf(shown, node);
    pen.begin();
    pen.circle(x, y, standing.radius[node]);
    pen.fill(look.classes[model.nodes.class[node]]);
    pen.begin();
    pen.circle(x, y, standing.radius[node] + 3);
    pen.stroke({ colour: look.accent, width: 2.5 });
  }
}

function paintFlows(pen, shown, look) {
  for (const batch of batches(shown)) paintBatch(pen, shown, look, batch);
}

function paintBatch(pen, shown, look, { flows, relation, width, alpha, dotted }) {
  const colour = look.relations[relation];
  const arrow = !isSymmetric(shown, relation);
  pen.begin();
  for (const flow of flows) layFlow(pen, shown.courses, flow, arrow ? headOf(width) * 0.6 : 0);
  pen.stroke({ colour, width, alpha, dash: dotted ? DOTS.map((part) => part * Math.max(1, width * 0.7)) : [] });
  if (!arrow) return;
  pen.begin();
  for (const flow of flows) layHead(pen, shown.courses, flow, width);
  pen.fill(colour, Math.min(1, alpha + 0.1));
}

function isSymmetric({ model }, relation) {
  return model.relations[relation].symmetric;
}

/**
 * Flows by their look, the faint ones first.
 * @param {Shown} shown
 * @returns {{flows: number[], relation: number, width: number, dotted: boolean, rank: number, alpha: number}[]}
 */
export function batches(shown) {
  const { flows, model, visible, focus } = shown;
  const crowd = flows.count > CROWD ? 0.7 : 1;
  const least = shown.moving && flows.count > MOVING ? Float32Array.from(flows.weight).sort()[flows.count - MOVING] : 0;
  const found = new Map();
  const full = [];
  let drawn = 0;
  for (let flow = 0; flow < flows.count; flow += 1) {
    if (shown.moving && (flows.weight[flow] < least || drawn >= MOVING)) continue;
    drawn += 1;
    const edge = flows.edge[flow];
    const dim = focus !== null && !focus.edges.has(edge);
    const dotted = visible.edges[edge] === 1;
    const relation = model.edges.relation[edge];
    const width = Math.round(2 * widthOf(flows, flow)) / 2;
    const rank = dim ? 0 : dotted ? 1 : 2;
    const key = `${rank} ${relation} ${width} ${dotted}`;
    const batch = found.get(key);
    if (batch) batch.flows.push(flow);
    if (batch?.flows.length === AT_ONCE) {
      full.push(batch);
      found.delete(key);
    }
    if (!batch) found.set(key, { flows: [flow], relation, width, dotted, rank, alpha: dim ? DIM * crowd : (dotted ? POSSIBLE : SURE) * crowd });
  }
  return [...full, ...found.values()].sort((a, b) => a.rank - b.rank || b.width - a.width);
}

/** A flow's line, ending a little before its arrow's tip. */
function layFlow(pen, courses, flow, short) {
  const [ax, ay, cx, cy, bx, by] = courses.subarray(6 * flow, 6 * flow + 6);
  const arm = Math.hypot(bx - cx, by - cy) || 1;
  const by1 = Math.min(short, arm * 0.8) / arm;
  pen.move(ax, ay);
  pen.curve(cx, cy, bx - (bx - cx) * by1, by - (by - cy) * by1);
}

function layHead(pen, courses, flow, width) {
  const [, , cx, cy, bx, by] = courses.subarray(6 * flow, 6 * flow + 6);
  const arm = Math.hypot(bx - cx, by - cy) || 1;
  const long = Math.min(headOf(width), arm);
  const [ux, uy] = [(bx - cx) / arm, (by - cy) / arm];
  const half = long * 0.45;
  pen.move(bx, by);
  pen.line(bx - ux * long - uy * half, by - uy * long + ux * half);
  pen.line(bx - ux * long + uy * half, by - uy * long - ux * half);
  pen.close();
}

function paintCircles(pen, shown, look) {
  const { standing, model, focus } = shown;
  for (let at = standing.drawn.length - 1; at >= 0; at -= 1) {
    const node = standing.drawn[at];
    const [x, y] = pixelOf(shown, node);
    const dim = focus !== null && !focus.nodes.has(node);
    if (!shown.moving) {
      pen.begin();
      pen.circle(x, y, standing.radius[node] + 1.5);
      pen.fill(look.ground);
    }
    pen.begin();
    pen.circle(x, y, standing.radius[node]);
    pen.fill(look.classes[model.nodes.class[node]], dim ? 0.25 : 1);
  }
}

/**
 * As many names as there is room for; those in focus first, then those with most claims.
 * @param {Shown} shown
 * @param {(text: string, bold: boolean) => number} widthOfText
 * @param {(node: number) => string} nameOfNode
 * @returns {Label[]}
 */
export function placeLabels(shown, widthOfText, nameOfNode) {
  const { standing, focus, size } = shown;
  const strength = (node) => (focus?.nodes.has(node) ? 1 : 0);
  const wanted = standing.drawn.filter((node) => !focus || strength(node) > 0);
  wanted.sort((a, b) => strength(b) - strength(a) || standing.claims[b] - standing.claims[a] || a - b);
  const taken = standing.drawn.slice(0, 400).map((node) => ({ node, box: circleBox(shown, node) }));
  const placed = [];
  for (const node of wanted.slice(0, shown.moving ? TRIED_MOVING : TRIED)) {
    const bold = strength(node) > 0 || placed.length < 6;
    const text = nameOfNode(node);
    const [x, y] = pixelOf(shown, node);
    if (x < -20 || y < -20 || x > size.width + 20 || y > size.height + 20) continue;
    const wide = widthOfText(text, bold);
    const spot = around(x, y, standing.radius[node] + 4, wide).find(([left, middle]) => {
      const box = [left - 2, middle - SIZE * 0.7, left + wide + 2, middle + SIZE * 0.7];
      if (left < 2 || left + wide > size.width - 2) return false;
      return taken.every((other) => other.node === node || !overlap(box, other.box));
    });
    if (!spot) continue;
    const [left, middle] = spot;
    taken.push({ node: -1, box: [left - 2, middle - SIZE * 0.7, left + wide + 2, middle + SIZE * 0.7] });
    placed.push({ node, text, x: left, y: middle, bold });
  }
  return placed;
}

function circleBox(shown, node) {
  const [x, y] = pixelOf(shown, node);
  const radius = shown.standing.radius[node];
  return [x - radius, y - radius, x + radius, y + radius];
}

/** Right, left, above and below a circle: where a text begins, and its middle line. */
function around(x, y, away, wide) {
  const up = away + SIZE * 0.6;
  return [[x + away, y], [x - away - wide, y], [x - wide / 2, y + up], [x - wide / 2, y - up]];
}

function overlap(a, b) {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}
