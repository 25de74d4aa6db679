// The drawing engine on a Canvas 2D. The engine in vis.js offers the same functions.

import { centred, createFlight, fitted, moved, zoomed } from "./camera.js";
import { createDisplay } from "./display.js";
import { createFinder } from "./finder.js";
import { listenForGestures, listenForHover } from "./gestures.js";
import { lookOf } from "./look.js";
import { newShown, stretchOf } from "./shown.js";
import { pictureOf } from "./still.js";
import { toSvg } from "./svg.js";

/**
 * @typedef {import("./shown.js").Hit} Hit
 * @typedef {import("./shown.js").Focus} Focus
 *
 * @typedef {object} EngineUse
 * @property {(hit: Hit | null) => void} select
 * @property {(hit: Hit | null, x: number, y: number) => void} hover
 * @property {(thin: boolean) => void} [lines] hears whether edges are drawn without dashes and arrows, as so many are in view
 *
 * @typedef {object} Engine
 * @property {(scene: import("../scene.js").Scene, options?: {keepCamera?: boolean}) => void} setData
 * @property {(nodes: Uint8Array, edges: Uint8Array) => void} setMask 0 hidden, 1 possibly, 2 certainly
 * @property {(focus: Focus | null) => void} select everything else is dimmed
 * @property {(hit: Hit | null) => void} point
 * @property {(camera: import("./camera.js").Camera) => void} camera
 * @property {(x: number, y: number) => Hit | null} hit what lies at a point of the container
 * @property {(words: {title: string, description: string}) => string} exportSVG what is shown now
 * @property {(width: number, height: number) => HTMLCanvasElement} picture what is shown now
 * @property {() => void} restyle after the colours of the page have changed
 * @property {(node: number) => [number, number]} where the pixel in the container where a node is
 */

const FLIGHT = 350;
const STEP = 160;
const TWICE = 1.9;
const NOWHERE = { scale: 1, x: 0, y: 0 };

/**
 * @param {HTMLElement} container
 * @param {EngineUse} on
 * @returns {Engine}
 */
export function createEngine(container, on) {
  const now = createNow(container, on);
  listen(now, on);
  return {
    setData: (scene, { keepCamera = false } = {}) => setData(now, scene, keepCamera),
    setMask(nodes, edges) {
      Object.assign(now.shown, { nodes, edges });
      now.display.changed();
    },
    select(focus) {
      now.shown.focus = focus;
      now.display.changed();
    },
    point(hit) {
      now.shown.pointed = hit;
      now.display.pointed();
    },
    camera: (camera) => moveCamera(now, camera),
    hit: (x, y) => now.finder.hit(x, y),
    exportSVG: (words) => toSvg(now.shown, words),
    picture: (width, height) => pictureOf(now.shown, width, height),
    restyle() {
      now.shown.look = lookOf(container, now.shown.scene.palette);
      now.display.changed();
    },
    where(node) {
      const { view, x, y } = now.shown;
      return [x[node] * view.scale + view.x, y[node] * view.scale + view.y];
    },
  };
}

/** What the engine is at: an empty scene on a canvas of its own. */
function createNow(container, on) {
  const canvas = document.createElement("canvas");
  canvas.className = "drawing";
  canvas.setAttribute("aria-hidden", "true");
  container.replaceChildren(canvas);
  const empty = { nodes: emptyNodes(), edges: emptyEdges(), palette: [], stages: [], fixed: true };
  const stretch = { x: 1, y: 1 };
  const shown = newShown(empty, sizeOf(container), lookOf(container, []), stretch);
  let thin = false;
  const display = createDisplay(canvas, (whole) => {
    container.dataset.drawn = whole ? "whole" : "sketch";
    if (!whole || thin === now.shown.thin) return;
    thin = now.shown.thin;
    on.lines?.(thin);
  });
  const now = { container, display, shown, stretch, finder: createFinder(shown), flight: createFlight((view) => look(now, view)), taken: false };
  return now;
}

function look(now, view) {
  now.shown.view = view;
  now.display.moved();
}

function fly(now, view, time) {
  now.flight.go(now.shown.view, view, now.shown.size, time);
}

function listen(now, on) {
  const { container } = now;
  const take = () => {
    now.flight.stop();
    now.taken = true;
  };
  listenForGestures(container, {
    start: take,
    pan: (dx, dy) => look(now, moved(now.shown.view, dx, dy)),
    zoom: (factor, x, y) => look(now, zoomed(now.shown.view, factor, x, y)),
    click: (x, y, touch) => on.select(now.finder.hit(x, y, touch)),
    twice(x, y) {
      take();
      fly(now, zoomed(now.shown.view, TWICE, x, y), STEP);
    },
  });
  listenForHover(container, (x, y) => now.finder.hit(x, y), on.hover);
  new ResizeObserver(() => resize(now)).observe(container);
}

/** Show everything whenever the size changes, until the user moves the camera; then keep the middle. */
function resize(now) {
  const { shown, container } = now;
  const before = shown.size;
  const size = sizeOf(container);
  shown.size = size;
  if (now.taken) shown.view = moved(shown.view, (shown.size.width - before.width) / 2, (shown.size.height - before.height) / 2);
  else shown.view = fitted(shown, []) ?? NOWHERE;
  now.display.resized();
}

function setData(now, scene, keepCamera) {
  const { container, shown: before } = now;
  const keep = keepCamera && before.scene.nodes.count > 0;
  now.flight.stop();
  const size = sizeOf(container);
  if (!keep || scene.fixed) now.stretch = stretchOf(scene, size);
  now.shown = newShown(scene, size, lookOf(container, scene.palette), now.stretch);
  now.finder = createFinder(now.shown);
  if (!keep) now.taken = false;
  now.shown.view = keep ? before.view : fitted(now.shown, []) ?? NOWHERE;
  now.display.show(now.shown);
}

function moveCamera(now, { fit, centre, zoom, move }) {
  const { shown } = now;
  now.taken = !fit;
  const all = fit && fitted(shown, fit);
  if (all) fly(now, all, FLIGHT);
  if (centre !== undefined && shown.nodes[centre]) fly(now, centred(shown, centre), FLIGHT);
  if (zoom) fly(now, zoomed(shown.view, zoom, shown.size.width / 2, shown.size.height / 2), STEP);
  if (move) {
    now.flight.stop();
    look(now, moved(shown.view, -move[0], -move[1]));
  }
}

function sizeOf(container) {
  return { width: container.clientWidth, height: container.clientHeight };
}

function emptyNodes() {
  const none = new Float32Array();
  return { count: 0, x: none, y: none, size: none, weight: none, shape: new Uint8Array(), colour: new Uint16Array(), label: () => "" };
}

function emptyEdges() {
  const none = new Uint8Array();
  return {
    count: 0, from: new Uint32Array(), to: new Uint32Array(), colour: new Uint16Array(),
    width: new Float32Array(), bend: new Float32Array(), dashed: none, arrow: none, label: () => "",
  };
}
