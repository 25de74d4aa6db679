// Draws what is shown onto a sheet, in steps, so that a big picture can be drawn over several frames.
// A sheet is a canvas (sheet.js) or an SVG (svg.js); both show the same.

import { isInView, layCourse, lengthOf, newCourse, shorten, traceArrow, traceCourse } from "./curves.js";
import { groupEdges } from "./groups.js";
import { placeLabels } from "./labels.js";
import { DIM, PLAIN, areThin, dashOf, edgeColours, isMaybe, thinWidth, tierOf } from "./look.js";
import { traceShape } from "./shapes.js";
import { isChosen, isDense, screenOf } from "./shown.js";
import { paintStageLines } from "./stages.js";

/**
 * @typedef {object} LineStyle
 * @property {string} colour
 * @property {number} width
 * @property {readonly number[]} [dash]
 *
 * @typedef {object} Sheet
 * @property {number} hairline the widest line that is cheap to draw
 * @property {() => import("./curves.js").Pen} begin a new path
 * @property {(style: LineStyle) => void} stroke
 * @property {(colour: string, outline?: LineStyle) => void} fill
 * @property {(label: import("./labels.js").Label, colour: string, halo: string) => void} text
 * @property {(text: string, x: number, y: number, colour: string, halo: string) => void} caption
 */

/** Thin lines are cheapest in large paths, wide ones each on its own: measured in Chromium without a GPU. */
const HAIRLINES = 128;
const SHORTEST_WITH_ARROW = 14;
const NODES = 48;
const OUTLINED = 3;
/** What a step costs, in pixels of a thin line. */
const COST = { wide: 6, broken: 12, edge: 60, dot: 250, node: 900, label: 6000 };

/**
 * Draw everything. Each step yields what it cost, about.
 * @param {Sheet} sheet
 * @param {import("./shown.js").Shown} shown
 * @param {import("./groups.js").Group[]} [groups] of its edges, where they are known already
 * @returns {Generator<number, void, void>}
 */
export function* paintPicture(sheet, shown, groups = groupEdges(shown)) {
  paintStageLines(sheet, shown);
  const many = groups.reduce((sum, group) => sum + group.edges.length, 0);
  const inView = areThin(many) ? countInView(shown, groups) : many;
  shown.thin = areThin(inView);
  const colours = edgeColours(shown.look, inView);
  for (const group of groups) {
    const crowded = shown.thin && group.tier <= PLAIN;
    yield* paintGroup(sheet, shown, group, { colour: colours[group.tier][group.colour], crowded });
  }
  if (shown.focus?.chosen?.kind === "edge") paintChosenEdge(sheet, shown, shown.focus.chosen.index);
  yield* paintNodes(sheet, shown);
  const labels = placeLabels(shown);
  yield labels.length * 200;
  // The heaviest last, so that a name that must lie over another is read.
  for (const label of labels.reverse()) {
    sheet.text(label, shown.look.text, shown.look.ground);
    yield COST.label;
  }
}

function countInView(shown, groups) {
  const course = newCourse();
  const screen = screenOf(shown);
  let count = 0;
  for (const { edges } of groups) {
    for (const edge of edges) {
      layCourse(shown, edge, course);
      if (isInView(course, screen)) count += 1;
    }
  }
  return count;
}

/** Edges of one style. */
function* paintGroup(sheet, shown, group, { colour, crowded }) {
  const plain = group.width * shown.line() * (group.tier >= 3 ? 1.5 : 1);
  const width = crowded ? thinWidth(plain, sheet.hairline, group.tier) : Math.max(0.5, plain);
  const style = { colour, width, dash: crowded ? [] : dashOf(group.tier, group.dashed, width) };
  const arrow = crowded ? 0 : arrowLength(plain);
  const together = width <= sheet.hairline && !style.dash.length ? HAIRLINES : 1;
  const dear = (style.dash.length ? COST.broken : 1) * (width > sheet.hairline ? COST.wide : 1);
  const [course, tips, screen] = [newCourse(), [], screenOf(shown)];
  const held = { arrow, course, tips };
  let [pen, paths, cost] = [sheet.begin(), 0, 0];
  for (const edge of group.edges) {
    if (!layForPaint(shown, screen, edge, held)) continue;
    traceCourse(pen, course);
    paths += 1;
    cost += COST.edge + lengthOf(course) * dear;
    if (paths < together) continue;
    sheet.stroke(style);
    yield cost;
    pen = sheet.begin();
    [paths, cost] = [0, 0];
  }
  if (paths) sheet.stroke(style);
  yield cost;
  yield paintTips(sheet, tips, colour, arrow);
}

/** The course of an edge that is in view; one with an arrow ends behind it. */
function layForPaint(shown, screen, edge, { arrow, course, tips }) {
  layCourse(shown, edge, course);
  if (!isInView(course, screen)) return false;
  const { arrow: arrows, to } = shown.scene.edges;
  if (!arrow || !arrows[edge] || course.kind === "loop") return true;
  const radius = shown.radius(to[edge]) + 1.5;
  if (lengthOf(course) < radius + SHORTEST_WITH_ARROW) return true;
  shorten(course, radius);
  tips.push({ ...course });
  shorten(course, arrow * 0.7);
  return true;
}

function paintTips(sheet, tips, colour, length) {
  for (const course of tips) {
    traceArrow(sheet.begin(), course, length);
    sheet.fill(colour);
  }
  return tips.length * length * 20;
}

function arrowLength(width) {
  return 6 + 2.6 * Math.min(4, width);
}

function paintChosenEdge(sheet, shown, edge) {
  if (!shown.edges[edge]) return;
  const { width, dashed, colour } = shown.scene.edges;
  const tier = tierOf(shown.edges[edge], true, true);
  const group = { tier, dashed: dashed[edge] === 1, width: width[edge] * 1.6, colour: colour[edge], edges: Uint32Array.of(edge) };
  for (const _ of paintGroup(sheet, shown, group, { colour: shown.look.edge[tier][colour[edge]], crowded: false })) continue;
}

/**
 * The big ones first, so that small ones are not hidden; where they lie dense the small ones, which would
 * hide the big. Those out of focus before the others.
 */
function* paintNodes(sheet, shown) {
  const last = shown.focus?.chosen?.kind === "node" ? shown.focus.chosen.index : -1;
  for (const dim of shown.focus ? [true, false] : [false]) yield* paintTier(sheet, shown, dim, last);
  if (last >= 0 && shown.nodes[last]) paintChosenNode(sheet, shown, last);
}

/** Neighbours in the order that look alike go into one path. */
function* paintTier(sheet, shown, dim, except) {
  const { view, x, y, size, nodes, bySize, scene } = shown;
  let [pen, drawn, tier, colour, before] = [sheet.begin(), 0, -1, -1, 0];
  const dense = isDense(shown);
  for (let rank = 0; rank < bySize.length; rank += 1) {
    const node = bySize[dense ? bySize.length - 1 - rank : rank];
    if (!nodes[node] || node === except) continue;
    const own = tierOf(nodes[node], shown.focus !== null, shown.focus !== null && shown.focus.nodes.has(node));
    if ((own === DIM) !== dim) continue;
    const radius = shown.radius(node);
    const [px, py] = [x[node] * view.scale + view.x, y[node] * view.scale + view.y];
    if (px < -2 * radius || py < -2 * radius || px > size.width + 2 * radius || py > size.height + 2 * radius) continue;
    const together = before <= OUTLINED && radius <= OUTLINED && drawn < NODES;
    if (drawn && (own !== tier || scene.nodes.colour[node] !== colour || !together)) {
      fillNodes(sheet, shown, tier, colour, before);
      yield drawn * ((before > OUTLINED ? COST.node : COST.dot) + before * before * 4);
      pen = sheet.begin();
      drawn = 0;
    }
    [tier, colour, before] = [own, scene.nodes.colour[node], radius];
    traceShape(pen, scene.nodes.shape[node], px, py, radius);
    drawn += 1;
  }
  if (drawn) fillNodes(sheet, shown, tier, colour, before);
}

/** A certain node is solid with a thin gap around it, a possible one is hollow. */
function fillNodes(sheet, { look }, tier, colour, radius) {
  const own = look.node[tier][colour];
  if (isMaybe(tier)) sheet.fill(look.ground, { colour: own, width: radius > OUTLINED ? Math.min(3, 1.2 + radius * 0.08) : 0.9 });
  else if (radius > OUTLINED) sheet.fill(own, { colour: look.ground, width: 1.2 });
  else sheet.fill(own);
}

function paintChosenNode(sheet, shown, node) {
  const { view, scene, look } = shown;
  const tier = tierOf(shown.nodes[node], true, true);
  const own = look.node[tier][scene.nodes.colour[node]];
  const [x, y] = [shown.x[node] * view.scale + view.x, shown.y[node] * view.scale + view.y];
  const ring = (radius, style) => {
    traceShape(sheet.begin(), scene.nodes.shape[node], x, y, radius);
    sheet.fill(isMaybe(tier) ? look.ground : own, style);
  };
  const radius = Math.max(6, shown.radius(node));
  ring(radius + 3, { colour: look.text, width: 2.5 });
  ring(radius, { colour: isMaybe(tier) ? own : look.ground, width: 2 });
}

/**
 * Draw attention to a node or an edge, over the picture.
 * @param {Sheet} sheet
 * @param {import("./shown.js").Shown} shown
 */
export function paintPointed(sheet, shown) {
  const { pointed, scene, look, view } = shown;
  if (!pointed) return;
  const { kind, index } = pointed;
  if (kind === "node") {
    if (!shown.nodes[index]) return;
    const [x, y] = [shown.x[index] * view.scale + view.x, shown.y[index] * view.scale + view.y];
    traceShape(sheet.begin(), 0, x, y, Math.max(7, shown.radius(index) * 1.15 + 4));
    sheet.stroke({ colour: look.text, width: 2 });
  } else if (shown.edges[index] && !isChosen(shown, "edge", index)) {
    const course = newCourse();
    layCourse(shown, index, course);
    const width = Math.max(2.5, scene.edges.width[index] * shown.line() * 1.8);
    for (const [colour, wide] of [[look.ground, width + 4], [look.text, width]]) {
      traceCourse(sheet.begin(), course);
      sheet.stroke({ colour: String(colour), width: Number(wide) });
    }
  }
}
