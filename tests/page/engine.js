// Both engines on a page of their own, with scenes to draw and eyes to see the pixels; bundled by test_engine.py.

import { createEngine as canvas } from "./engine/canvas.js";
import { createEngine as vis } from "./engine/vis.js";
import { lookOf } from "./engine/look.js";

const typed = (Type, values) => Type.from(values);
// nodes: [x, y, label]; edges: [from, to, {bend, dashed, arrow, label, width}], each of its own colour
function scene(nodes, edges, more = {}) {
  const own = edges.map((_, at) => `#${(0x305090 + at * 0x2b1d13).toString(16).slice(-6)}`);
  const of = (name, otherwise) => edges.map((edge) => (edge[2] ?? {})[name] ?? otherwise);
  return {
    nodes: {
      count: nodes.length, x: typed(Float32Array, nodes.map((n) => n[0])), y: typed(Float32Array, nodes.map((n) => n[1])),
      size: new Float32Array(nodes.length).fill(14), shape: typed(Uint8Array, nodes.map((_, i) => i % 7)),
      colour: new Uint16Array(nodes.length).fill(own.length), weight: typed(Float32Array, nodes.map((_, i) => 100 - i)),
      label: (i) => nodes[i][2] ?? "",
    },
    edges: {
      count: edges.length, from: typed(Uint32Array, edges.map((e) => e[0])), to: typed(Uint32Array, edges.map((e) => e[1])),
      colour: typed(Uint16Array, edges.map((_, i) => i)), width: typed(Float32Array, of("width", 2.5)),
      dashed: typed(Uint8Array, of("dashed", 0)), arrow: typed(Uint8Array, of("arrow", 0)), bend: typed(Float32Array, of("bend", 0)),
      label: (i) => of("label", "")[i],
    },
    palette: [...own, "#228833"], stages: [], fixed: true, ...more,
  };
}
function big(nodes, edges) {
  let chance = 7;
  const next = () => (chance = (chance * 16807) % 2147483647) / 2147483647;
  const many = (count, value) => Array.from({ length: count }, value);
  const made = scene(many(nodes, () => [next() * 3000, next() * 2000]), many(0, () => null));
  const ends = () => typed(Uint32Array, many(edges, () => Math.floor(next() * nodes)));
  return { ...made, palette: ["#4477aa"], edges: {
    count: edges, from: ends(), to: ends(), colour: new Uint16Array(edges), width: new Float32Array(edges).fill(1.4),
    dashed: new Uint8Array(edges), arrow: new Uint8Array(edges), bend: new Float32Array(edges), label: () => "",
  } };
}
const place = document.getElementById("graph");
const lab = {
  scene, big, heard: [], hovered: [],
  start(kind, drawn, size = [900, 600]) {
    place.replaceChildren();
    place.style.setProperty("width", `${size[0]}px`);
    place.style.setProperty("height", `${size[1]}px`);
    lab.engine = { canvas, vis }[kind](place, { select: (hit) => lab.heard.push(hit), hover: (hit) => lab.hovered.push(hit) });
    lab.drawn = drawn;
    lab.engine.setData(drawn);
  },
  async whole() {
    for (let calm = 0; calm < 3;) {
      await new Promise(requestAnimationFrame);
      calm = place.dataset.drawn === "whole" ? calm + 1 : 0;
    }
  },
  look: () => lookOf(place, lab.drawn.palette),
  pixels() {
    const drawing = place.querySelector("canvas");
    const copy = document.createElement("canvas");
    Object.assign(copy, { width: drawing.width, height: drawing.height });
    const pen = copy.getContext("2d", { willReadFrequently: true });
    pen.drawImage(drawing, 0, 0);
    return pen.getImageData(0, 0, copy.width, copy.height);
  },
  // Where exactly this colour is drawn.
  coloured(hex) {
    const { data, width } = lab.pixels();
    const wanted = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
    const found = [];
    for (let at = 0; at < data.length; at += 4) {
      if (wanted.every((part, index) => data[at + index] === part)) found.push([(at / 4) % width, Math.floor(at / 4 / width)]);
    }
    return found;
  },
  full: (count, level = 2) => new Uint8Array(count).fill(level),
  mask(nodes, edges) {
    const both = { nodes: lab.full(lab.drawn.nodes.count), edges: lab.full(lab.drawn.edges.count) };
    for (const [index, level] of Object.entries(nodes)) both.nodes[index] = level;
    for (const [index, level] of Object.entries(edges)) both.edges[index] = level;
    lab.engine.setMask(both.nodes, both.edges);
  },
};
lab.small = () => lab.scene(
  [[0, 0, "Alpha"], [400, 0, "Beta"], [400, 300, "Gamma"], [0, 300, "Delta"], [200, 150, "Epsilon"]],
  [
    [0, 1], [1, 2, { arrow: 1 }], [2, 3, { bend: 0.2 }], [2, 3, { bend: -0.2, arrow: 1 }],
    [3, 0, { dashed: 1 }], [4, 4], [0, 4, { bend: -0.4, arrow: 1 }],
  ],
);
lab.apart = () => lab.scene(
  Array.from({ length: 30 }, (_, at) => [(at % 6) * 150, Math.floor(at / 6) * 110, `Name ${at}`]), [[0, 7], [3, 20]],
);
lab.hostile = (words) => lab.scene(
  [[0, 0, words], [300, 0, "A\nB"]], [[0, 1, { label: words }]], { stages: [{ label: words, x: 0 }] },
);
// How often a straight edge is broken on its way.
lab.runs = (from, to) => {
  const { data, width } = lab.pixels();
  const [[x1, y1], [x2, y2]] = [from, to].map((node) => lab.engine.where(node));
  const steps = Math.round(Math.hypot(x2 - x1, y2 - y1));
  let [changes, before] = [0, false];
  for (let step = 30; step < steps - 30; step += 1) {
    const [x, y] = [x1 + ((x2 - x1) * step) / steps, y1 + ((y2 - y1) * step) / steps].map(Math.floor);
    const ink = data[(y * width + x) * 4] < 235;
    if (ink !== before) changes += 1;
    before = ink;
  }
  return changes / steps;
};
// Shift the camera of a big scene and compare the very next frame with the one before.
lab.shifted = async () => {
  const before = lab.pixels();
  lab.engine.camera({ move: [-30, -20] });
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const after = lab.pixels();
  if (place.dataset.drawn !== "sketch") return "was drawn at once";
  for (let y = 20; y < before.height; y += 7) {
    for (let x = 30; x < before.width; x += 7) {
      const [now, then] = [y * before.width + x, (y - 20) * before.width + x - 30];
      if (after.data[now * 4] !== before.data[then * 4]) return `differs at ${x}, ${y}`;
    }
  }
  return "same";
};
// Two fingers move apart; then one taps well beside a node.
lab.pinched = () => {
  place.setPointerCapture = () => {};
  const send = (type, id, x, y) => place.dispatchEvent(new PointerEvent(type, {
    pointerId: id, pointerType: "touch", clientX: x, clientY: y, bubbles: true,
  }));
  const apart = () => lab.engine.where(1)[0] - lab.engine.where(0)[0];
  const before = apart();
  send("pointerdown", 1, 300, 300);
  send("pointerdown", 2, 400, 300);
  send("pointermove", 2, 500, 300);
  send("pointerup", 1, 300, 300);
  send("pointerup", 2, 500, 300);
  const [x, y] = lab.engine.where(0);
  let beside = [x, y];
  while (lab.engine.hit(...beside)) beside = [beside[0] - 1, y];
  beside[0] -= 5;
  send("pointerdown", 3, ...beside);
  send("pointerup", 3, ...beside);
  return [apart() / before, lab.engine.hit(...beside), lab.heard];
};
window.lab = lab;
