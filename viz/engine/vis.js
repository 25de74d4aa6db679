// The other drawing engine, for small scenes: vis-network, taken from the installed pyvis, behind the interface of canvas.js.
// Nobody else knows vis-network.

import { SHAPES } from "../scene.js";
import { NEAREST } from "./camera.js";
import { listenForHover } from "./gestures.js";
import { placeLabels } from "./labels.js";
import { dashOf, growth, isMaybe, lookOf, tierOf } from "./look.js";
import { paintPointed } from "./painter.js";
import { canvasSheet } from "./sheet.js";
import { isChosen, newShown, stretchOf } from "./shown.js";
import { paintCaptions, paintStageLines } from "./stages.js";
import { pictureOf } from "./still.js";
import { toSvg } from "./svg.js";

/**
 * @typedef {import("./shown.js").Shown} Shown
 *
 * @typedef {object} Now
 * @property {HTMLElement} container
 * @property {any} network
 * @property {any} nodes
 * @property {any} edges
 * @property {Shown | null} shown
 * @property {{x: number, y: number}} stretch
 * @property {number} step of the zoom for which sizes were set
 * @property {boolean} taken whether the user has moved the camera
 */

const CLOSEST_FIT = 1.5;
const READABLE = 0.75;
const FARTHEST = 0.05;
const LOOP = 16;

/**
 * @param {HTMLElement} container
 * @param {import("./canvas.js").EngineUse} on
 * @returns {import("./canvas.js").Engine}
 */
export function createEngine(container, on) {
  const { DataSet, Network } = /** @type {any} */ (globalThis).vis;
  const [nodes, edges] = [new DataSet(), new DataSet()];
  const network = new Network(container, { nodes, edges }, options());
  /** @type {Now} */
  const now = { container, network, nodes, edges, shown: null, stretch: { x: 1, y: 1 }, step: 0, taken: false };
  const hit = (x, y) => hitAt(network, x, y);
  network.on("click", ({ pointer }) => on.select(hit(pointer.DOM.x, pointer.DOM.y)));
  network.on("doubleClick", () => moveCamera(now, { zoom: 1.9 }));
  network.on("beforeDrawing", (ctx) => paintOver(ctx, now, paintStageLines));
  network.on("afterDrawing", (ctx) => {
    paintOver(ctx, now, paintNames);
    if (now.shown && zoomStep(network.getScale()) !== now.step) requestAnimationFrame(() => restyle(now));
  });
  keepFitted(now);
  listenForHover(container, hit, on.hover);

  return {
    setData: (scene, { keepCamera = false } = {}) => setData(now, scene, keepCamera),
    setMask(nodeMask, edgeMask) {
      Object.assign(/** @type {Shown} */ (now.shown), { nodes: nodeMask, edges: edgeMask });
      restyle(now);
    },
    select(focus) {
      /** @type {Shown} */ (now.shown).focus = focus;
      restyle(now);
    },
    point(pointed) {
      /** @type {Shown} */ (now.shown).pointed = pointed;
      network.redraw();
    },
    camera: (camera) => moveCamera(now, camera),
    hit,
    exportSVG: (words) => toSvg(seen(now), words),
    picture: (width, height) => pictureOf(seen(now), width, height),
    restyle() {
      const shown = /** @type {Shown} */ (now.shown);
      shown.look = lookOf(container, shown.scene.palette);
      restyle(now);
    },
    where(node) {
      const { x, y } = network.canvasToDOM(network.getPosition(node));
      return [x, y];
    },
  };
}

function options() {
  return {
    autoResize: true,
    physics: false,
    layout: { randomSeed: 1, improvedLayout: false },
    interaction: { hover: false, selectable: false, keyboard: false, dragNodes: true, tooltipDelay: 1e9, hideEdgesOnZoom: false },
    nodes: { chosen: false, borderWidthSelected: 2, labelHighlightBold: false, font: { size: 0 } },
    edges: { chosen: false, selectionWidth: 0, hoverWidth: 0, arrowStrikethrough: false },
  };
}

function hitAt(network, x, y) {
  const node = network.getNodeAt({ x, y });
  if (node !== undefined) return { kind: /** @type {const} */ ("node"), index: node };
  const edge = network.getEdgeAt({ x, y });
  return edge === undefined ? null : { kind: /** @type {const} */ ("edge"), index: edge };
}

function setData(now, scene, keepCamera) {
  const { container, network, nodes, edges } = now;
  const keep = keepCamera && now.shown !== null;
  const size = { width: container.clientWidth, height: container.clientHeight };
  if (!keep || scene.fixed) now.stretch = stretchOf(scene, size);
  const shown = newShown(scene, size, lookOf(container, scene.palette), now.stretch);
  shown.view.scale = keep ? network.getScale() : 1;
  now.step = zoomStep(shown.view.scale);
  now.shown = null; // vis-network draws while it is being filled
  edges.clear();
  nodes.clear();
  nodes.add(each(scene.nodes.count, (node) => ({
    ...nodeStyle(shown, node, now.step), x: shown.x[node], y: shown.y[node], shape: SHAPES[scene.nodes.shape[node]],
  })));
  edges.add(each(scene.edges.count, (edge) => ({
    ...edgeStyle(shown, edge, now.step), from: scene.edges.from[edge], to: scene.edges.to[edge], ...bendOf(scene.edges.bend[edge]),
  })));
  now.shown = shown;
  if (keep) return;
  now.taken = false;
  network.fit({ animation: false, maxZoomLevel: CLOSEST_FIT });
}

/** A bend in vis-network's words; loops at the same node get wider. */
function bendOf(bend) {
  const selfReference = { size: LOOP * (1 + Math.abs(bend)), angle: Math.PI / 4 };
  if (bend === 0) return { smooth: { enabled: false }, selfReference };
  return { smooth: { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) }, selfReference };
}

function restyle(now) {
  const { shown, network, nodes, edges } = now;
  if (!shown) return;
  now.step = zoomStep(network.getScale());
  nodes.update(each(shown.scene.nodes.count, (node) => nodeStyle(shown, node, now.step)));
  edges.update(each(shown.scene.edges.count, (edge) => edgeStyle(shown, edge, now.step)));
  requestAnimationFrame(() => network.redraw()); // arrows end at the size that nodes had before
}

/** Sizes change in steps, as every node has to be told. */
function zoomStep(scale) {
  return Math.max(-8, Math.min(8, Math.round(Math.log2(scale) * 2)));
}

function nodeStyle(shown, node, step) {
  const { scene, look, focus } = shown;
  const chosen = isChosen(shown, "node", node);
  const grown = growth(2 ** (step / 2)).node;
  const tier = tierOf(shown.nodes[node], focus !== null, focus !== null && focus.nodes.has(node));
  const own = look.node[tier][scene.nodes.colour[node]];
  const solid = { background: own, border: chosen ? look.text : look.ground };
  return {
    id: node,
    hidden: shown.nodes[node] === 0,
    size: scene.nodes.size[node] * grown * (chosen ? 1.2 : 1),
    borderWidth: (chosen ? 3 : isMaybe(tier) ? 2 : 1.5) * grown,
    color: isMaybe(tier) ? { background: look.ground, border: chosen ? look.text : own } : solid,
  };
}

function edgeStyle(shown, edge, step) {
  const { scene, look, focus } = shown;
  const grown = growth(2 ** (step / 2)).line;
  const bright = focus !== null && focus.edges.has(edge);
  const tier = tierOf(shown.edges[edge], focus !== null, bright);
  const width = scene.edges.width[edge] * grown * (isChosen(shown, "edge", edge) ? 2.2 : bright ? 1.5 : 1);
  const dashes = dashOf(tier, scene.edges.dashed[edge] === 1, width / grown).map((part) => part * grown);
  return {
    id: edge,
    hidden: shown.edges[edge] === 0,
    dashes: dashes.length ? dashes : false,
    width,
    color: { color: look.edge[tier][scene.edges.colour[edge]], inherit: false },
    arrows: { to: { enabled: scene.edges.arrow[edge] === 1, scaleFactor: 0.62 * Math.max(0.8, Math.min(1.6, grown)) } },
  };
}

/** What is shown, with the camera and the places that vis-network has now. */
function seen({ shown, network, container }) {
  const scale = network.getScale();
  const { x, y } = network.canvasToDOM({ x: 0, y: 0 });
  shown.view = { scale, x, y };
  shown.size = { width: container.clientWidth, height: container.clientHeight };
  const places = network.getPositions();
  for (let node = 0; node < shown.scene.nodes.count; node += 1) {
    shown.x[node] = places[node].x;
    shown.y[node] = places[node].y;
  }
  return shown;
}

function paintOver(ctx, now, paint) {
  if (!now.shown) return;
  const ratio = ctx.canvas.width / ctx.canvas.clientWidth;
  ctx.save();
  paint(canvasSheet(ctx, ratio), seen(now));
  ctx.restore();
}

function paintNames(sheet, shown) {
  for (const label of placeLabels(shown).reverse()) sheet.text(label, shown.look.text, shown.look.ground);
  paintPointed(sheet, shown);
  paintCaptions(sheet, shown);
}

/** Show everything whenever the size changes, until the user moves the camera. */
function keepFitted(now) {
  for (const event of ["dragStart", "zoom"]) {
    now.network.on(event, () => {
      now.taken = true;
    });
  }
  now.network.on("resize", () => {
    requestAnimationFrame(() => {
      if (!now.taken && now.shown) now.network.fit({ animation: false, maxZoomLevel: CLOSEST_FIT });
    });
  });
}

function moveCamera(now, { fit, centre, zoom, move }) {
  const { network, shown } = now;
  now.taken = !fit;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const flight = (duration) => (still ? false : { duration, easingFunction: "easeOutCubic" });
  if (fit) {
    const wanted = fit.length ? fit : each(shown.scene.nodes.count, (node) => node);
    const nodes = wanted.filter((node) => shown.nodes[node]);
    if (nodes.length) network.fit({ nodes, animation: flight(350), maxZoomLevel: CLOSEST_FIT });
  }
  if (centre !== undefined && shown.nodes[centre]) {
    network.moveTo({ position: network.getPosition(centre), scale: Math.max(READABLE, network.getScale()), animation: flight(350) });
  }
  if (zoom) {
    const scale = Math.max(FARTHEST, Math.min(NEAREST, network.getScale() * zoom));
    network.moveTo({ scale, animation: flight(160) });
  }
  if (move) {
    const { x, y } = network.getViewPosition();
    const scale = network.getScale();
    network.moveTo({ position: { x: x + move[0] / scale, y: y + move[1] / scale }, animation: false });
  }
}

function each(count, make) {
  return Array.from({ length: count }, (_, index) => make(index));
}
