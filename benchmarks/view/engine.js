// Our engine alone, on the drawing that vis-network gets too: no filters, panels or search around it.

import { bends } from "./bends.js";
import { createEngine } from "./engine/canvas.js";
import { SHAPES } from "./scene.js";

const { size, data } = JSON.parse(document.getElementById("drawing").textContent);
const container = document.getElementById("graph");
container.style.width = `${size[0]}px`;
container.style.height = `${size[1]}px`;

const { nodes, edges } = data;
const numbers = new Map();
const palette = [];
const colours = new Map();
const colourOf = (hex) => {
  if (!colours.has(hex)) colours.set(hex, palette.push(hex) - 1);
  return colours.get(hex);
};
const from = new Uint32Array(edges.length);
const to = new Uint32Array(edges.length);
const degree = new Float32Array(nodes.length);
nodes.forEach(({ id }, node) => numbers.set(id, node));
edges.forEach((edge, index) => {
  from[index] = numbers.get(edge.from);
  to[index] = numbers.get(edge.to);
  degree[from[index]] += 1;
  degree[to[index]] += 1;
});

const engine = createEngine(container, { select() {}, hover() {} });
engine.setData({
  nodes: {
    count: nodes.length,
    x: Float32Array.from(nodes, (node) => node.x),
    y: Float32Array.from(nodes, (node) => node.y),
    size: Float32Array.from(nodes, (node) => node.size),
    shape: Uint8Array.from(nodes, (node) => SHAPES.indexOf(node.shape)),
    colour: Uint16Array.from(nodes, (node) => colourOf(node.color)),
    weight: degree,
    label: (node) => nodes[node].label,
  },
  edges: {
    count: edges.length, from, to, bend: bends(from, to),
    colour: Uint16Array.from(edges, (edge) => colourOf(edge.color)),
    width: Float32Array.from(edges, (edge) => edge.width),
    dashed: Uint8Array.from(edges, (edge) => Number(edge.dashes)),
    arrow: Uint8Array.from(edges, (edge) => Number(edge.arrows === "to")),
    label: () => "",
  },
  palette, stages: [], fixed: false,
});

window.hideOwn = (members) => {
  const gone = new Set(members.map((id) => numbers.get(id)));
  const shown = (node) => (gone.has(node) ? 0 : 2);
  engine.setMask(Uint8Array.from(nodes, (_, node) => shown(node)), Uint8Array.from(edges, (_, edge) => Math.min(shown(from[edge]), shown(to[edge]))));
};
