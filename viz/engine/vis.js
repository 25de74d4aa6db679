// The drawing engine: vis-network, taken from the installed pyvis, behind our own interface.
// Another engine offers the same functions; nobody else knows vis-network.

import { faded, visibleOn } from "../colour.js";
import { bends } from "./curves.js";
import { drawLabels } from "./labels.js";

/**
 * @typedef {import("../state.js").Selection} Selection
 *
 * @typedef {object} Camera
 * @property {number[]} [fit] nodes to be seen; an empty list means all that are shown
 * @property {number} [centre] a node
 * @property {number} [zoom] a factor
 * @property {[number, number]} [move] by so many pixels
 *
 * @typedef {object} Engine
 * @property {(model: import("../data.js").Model) => void} setData
 * @property {(nodes: Uint8Array, edges: Uint8Array) => void} setMask
 * @property {(selection: Selection | null) => void} select
 * @property {(camera: Camera) => void} camera
 * @property {(x: number, y: number) => Selection | null} hit what lies at a point of the container
 * @property {() => void} restyle after the colours of the page have changed
 */

const DIM = 0.13;
const DIM_EDGE = 0.1;
const CLOSEST = 1.5;
const FARTHEST = 1.7;
const ALONE = 200;

/**
 * @param {HTMLElement} container
 * @param {{select: (selection: Selection | null) => void, hover: (selection: Selection | null, x: number, y: number) => void}} on
 * @returns {Engine}
 */
export function createEngine(container, on) {
  const { DataSet, Network } = /** @type {any} */ (globalThis).vis;
  const nodes = new DataSet();
  const edges = new DataSet();
  const network = new Network(container, { nodes, edges }, options());
  /** @type {{model: any, smooth: any[], nodeMask: Uint8Array, edgeMask: Uint8Array, selected: Selection | null, step: number, moved: boolean}} */
  const now = { model: null, smooth: [], nodeMask: new Uint8Array(), edgeMask: new Uint8Array(), selected: null, step: 0, moved: false };

  const restyle = () => {
    if (!now.model) return;
    const look = lookOf(now, container, network.getScale());
    nodes.update(now.model.nodes.map((node) => nodeStyle(now, look, node)));
    edges.update(now.model.edges.map((edge) => edgeStyle(now, look, edge)));
    requestAnimationFrame(() => network.redraw()); // arrows end at the size that nodes had before
  };
  const hit = (x, y) => {
    const node = network.getNodeAt({ x, y });
    if (node !== undefined) return { kind: "node", index: node };
    const edge = network.getEdgeAt({ x, y });
    return edge === undefined ? null : { kind: "edge", index: edge };
  };
  network.on("click", ({ pointer }) => on.select(hit(pointer.DOM.x, pointer.DOM.y)));
  network.on("afterDrawing", (ctx) => {
    if (!now.model) return;
    paintLabels(ctx, now, network, lookOf(now, container, network.getScale()));
    const step = zoomStep(network.getScale());
    if (step !== now.step) {
      now.step = step;
      requestAnimationFrame(restyle);
    }
  });
  keepFitted(network, now);
  listenForHover(container, hit, on.hover);

  return {
    setData(model) {
      now.model = model;
      now.smooth = bends(model.edges);
      now.nodeMask = new Uint8Array(model.nodes.length).fill(1);
      now.edgeMask = new Uint8Array(model.edges.length).fill(1);
      const look = lookOf(now, container, 1);
      const stretch = stretchOf(model.drawing.nodes, container);
      nodes.add(model.nodes.map((node) => ({ ...nodeStyle(now, look, node), ...startOf(model, node, stretch) })));
      edges.add(model.edges.map((edge) => ({ ...edgeStyle(now, look, edge), from: edge.subject, to: edge.object, smooth: now.smooth[edge.index] })));
      network.fit({ animation: false, maxZoomLevel: CLOSEST });
    },
    setMask(nodeMask, edgeMask) {
      now.nodeMask = nodeMask;
      now.edgeMask = edgeMask;
      restyle();
    },
    select(selection) {
      now.selected = selection;
      restyle();
    },
    camera(camera) {
      now.moved = !camera.fit;
      moveCamera(network, now, camera);
    },
    hit,
    restyle,
  };
}

function options() {
  return {
    autoResize: true,
    physics: false,
    layout: { randomSeed: 1, improvedLayout: false },
    interaction: { hover: false, selectable: false, keyboard: false, dragNodes: true, tooltipDelay: 1e9, hideEdgesOnZoom: false },
    nodes: { chosen: false, borderWidthSelected: 2, labelHighlightBold: false, font: { size: 0 } },
    edges: { chosen: false, selectionWidth: 0, hoverWidth: 0, arrowStrikethrough: false, selfReference: { size: 20, angle: 0.7 } },
  };
}

/** Where a node lies at first. */
function startOf(model, node, stretch) {
  const { x, y, shape } = model.drawing.nodes[node.index];
  return { x: x * stretch.x, y: y * stretch.y, shape };
}

/** How far to pull the drawing in one direction, so that it fills a wide or an upright screen. */
function stretchOf(drawn, container) {
  const extent = (values) => Math.max(...values) - Math.min(...values) + ALONE;
  const drawing = extent(drawn.map((node) => node.x)) / extent(drawn.map((node) => node.y));
  const screen = Math.max(1, container.clientWidth) / Math.max(1, container.clientHeight);
  const pull = Math.min(FARTHEST, Math.max(screen / drawing, drawing / screen));
  return screen > drawing ? { x: pull, y: 1 } : { x: 1, y: pull };
}

/** Show everything whenever the size changes, until the user moves the camera. */
function keepFitted(network, now) {
  for (const event of ["dragStart", "zoom"]) {
    network.on(event, () => {
      now.moved = true;
    });
  }
  network.on("resize", () => {
    requestAnimationFrame(() => {
      if (!now.moved && now.model) network.fit({ animation: false, maxZoomLevel: CLOSEST });
    });
  });
}

/** What the page's style says, and how much bigger things are drawn when the camera is far away. */
function lookOf(now, container, scale) {
  const style = getComputedStyle(container);
  const colour = (name) => style.getPropertyValue(name).trim();
  const steps = 2 ** (zoomStep(scale) / 2);
  return {
    ground: colour("--ground"),
    text: colour("--text"),
    size: steps < 1 ? steps ** -0.38 : steps ** -0.35,
    line: steps < 1 ? steps ** -0.75 : steps ** -0.6,
    focus: focusOf(now),
    steps,
  };
}

function zoomStep(scale) {
  return Math.max(-8, Math.min(8, Math.round(Math.log2(scale) * 2)));
}

/** The nodes and edges that stay bright, or null when nothing is selected. */
function focusOf({ model, selected }) {
  if (!selected) return null;
  const chosen = selected.kind === "edge" ? [selected.index] : model.nodes[selected.index].edges;
  const nodes = new Set(selected.kind === "node" ? [selected.index] : []);
  for (const index of chosen) {
    nodes.add(model.edges[index].subject);
    nodes.add(model.edges[index].object);
  }
  return { nodes, edges: new Set(chosen) };
}

function isSelected({ selected }, kind, index) {
  return selected !== null && selected.kind === kind && selected.index === index;
}

function nodeStyle(now, look, node) {
  const drawn = now.model.drawing.nodes[node.index];
  const bright = !look.focus || look.focus.nodes.has(node.index);
  const chosen = isSelected(now, "node", node.index);
  const own = visibleOn(drawn.color, look.ground);
  const fill = bright ? own : faded(own, look.ground, DIM * 2);
  const border = chosen || node.index === now.model.about ? look.text : look.ground;
  return {
    id: node.index,
    hidden: now.nodeMask[node.index] === 0,
    size: drawn.size * look.size * (chosen ? 1.2 : 1),
    borderWidth: (chosen ? 3 : 1.5) * look.size,
    color: { background: fill, border: bright ? border : look.ground },
  };
}

function edgeStyle(now, look, edge) {
  const drawn = now.model.drawing.edges[edge.index];
  const bright = !look.focus || look.focus.edges.has(edge.index);
  const chosen = isSelected(now, "edge", edge.index);
  const own = visibleOn(drawn.color, look.ground);
  const strength = look.focus ? 1 : 0.62;
  const width = drawn.width * look.line * (chosen ? 2.2 : look.focus && bright ? 1.5 : 1);
  const isLong = drawn.dashes ? [5 * look.line + width, 4 * look.line + width] : false;
  return {
    id: edge.index,
    hidden: now.edgeMask[edge.index] === 0,
    dashes: isLong,
    width,
    color: { color: faded(own, look.ground, bright ? strength : DIM_EDGE), inherit: false },
    arrows: { to: { enabled: drawn.arrows === "to", scaleFactor: 0.62 * Math.max(0.8, Math.min(1.6, look.line)) } },
  };
}

function paintLabels(ctx, now, network, look) {
  const canvas = ctx.canvas;
  const ratio = canvas.width / canvas.clientWidth;
  const scale = network.getScale();
  const positions = network.getPositions();
  const labels = [];
  for (const node of now.model.nodes) {
    if (!now.nodeMask[node.index] || (look.focus && !look.focus.nodes.has(node.index))) continue;
    const { x, y } = network.canvasToDOM(positions[node.index]);
    const strong = isSelected(now, "node", node.index);
    const radius = now.model.drawing.nodes[node.index].size * look.size * scale;
    labels.push({ text: node.label, x, y, radius, strong, weight: (strong ? 1e6 : 0) + node.edges.length });
  }
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  drawLabels(ctx, labels, { text: look.text, halo: look.ground }, { width: canvas.clientWidth, height: canvas.clientHeight });
  ctx.restore();
}

function moveCamera(network, now, camera) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const animation = still ? false : { duration: 350, easingFunction: "easeInOutQuad" };
  if (camera.fit) {
    const wanted = camera.fit.length ? camera.fit : now.model.nodes.map((node) => node.index);
    const shown = wanted.filter((node) => now.nodeMask[node]);
    if (shown.length) network.fit({ nodes: shown, animation, maxZoomLevel: CLOSEST });
  }
  if (camera.centre !== undefined && now.nodeMask[camera.centre]) {
    network.moveTo({ position: network.getPosition(camera.centre), scale: Math.max(0.75, network.getScale()), animation });
  }
  if (camera.zoom) {
    const scale = Math.max(0.05, Math.min(6, network.getScale() * camera.zoom));
    network.moveTo({ scale, animation: still ? false : { duration: 150, easingFunction: "easeOutQuad" } });
  }
  if (camera.move) {
    const { x, y } = network.getViewPosition();
    const scale = network.getScale();
    network.moveTo({ position: { x: x + camera.move[0] / scale, y: y + camera.move[1] / scale }, animation: false });
  }
}

function listenForHover(container, hit, hover) {
  let waiting = false;
  container.addEventListener("pointermove", (event) => {
    if (waiting || event.buttons || event.pointerType === "touch") return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      const box = container.getBoundingClientRect();
      const [x, y] = [event.clientX - box.left, event.clientY - box.top];
      const found = hit(x, y);
      container.classList.toggle("over", found !== null);
      hover(found, x, y);
    });
  });
  for (const name of ["pointerleave", "pointerdown", "wheel"]) {
    container.addEventListener(name, () => hover(null, 0, 0), { passive: true });
  }
}
