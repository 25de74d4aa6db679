// The world map of flows: relations between entities that have a place, as arrows.

import { faded } from "./colour.js";
import { linked } from "./data.js";
import { el } from "./dom.js";
import { listenForGestures, listenForHover } from "./engine/gestures.js";
import { escaped } from "./engine/svg.js";
import { hitAt, layCourses } from "./map/course.js";
import { flowsOf, measuresOf } from "./map/flows.js";
import { createMapLegend, statusOf } from "./map/legend.js";
import { paint, paintPointed, placeLabels } from "./map/paint.js";
import { canvasPen, fontOf, svgPen } from "./map/pens.js";
import { placesOf, standingOf } from "./map/places.js";
import { fitted, moved, zoomed } from "./map/view.js";
import { edgesBetween } from "./neighbours.js";
import { t } from "./words.js";

const STEP = 60;
const ZOOM = 1.35;
const NAMED = 5;
/** Milliseconds after the last move until everything is drawn. */
const REST = 140;

/**
 * @typedef {import("./state.js").Selection} Selection
 *
 * @typedef {object} MapUse
 * @property {(hex: string) => string} colour the ontology's colour as it can be seen on the page
 * @property {(selection: Selection) => void} select
 * @property {(selection: Selection | null, x: number, y: number) => void} hover in pixels of the container
 *
 * @typedef {object} WorldMap
 * @property {(visible: import("./filter.js").Visible, state: import("./state.js").State) => void} update
 * @property {(selection: Selection | null) => void} point emphasise what is hovered elsewhere
 * @property {() => void} recolour the colours of the page have changed
 * @property {() => string} svg what is shown, as an XML document
 * @property {(width: number, height: number) => HTMLCanvasElement} picture
 * @property {(camera: {fit?: number[], zoom?: number, move?: [number, number]}) => void} camera
 */

/**
 * @param {HTMLElement} container
 * @param {import("./data.js").Model} model
 * @param {MapUse} use
 * @returns {WorldMap}
 */
export function createMap(container, model, use) {
  const places = placesOf(model);
  const canvas = /** @type {HTMLCanvasElement} */ (el("canvas", { class: "map-canvas", attrs: { tabindex: "0", role: "img" } }));
  const empty = el("p", { class: "map-empty", attrs: { role: "status" } });
  const now = { measure: null, taken: false, frame: 0, rest: 0, stale: true, look: lookOf(container, model, use) };
  /** @type {any} */
  const shown = { model, places, size: { width: 0, height: 0 }, view: { scale: 100, x: 0, y: 0 }, focus: null, pointed: null, moving: false, courses: new Float32Array(), visible: null };
  const legend = createMapLegend(measuresOf(model, places), (measure) => {
    now.measure = measure;
    lay();
  }, use.colour);
  container.replaceChildren(canvas, empty, legend.element);

  const draw = createDrawing(canvas, shown, now);
  const pilot = createPilot(shown, now, draw);
  const lay = () => {
    shown.flows = flowsOf(model, places, shown.visible, now.measure);
    shown.standing = standingOf(model, places, shown.visible);
    legend.update(shown, now.measure);
    say(canvas, empty, shown);
    if (now.taken || !shown.standing.drawn.length) pilot.look(shown.view);
    else pilot.fit();
  };
  const hit = (x, y, touch = false) => (shown.visible ? hitAt(shown, x, y, touch) : null);
  listenToUser(canvas, { ...pilot, hit, select: use.select, hover: use.hover });
  new ResizeObserver(() => {
    shown.size = { width: canvas.clientWidth, height: canvas.clientHeight };
    if (!shown.visible || !shown.size.width) return;
    if (now.taken) pilot.look(shown.view);
    else pilot.fit();
  }).observe(canvas);

  return {
    update(visible, state) {
      const relay = shown.visible !== visible;
      shown.visible = visible;
      shown.focus = placedFocus(model, state.selected, places);
      shown.size = { width: canvas.clientWidth, height: canvas.clientHeight };
      if (relay) lay();
      else draw();
    },
    point(selection) {
      shown.pointed = focusOf(model, selection, false);
      if (shown.visible) draw(false);
    },
    recolour() {
      now.look = lookOf(container, model, use);
      if (!shown.visible) return;
      legend.update(shown, now.measure);
      draw();
    },
    svg: () => svgOf(shown, now.look),
    picture(width, height) {
      const made = document.createElement("canvas");
      drawOn(made, resized(shown, width, height), now.look, 2);
      return made;
    },
    camera(camera) {
      if (camera.fit) pilot.fit(camera.fit);
      if (camera.zoom) pilot.zoom(camera.zoom);
      if (camera.move) pilot.move(...camera.move);
    },
  };
}

/** Draws on the next frame; the whole map, or only what is pointed at over it. */
function createDrawing(canvas, shown, now) {
  const base = document.createElement("canvas");
  return (anew = true) => {
    now.stale ||= anew;
    cancelAnimationFrame(now.frame);
    now.frame = requestAnimationFrame(() => {
      const ratio = devicePixelRatio || 1;
      if (now.stale) drawOn(base, shown, now.look, ratio);
      now.stale = false;
      drawOver(canvas, base, shown, now.look, ratio);
    });
  };
}

/** Where the map looks, by itself or by the user's hand. */
function createPilot(shown, now, draw) {
  const look = (view) => {
    shown.view = view;
    shown.courses = layCourses(shown);
    draw();
  };
  const fit = (nodes = []) => {
    now.taken = nodes.length > 0;
    const known = nodes.filter((node) => shown.places.spot[node] >= 0);
    if (shown.visible && shown.size.width) look(fitted(shown, known.length ? known : shown.standing.drawn, known.length === 0));
  };
  const user = (view) => {
    now.taken = true;
    shown.moving = true;
    look(view);
    clearTimeout(now.rest);
    now.rest = setTimeout(() => {
      shown.moving = false;
      draw();
    }, REST);
  };
  const zoomAt = (factor, x, y) => user(zoomed(shown.view, factor, x, y, shown.size));
  const zoom = (factor) => zoomAt(factor, shown.size.width / 2, shown.size.height / 2);
  const move = (dx, dy) => user(moved(shown.view, dx, dy, shown.size));
  return { look, fit, zoomAt, zoom, move };
}

/** Wheel, drag, pinch, click, hover and keys. */
function listenToUser(canvas, use) {
  listenForGestures(canvas, {
    start: () => {},
    pan: use.move,
    zoom: use.zoomAt,
    click(x, y, touch) {
      const found = use.hit(x, y, touch);
      if (found) use.select(found);
    },
    twice: (x, y) => use.zoomAt(2, x, y),
  });
  listenForHover(canvas, use.hit, use.hover);
  const keys = {
    "+": () => use.zoom(ZOOM), "=": () => use.zoom(ZOOM), "-": () => use.zoom(1 / ZOOM), "−": () => use.zoom(1 / ZOOM), 0: () => use.fit(),
    ArrowLeft: () => use.move(STEP, 0), ArrowRight: () => use.move(-STEP, 0), ArrowUp: () => use.move(0, STEP), ArrowDown: () => use.move(0, -STEP),
  };
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  });
}

function drawOn(canvas, shown, look, ratio) {
  const { width, height } = shown.size;
  const ctx = canvas.getContext("2d");
  if (!ctx || !width || !height || !shown.visible) return;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.fillStyle = look.ground;
  ctx.fillRect(0, 0, width, height);
  paint(canvasPen(ctx), shown, look, labelsOf(shown, ctx));
}

/** The map as it was drawn, and what is pointed at over it: so that hovering stays cheap. */
function drawOver(canvas, base, shown, look, ratio) {
  const ctx = canvas.getContext("2d");
  if (!ctx || !shown.size.width || !shown.size.height) return;
  if (canvas.width !== base.width) canvas.width = base.width;
  if (canvas.height !== base.height) canvas.height = base.height;
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.globalAlpha = 1;
  ctx.drawImage(base, 0, 0);
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  paintPointed(canvasPen(ctx), shown, look);
}

function labelsOf(shown, ctx) {
  const wide = (text, bold) => {
    ctx.font = fontOf(bold);
    return ctx.measureText(text).width;
  };
  return placeLabels(shown, wide, (node) => nameOnMap(shown, node));
}

function nameOnMap({ model, standing }, node) {
  const more = standing.more.get(node);
  return more ? t("{name} and {n} more here", { name: model.nodes.label[node], n: more }) : model.nodes.label[node];
}

function svgOf(shown, look) {
  const { width, height } = shown.size.width ? shown.size : { width: 1280, height: 720 };
  const sized = resized(shown, width, height);
  const measure = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  const parts = [];
  paint(svgPen(parts), sized, look, labelsOf(sized, measure));
  const [w, h] = [Math.round(width), Math.round(height)];
  return `<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" role="img" aria-labelledby="title description">
<title id="title">${escaped(shown.model.title)}</title>
<desc id="description">${escaped(summaryOf(shown))}</desc>
<rect width="100%" height="100%" fill="${escaped(look.ground)}"/>
${parts.join("")}</svg>\n`;
}

/** The same in another size; what the user looks at stays, unless the size is another. */
function resized(shown, width, height) {
  const { size } = shown;
  if (size.width === width && size.height === height) return shown;
  const sized = { ...shown, moving: false, size: { width, height } };
  sized.view = fitted(sized, sized.standing.drawn, true);
  return { ...sized, courses: layCourses(sized) };
}

function lookOf(container, { relations, classes }, use) {
  const style = getComputedStyle(container);
  const read = (name) => style.getPropertyValue(name).trim();
  const [ground, text] = [read("--ground"), read("--text")];
  return {
    ground, text, accent: read("--accent"), land: faded(text, ground, 0.075), coast: faded(text, ground, 0.24),
    relations: relations.map((kind) => use.colour(kind.colour)), classes: classes.map((kind) => use.colour(kind.colour)),
  };
}

/** The text alternative of the canvas, and a notice where nothing can be drawn. */
function say(canvas, empty, shown) {
  canvas.setAttribute("aria-label", summaryOf(shown));
  empty.hidden = shown.standing.drawn.length > 0;
  empty.textContent = shown.places.nodes.length ? t("Nothing that is shown has a place on the map.") : t("No entity on this page has a place on the map.");
}

function summaryOf(shown) {
  const { standing, model } = shown;
  const first = [...standing.drawn].sort((a, b) => standing.claims[b] - standing.claims[a] || a - b).slice(0, NAMED);
  const names = first.map((node) => model.nodes.label[node]).join(", ");
  const most = names ? t("Most claims: {names}.", { names }) : "";
  return [t("World map of relations as arrows between places."), statusOf(shown), most, t("The list holds the same as text.")].filter(Boolean).join(" ");
}

/** What a selection touches; null where nothing of it is on the map, so that nothing is dimmed in vain. */
function placedFocus(model, selected, { spot }) {
  const focus = focusOf(model, selected, true);
  return focus && [...focus.nodes].some((node) => spot[node] >= 0) ? focus : null;
}

/**
 * @param {import("./data.js").Model} model
 * @param {Selection | null} selection
 * @param {boolean} wide with a node, also its relations and their other ends
 */
function focusOf(model, selection, wide) {
  if (!selection) return null;
  const { edges, claims } = model;
  if (selection.kind === "node" && !wide) return { nodes: new Set([selection.index]), edges: new Set() };
  const touched = {
    node: () => linked(model.nodes.edges, selection.index),
    edge: () => [selection.index],
    pair: () => edgesBetween(model, selection.index, /** @type {any} */ (selection).other),
    claim: () => [claims.edge[selection.index]].filter((edge) => edge >= 0),
  }[selection.kind]();
  const nodes = new Set(selection.kind === "node" ? [selection.index] : selection.kind === "claim" ? [claims.subject[selection.index]] : []);
  for (const edge of touched) nodes.add(edges.subject[edge]).add(edges.object[edge]);
  return { nodes, edges: new Set(touched) };
}
