// Names beside the nodes and counts on the edges: always the same size on the screen, never one over another.

import { layCourse, lengthOf, middleOf, newCourse } from "./curves.js";
import { isChosen } from "./shown.js";

const FAMILY = "system-ui, -apple-system, 'Segoe UI', sans-serif";
/** By the strength of a label. */
export const FONTS = Object.freeze({ plain: `12.5px ${FAMILY}`, strong: `600 13.5px ${FAMILY}`, small: `600 11.5px ${FAMILY}` });
export const LINE = 15;
const WIDEST = 22;
const MOST_LINES = 3;
const GAP = 4;
const BESIDE = 20;
/** So many nodes in view are tried, the heaviest first; the screen has no room for more names. */
const TRIED = 360;
/** So many of the heaviest nodes get their name even over other nodes. */
const SURE = 12;
/** With more nodes in view than this, names may lie over the small ones. */
const CROWD = 1500;
const LEAST_EDGE = 60;
const MOST_EDGES = 150;

/**
 * @typedef {object} Label placed on the screen
 * @property {string[]} lines
 * @property {"plain" | "strong" | "small"} font
 * @property {number} left
 * @property {number} top
 * @property {number} right
 * @property {number} bottom
 */

/**
 * As many names as there is room for, the heaviest first, then the counts of edges.
 * @param {import("./shown.js").Shown} shown
 * @returns {Label[]}
 */
export function placeLabels(shown) {
  const { size } = shown;
  const inView = nodesInView(shown);
  const wanted = inView.filter((node) => !shown.focus || shown.focus.nodes.has(node) || isStrong(shown, node));
  wanted.sort((a, b) => Number(isStrong(shown, b)) - Number(isStrong(shown, a)));
  const tried = wanted.slice(0, TRIED);
  const taken = createTaken();
  for (const node of inView.length > CROWD ? tried : inView) taken.add(around(shown, node), node, true);
  const placed = [];
  tried.forEach((node, rank) => {
    const font = isStrong(shown, node) ? "strong" : "plain";
    const lines = wrapped(shown.scene.nodes.label(node));
    const width = Math.max(...lines.map((line) => widthOf(line, font))) + 4;
    const label = roomFor(shown, node, { lines, font, width }, rank, taken);
    if (!label) return;
    taken.add(label, node, false);
    placed.push(label);
  });
  const counts = inView.length > CROWD ? [] : edgeLabels(shown, taken);
  return placed.concat(counts).filter((label) => label.right > 0 && label.left < size.width);
}

/**
 * A name in a few short lines.
 * @param {string} text
 * @returns {string[]}
 */
export function wrapped(text) {
  const clean = text.replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, " ").trim();
  if (clean.length <= WIDEST) return [clean];
  const lines = [""];
  for (const word of clean.split(" ")) {
    const last = lines[lines.length - 1];
    if (last && last.length + word.length + 1 > WIDEST) lines.push(word);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  if (lines.length <= MOST_LINES) return lines.map(cut);
  return [...lines.slice(0, MOST_LINES - 1).map(cut), cut(`${lines[MOST_LINES - 1]}…`)];
}

/** Cut by characters, so that none is torn apart. */
function cut(line) {
  const characters = Array.from(line);
  return characters.length > WIDEST + 4 ? `${characters.slice(0, WIDEST + 2).join("")}…` : line;
}

/** Nodes that can be seen, the heaviest first. */
function nodesInView(shown) {
  const { view, size, x, y, nodes, byWeight } = shown;
  const found = [];
  for (let rank = 0; rank < byWeight.length; rank += 1) {
    const node = byWeight[rank];
    if (!nodes[node]) continue;
    const [px, py] = [x[node] * view.scale + view.x, y[node] * view.scale + view.y];
    if (px > -BESIDE && py > -BESIDE && px < size.width + BESIDE && py < size.height + BESIDE) found.push(node);
  }
  return found;
}

function isStrong(shown, node) {
  return isChosen(shown, "node", node);
}

function roomFor(shown, node, { lines, font, width }, rank, taken) {
  const { size } = shown;
  const strong = font === "strong";
  const boxes = places(around(shown, node), width, lines.length * LINE)
    .map((box) => kept(box, size))
    .filter((box) => strong || (box.top >= 0 && box.bottom <= size.height));
  const box = boxes.find((place) => taken.isFree(place, node, true))
    ?? (strong || rank < SURE ? boxes.find((place) => taken.isFree(place, node, false)) : undefined)
    ?? (strong ? boxes[0] : undefined);
  return box ? { ...box, lines, font } : null;
}

/** Below, above, right, left of the node, and on a node that is big enough. */
function places(node, width, height) {
  const [x, y] = [(node.left + node.right) / 2, (node.top + node.bottom) / 2];
  const box = (left, top) => ({ left, top, right: left + width, bottom: top + height });
  return [
    box(x - width / 2, node.bottom + GAP),
    box(x - width / 2, node.top - GAP - height),
    box(node.right + GAP, y - height / 2),
    box(node.left - GAP - width, y - height / 2),
    ...(node.right - x > width / 3 ? [box(x - width / 2, y - height / 2)] : []),
  ];
}

/** A box moved sideways, if need be, so that its text is not cut off. */
function kept(box, size) {
  const width = box.right - box.left;
  const left = Math.max(2, Math.min(box.left, size.width - 2 - width));
  return { ...box, left, right: left + width };
}

function around(shown, node) {
  const { view } = shown;
  const [x, y, radius] = [shown.x[node] * view.scale + view.x, shown.y[node] * view.scale + view.y, shown.radius(node)];
  return { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius };
}

/** Counts at the middle of edges that are long enough for one. */
function edgeLabels(shown, taken) {
  const course = newCourse();
  const placed = [];
  for (const edge of shown.labelled) {
    if (placed.length >= MOST_EDGES) break;
    if (!shown.edges[edge] || (shown.focus && !shown.focus.edges.has(edge))) continue;
    layCourse(shown, edge, course);
    const [x, y] = middleOf(course);
    if (x < 0 || y < 0 || x > shown.size.width || y > shown.size.height || lengthOf(course) < LEAST_EDGE) continue;
    const lines = [cut(shown.scene.edges.label(edge))];
    const width = widthOf(lines[0], "small") + 4;
    const box = { left: x - width / 2, right: x + width / 2, top: y - LINE / 2, bottom: y + LINE / 2 };
    if (!taken.isFree(box, -1 - edge, true)) continue;
    taken.add(box, -1 - edge, false);
    placed.push({ ...box, lines, font: /** @type {const} */ ("small") });
  }
  return placed;
}

const MOST_REMEMBERED = 5000;
/** @type {Map<string, number>} */
const widths = new Map();
/** @type {CanvasRenderingContext2D | null} */
let ruler = null;

function widthOf(line, font) {
  const key = `${font} ${line}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  ruler ??= document.createElement("canvas").getContext("2d");
  const pen = /** @type {CanvasRenderingContext2D} */ (ruler);
  pen.font = FONTS[font];
  const width = pen.measureText(line).width;
  if (widths.size > MOST_REMEMBERED) widths.clear();
  widths.set(key, width);
  return width;
}

const CELL = 64;

/** Boxes that are taken, in cells, so that a look-up touches few of them. */
function createTaken() {
  const cells = new Map();
  const each = (box, visit) => {
    for (let column = Math.floor(box.left / CELL); column <= Math.floor(box.right / CELL); column += 1) {
      for (let row = Math.floor(box.top / CELL); row <= Math.floor(box.bottom / CELL); row += 1) {
        if (!visit(column * 4096 + row)) return false;
      }
    }
    return true;
  };
  return {
    add(box, owner, isNode) {
      const entry = { box, owner, isNode };
      each(box, (key) => {
        const cell = cells.get(key);
        if (cell) cell.push(entry);
        else cells.set(key, [entry]);
        return true;
      });
    },
    isFree(box, owner, heedNodes) {
      const overlaps = (other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom;
      return each(box, (key) => !(cells.get(key) ?? []).some((entry) => entry.owner !== owner && (heedNodes || !entry.isNode) && overlaps(entry.box)));
    },
  };
}
