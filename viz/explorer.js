// Puts the parts together: what a person does changes the state; everything shown follows from it.

import { createAddress } from "./address.js";
import { createChart } from "./chart.js";
import { visibleOn } from "./colour.js";
import { decode, linked } from "./data.js";
import { byId, el } from "./dom.js";
import { captioned } from "./export/caption.js";
import { createFilter, switched } from "./filter.js";
import { frames } from "./frames.js";
import { read } from "./hash.js";
import { createKeep } from "./keep.js";
import { listen } from "./keyboard.js";
import { createLegend } from "./legend.js";
import { drawList } from "./list.js";
import { createMap } from "./map.js";
import { edgesBetween } from "./neighbours.js";
import { drawPanel } from "./panel.js";
import { pathOf } from "./path.js";
import { createPathBox } from "./pathbox.js";
import { createPicture } from "./picture.js";
import { createSearch } from "./searchbox.js";
import { START, createStore, sameSelection } from "./state.js";
import { createStatus } from "./status.js";
import { spanOf } from "./time.js";
import { createTimeline } from "./timeline.js";
import { createTools, nameParts } from "./tools.js";
import { createTooltip } from "./tooltip.js";
import { speak, t } from "./words.js";

const MOST_KEYS = 40;

/**
 * Start the page.
 * @param {(container: HTMLElement, on: {select: (hit: any) => void, hover: (hit: any, x: number, y: number) => void}) => any} createEngine
 */
export async function start(createEngine) {
  const model = await decode(byId("data").textContent ?? "");
  speak(model.speech);
  nameParts();
  const explorer = assemble(model, createEngine);
  explorer.begin();
  byId("view").textContent = model.view;
  document.body.dataset.ready = "true";
}

/** Every part of the page, and how one hears of the other. */
function assemble(model, createEngine) {
  const filter = createFilter(model);
  const linkedTo = stateOf(model, filter.facets);
  const store = createStore(linkedTo.state);
  const seen = { visible: filter.apply(store.get()), way: null };
  const surface = surfaceColour();
  const colour = (hex) => visibleOn(hex, surface.get());
  const act = actions(model, store, filter);
  const parts = {};
  const hover = (selection, x = 0, y = 0, over = false) => {
    if (over) parts.tooltip(selection, x, y);
    parts.engine.point(parts.picture.place(selection));
    parts.map?.point(selection);
    const claim = selection?.kind === "claim" ? selection.index : null;
    parts.chart?.point(claim);
    parts.timeline.point(claim);
  };
  parts.surface = surface;
  parts.tooltip = createTooltip(byId("tooltip"), model);
  parts.engine = createEngine(byId("graph"), {
    select: (hit) => act.select(parts.picture.meaning(hit)),
    hover: (hit, x, y) => hover(parts.picture.meaning(hit), x, y, true),
    lines: (thin) => parts.tools.thin(thin),
  });
  parts.picture = createPicture(model, parts.engine);
  const goTo = (node) => {
    act.select({ kind: "node", index: node });
    parts.engine.camera({ centre: node });
  };
  const use = { ...act, goTo, hover, colour, isShown: (node) => seen.visible.nodes[node] === 1 };
  parts.legend = createLegend(byId("filters"), filter.facets, use);
  parts.timeline = createTimeline(byId("timeline"), model, { ...use, point: (claim) => hover(claim === null ? null : { kind: "claim", index: claim }) });
  parts.search = createSearch(byId("search"), model, {
    ...use,
    choose: (node) => {
      goTo(node);
      byId("panel").focus({ preventScroll: true });
    },
  });
  parts.pathbox = createPathBox(byId("pathbox"), model, use);
  parts.chartBox = el("div", { class: "chart" });
  parts.chart = createChart(parts.chartBox, model, {
    colour, hover: (claim) => hover(claim === null ? null : { kind: "claim", index: claim }),
    select: (claim) => act.select({ kind: "claim", index: claim }),
  });
  parts.status = createStatus(model, filter.facets, use);
  const camera = (move) => (store.get().shown === "map" ? parts.map : parts.engine).camera(move);
  parts.tools = createTools(model, { ...use, camera });
  parts.keep = createKeep(byId("keep"), model, keeping(model, filter.facets, store, seen, parts));
  parts.read = () => {
    drawPanel(byId("reading"), model, seen.visible, store.get(), use);
    drawChart(model, store.get(), seen.visible, parts);
  };
  parts.address = createAddress(model, filter.facets, store, parts.status.say);
  const update = (before) => refresh(model, filter, store.get(), before, seen, parts, use);
  store.subscribe((_, before) => update(before));
  listenTo(store, act, parts);
  return {
    begin() {
      update(null);
      if (linkedTo.complaints.length) parts.status.say(linkedTo.complaints);
      if (location.hash.length > 1 || model.about !== null) parts.address.write();
    },
  };
}

/** The state to begin with, from the address, so that a page is drawn once; what of the address could not be read. */
function stateOf(model, facets) {
  const { state, complaints } = read(model, location.hash, facets);
  const start = { ...START, ...state };
  if (model.about !== null && !start.selected) start.selected = { kind: "node", index: model.about };
  return { state: Object.freeze(start), complaints };
}

/** What a person can do, as changes of the state. */
function actions(model, store, filter) {
  const set = store.set;
  const flipped = (values, value) => {
    const kept = new Set(values);
    if (!kept.delete(value)) kept.add(value);
    return kept;
  };
  return {
    set,
    select: (selected) => set({ selected, beyond: false }),
    clear: () => set({ selected: null, path: null }),
    onSwitch: (facet, value, on) => set({ off: switched(store.get().off, facet, value, on) }),
    onOff: (facet, values) => set({ off: { ...store.get().off, [facet]: new Set(values) } }),
    onReset: () => set({ off: {}, from: null, to: null, known: null }),
    setTime: ({ from, to }) => set({ from, to }),
    setKnown: (known) => set({ known }),
    toggleBeyond: () => set({ beyond: !store.get().beyond }),
    reveal: () => {
      const { selected } = store.get();
      if (selected) set(filter.revealed(store.get(), claimsOf(model, selected), selected.kind === "node" ? [selected.index] : []));
    },
    expand: (node) => set({ expanded: flipped(store.get().expanded, node) }),
    startPath: (node) => {
      set({ path: { from: node, to: node, timed: false } });
    },
    setPath: (path) => set({ path }),
    show: (shown) => set({ shown }),
  };
}

/** The claims of what is selected. */
function claimsOf(model, selected) {
  if (selected.kind === "claim") return [selected.index];
  if (selected.kind === "node") return linked(model.nodes.claims, selected.index);
  const edges = selected.kind === "edge" ? [selected.index] : edgesBetween(model, selected.index, selected.other);
  return edges.flatMap((edge) => [...linked(model.edges.claims, edge)]);
}

/** Show what follows from a change; a part is only drawn anew where it must be. */
function refresh(model, filter, now, before, seen, parts, use) {
  const changed = (...names) => !before || names.some((name) => now[name] !== before[name]);
  const masks = changed("off", "from", "to", "known");
  const selects = !before || !sameSelection(now.selected, before.selected);
  if (masks && before) seen.visible = filter.apply(now); // at the start it is there already
  if (masks || changed("path")) seen.way = now.path && now.path.from !== now.path.to ? pathOf(model, seen.visible, now.path) : null;
  if (masks || selects || changed("whole", "expanded", "layout", "path")) {
    parts.status.left(parts.picture.update(seen.visible, now), now);
    parts.picture.focus(now, seen.way);
  }
  if (masks) {
    parts.legend.update(now.off, seen.visible.counts);
    parts.status.counts(seen.visible, now);
    parts.keep.update();
  }
  if (masks || changed("path")) parts.pathbox.update(seen.visible, now);
  if (changed("shown", "layout", "whole", "path", "from")) parts.tools.update(now);
  parts.timeline.update(now, seen.visible);
  if (selects) {
    document.body.classList.toggle("selecting", now.selected !== null);
    showPane(now, before ?? START);
  } else if (changed("shown")) document.body.dataset.pane = now.shown === "list" || now.shown === "map" ? now.shown : "graph";
  if (masks || selects || changed("beyond", "expanded")) {
    parts.read();
  }
  drawMiddle(model, now, seen, parts, use, { masks, selects, shown: changed("shown") });
  if (before) parts.address.write();
}

/** On a narrow screen one part is shown at a time: a selection leads to its details. */
function showPane(now, before) {
  if (now.selected) document.body.dataset.pane = "details";
  else if (before === START && now.shown !== "graph") document.body.dataset.pane = now.shown;
  else if (before.selected && document.body.dataset.pane === "details") document.body.dataset.pane = now.shown;
}

function drawChart(model, now, visible, { chart, chartBox }) {
  const place = document.getElementById("chart-place");
  if (!place || !now.selected) return;
  place.replaceChildren(chartBox);
  const claims = claimsOf(model, now.selected).filter((claim) => now.beyond || visible.claims[claim]);
  chart.update([...claims], visible);
}

function drawMiddle(model, now, seen, parts, use, changed) {
  document.body.dataset.shownAs = now.shown;
  byId("graph").classList.toggle("away", now.shown !== "graph"); // it keeps its size, for pictures of it
  byId("lines").hidden = now.shown !== "graph";
  byId("list").hidden = now.shown !== "list";
  byId("map").hidden = now.shown !== "map";
  if (now.shown === "list" && (changed.masks || changed.shown)) drawList(byId("list"), model, seen.visible, use);
  if (now.shown !== "map") return;
  parts.map ??= createMap(byId("map"), model, { ...use, hover: (selection, x, y) => use.hover(selection, x, y, true) });
  parts.map.update(seen.visible, now);
}

/** What stands under a picture of the page: its title, its choice in words, and what colours and shapes mean. */
function captionOf(model, facets, { counts }, surface) {
  const key = facets.filter(({ id }) => id === "class" || id === "relation")
    .flatMap(({ id, values }) => values.filter((_, index) => counts[id][index] > 0).map(({ label, shape, colour }) => ({ label, shape, colour: visibleOn(colour, surface.get()) })));
  const named = (name) => getComputedStyle(document.body).getPropertyValue(name).trim();
  return {
    title: model.title,
    lines: [byId("summary").textContent || model.view],
    key: key.slice(0, MOST_KEYS),
    colours: { ground: surface.get(), text: named("--text"), quiet: named("--quiet") },
  };
}

/** What "Share and export" needs. */
function keeping(model, facets, store, seen, parts) {
  const middle = () => byId("middle");
  const isMap = () => store.get().shown === "map";
  return {
    title: model.title,
    link: () => parts.address.link(),
    visible: () => seen.visible,
    picture: () => captioned((isMap() ? parts.map : parts.engine).picture(middle().clientWidth, middle().clientHeight), captionOf(model, facets, seen.visible, parts.surface)),
    svg: () => (isMap() ? parts.map.svg() : parts.engine.exportSVG({ title: model.title, description: byId("summary").textContent || model.view })),
    frames: () => frames(model, store, seen, parts.engine),
    restyle: () => recolour(store, parts),
    animated: () => spanOf(model.claims) !== null,
  };
}

/** The colour behind panels, asked of the style once: each question makes the browser lay out what is new. */
function surfaceColour() {
  let known = null;
  return {
    get: () => (known ??= getComputedStyle(document.body).getPropertyValue("--surface").trim()),
    forget() {
      known = null;
    },
  };
}

/** The colours of the page have changed. */
function recolour(store, parts) {
  parts.surface.forget();
  parts.engine.restyle();
  for (const part of [parts.legend, parts.timeline, parts.chart, parts.map, parts.tools]) part?.recolour();
  parts.read();
}

function listenTo(store, act, parts) {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const shownNext = { graph: "list", list: "graph", map: "list" };
  listen(byId("graph"), {
    search: parts.search.focus,
    clear: act.clear,
    toggleList: () => act.show(shownNext[store.get().shown]),
    toggleMap: () => act.show(store.get().shown === "map" ? "graph" : "map"),
    zoom: (factor) => parts.engine.camera({ zoom: factor }),
    fit: () => parts.engine.camera({ fit: [] }),
    move: (x, y) => parts.engine.camera({ move: [x, y] }),
    step: (direction) => parts.timeline.step(direction),
  });
  dark.addEventListener("change", () => recolour(store, parts));
  document.querySelector(".skip")?.addEventListener("click", (event) => {
    event.preventDefault();
    act.show("list");
    byId("list").focus();
  });
  byId("list").setAttribute("aria-label", t("List of what is shown"));
}
