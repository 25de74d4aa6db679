// What an engine draws, made from the model: places, sizes and colours, no meaning.

import { counted } from "./words.js";
import { linked } from "./data.js";
import { bends } from "./bends.js";

/** The shapes a node can have; `scene.nodes.shape` holds numbers into this list. */
export const SHAPES = ["dot", "square", "triangle", "diamond", "hexagon", "triangleDown", "star"];

/**
 * @typedef {object} Scene
 * @property {{count: number, x: Float32Array, y: Float32Array, size: Float32Array, shape: Uint8Array, colour: Uint16Array, weight: Float32Array, label: (index: number) => string}} nodes
 *   sizes are radii in the layout's units; the heavier a node, the earlier its label is placed
 * @property {{count: number, from: Uint32Array, to: Uint32Array, colour: Uint16Array, width: Float32Array, dashed: Uint8Array, arrow: Uint8Array, bend: Float32Array, label: (index: number) => string}} edges
 * @property {string[]} palette #RRGGBB, as the ontology has them
 * @property {{label: string, x: number}[]} stages captions of columns
 * @property {boolean} fixed whether the layout must not be stretched to the screen
 */

const STAR = 1.35;
const MIXED = "#6b7280";

/**
 * The scene of every relation.
 * @param {import("./data.js").Model} model
 * @param {string} layout
 * @returns {Scene}
 */
export function sceneOf(model, layout) {
  const { edges } = model;
  const palette = palettes(model);
  const { start } = edges.claims;
  const width = new Float32Array(edges.count);
  const colour = new Uint16Array(edges.count);
  const arrow = new Uint8Array(edges.count);
  for (let edge = 0; edge < edges.count; edge += 1) {
    width[edge] = widthOf(start[edge + 1] - start[edge]);
    colour[edge] = palette.relation[edges.relation[edge]];
    arrow[edge] = model.relations[edges.relation[edge]].symmetric ? 0 : 1;
  }
  return {
    ...placed(model, layout, palette),
    edges: {
      count: edges.count,
      from: edges.subject,
      to: edges.object,
      colour, width, arrow,
      dashed: edges.firm.map((firm) => 1 - firm),
      bend: bends(edges.subject, edges.object),
      label: () => "",
    },
  };
}

/**
 * The scene of merged relations: one line for all between two nodes.
 * @param {import("./data.js").Model} model
 * @param {string} layout
 * @param {import("./core.js").Pairs} pairs
 * @returns {Scene}
 */
export function mergedScene(model, layout, pairs) {
  const { edges } = model;
  const palette = palettes(model);
  const of = (pair) => linked(pairs.edges, pair);
  const same = (list, values) => list.every((edge) => values[edge] === values[list[0]]);
  const each = (Type, value) => Type.from({ length: pairs.count }, (_, pair) => value(of(pair), pair));
  return {
    ...placed(model, layout, palette),
    edges: {
      count: pairs.count,
      from: each(Uint32Array, (list, pair) => (same(list, edges.subject) ? edges.subject[list[0]] : pairs.first[pair])),
      to: each(Uint32Array, (list, pair) => (same(list, edges.subject) ? edges.object[list[0]] : pairs.last[pair])),
      colour: each(Uint16Array, (list) => (same(list, edges.relation) ? palette.relation[edges.relation[list[0]]] : palette.mixed)),
      width: each(Float32Array, (list) => widthOf(list.length)),
      dashed: each(Uint8Array, (list) => (list.some((edge) => edges.firm[edge]) ? 0 : 1)),
      arrow: each(Uint8Array, (list) => (same(list, edges.subject) && !model.relations[edges.relation[list[0]]].symmetric ? 1 : 0)),
      bend: new Float32Array(pairs.count),
      label: (pair) => (of(pair).length > 1 ? counted(of(pair).length, "×{n}", "×{n}") : ""),
    },
  };
}

function placed(model, layout, palette) {
  const { nodes, classes } = model;
  const { x, y, stages } = model.layouts[layout] ?? model.layouts.web;
  const size = new Float32Array(nodes.count);
  const weight = new Float32Array(nodes.count);
  for (let node = 0; node < nodes.count; node += 1) {
    weight[node] = nodes.edges.start[node + 1] - nodes.edges.start[node];
    size[node] = radiusOf(weight[node], classes[nodes.class[node]].shape);
  }
  return {
    nodes: {
      count: nodes.count, x, y, size, weight,
      shape: Uint8Array.from(nodes.class, (kind) => Math.max(0, SHAPES.indexOf(classes[kind].shape))),
      colour: Uint16Array.from(nodes.class, (kind) => palette.class[kind]),
      label: (node) => nodes.label[node],
    },
    palette: palette.colours,
    stages: stages ?? [],
    fixed: layout !== "web",
  };
}

function palettes(model) {
  const colours = [...new Set([...model.classes, ...model.relations].map((kind) => kind.colour).concat(MIXED))];
  const numbers = (kinds) => kinds.map((kind) => colours.indexOf(kind.colour));
  return { colours, class: numbers(model.classes), relation: numbers(model.relations), mixed: colours.indexOf(MIXED) };
}

/** More relations, bigger node; a star has little ink within its radius. Python's layout leaves the same room. */
function radiusOf(degree, shape) {
  return Math.round((11 + 3.2 * Math.sqrt(degree)) * (shape === "star" ? STAR : 1) * 10) / 10;
}

function widthOf(claims) {
  return 1.4 + 0.7 * Math.log2(Math.max(1, claims));
}
