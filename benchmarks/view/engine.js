// Our engine alone, on the drawing that vis-network gets too: no filters, panels or search around it.

import { bends } from "./bends.js";
import { createEngine } from "./engine/canvas.js";
import { SHAPES } from "./scene.js";

const { size, data } = JSON.parse(document.getElementById("drawing").textContent);
const container = document.getElementById("graph");
container.style.width = `${size[0]}px`;
container.style.height = `${size[1]}px`;

const { nodes, edges } = data;
const numbers = new Map(nodes.map(({ id }, index) => [id, index]));
const palette = [...new Set([...nodes, ...edges].map(({ color }) => color))];
const colour = new Map(palette.map((hex, index) => [hex, index]));
const from = Uint32Array.from(edges, (edge) => numbers.get(edge.from));
const to = Uint32Array.from(edges, (edge) => numbers.get(edge.to));
const degree = new Float32Array(nodes.length);
for (const ends of [from, to]) for (const node of ends) degree[node] += 1;

const engine = createEngine(container, { select() {}, hover() {} });
engine.setData({
  nodes: {
    count: nodes.length,
    x: Float32Array.from(nodes, (node) => node.x),
    y: Float32Array.from(nodes, (node) => node.y),
    size: Float32Array.from(nodes, (node) => node.size),
    shape: Uint8Array.from(nodes, (node) => SHAPES.indexOf(node.shape)),
    colour: Uint16Array.from(nodes, (node) => colour.get(node.color)),
    weight: degree,
    label: (node) => nodes[node].label,
  },
  edges: {
    count: edges.length, from, to, bend: bends(from, to),
    colour: Uint16Array.from(edges, (edge) => colour.get(edge.color)),
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
