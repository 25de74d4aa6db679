// Puts the parts together: state changes on the left, what follows from them on the right.

import { visibleOn } from "./colour.js";
import { decode } from "./data.js";
import { byId, counted, el, swatch } from "./dom.js";
import { createEngine } from "./engine/vis.js";
import { apply, facets, revealed, switched } from "./filter.js";
import { listen } from "./keyboard.js";
import { createLegend } from "./legend.js";
import { drawList } from "./list.js";
import { drawPanel } from "./panel.js";
import { createSearch } from "./searchbox.js";
import { START, createStore, sameSelection } from "./state.js";
import { createTooltip } from "./tooltip.js";

const model = decode(byId("data").textContent ?? "");
const store = createStore(START);
let visible = apply(model, store.get().off);

const colour = (hex) => visibleOn(hex, getComputedStyle(document.body).getPropertyValue("--surface").trim());
const select = (selected) => store.set({ selected, beyond: false });
const goTo = (node) => {
  select({ kind: "node", index: node });
  engine.camera({ centre: node });
};
const show = (pane) => {
  document.body.dataset.pane = pane;
  for (const tab of byId("tabs").children) tab.setAttribute("aria-pressed", String(tab.id === `tab-${pane}`));
  if (pane === "graph" || pane === "list") store.set({ shown: pane });
};

const tooltip = createTooltip(byId("tooltip"), model);
const engine = createEngine(byId("graph"), { select, hover: tooltip });
const legend = createLegend(byId("filters"), facets(model), {
  onSwitch: (facet, value, on) => store.set({ off: switched(store.get().off, facet, value, on) }),
  onOff: (facet, values) => store.set({ off: { ...store.get().off, [facet]: new Set(values) } }),
  onReset: () => store.set({ off: {} }),
  colour,
});
const search = createSearch(byId("search"), model, {
  colour,
  isShown: (node) => visible.nodes[node] === 1,
  choose: (node) => {
    goTo(node);
    byId("panel").focus({ preventScroll: true });
  },
});
const panelUse = {
  goTo,
  clear: () => select(null),
  toggleBeyond: () => store.set({ beyond: !store.get().beyond }),
  reveal: () => {
    const { off, selected } = store.get();
    const claims = selected?.kind === "edge" ? model.edges[selected.index].claims : model.nodes[selected?.index ?? 0].claims;
    store.set({ off: revealed(model, off, claims, selected?.kind === "node" ? [selected.index] : []) });
  },
  colour,
};

store.subscribe((now, before) => {
  if (now.off !== before.off) filterChanged();
  if (!sameSelection(now.selected, before.selected)) selectionChanged(now.selected);
  if (now.off !== before.off || now.beyond !== before.beyond || !sameSelection(now.selected, before.selected)) {
    drawPanel(byId("panel"), model, visible, now, panelUse);
  }
  if (now.shown !== before.shown) shownChanged(now.shown);
});

function filterChanged() {
  const { off, shown } = store.get();
  visible = apply(model, off);
  engine.setMask(visible.nodes, visible.edges);
  legend.update(off, visible.counts);
  drawCounts();
  if (shown === "list") drawList(byId("list"), model, visible, { select });
}

function selectionChanged(selected) {
  engine.select(selected);
  document.body.classList.toggle("selecting", selected !== null);
  if (selected) show("details");
  else if (document.body.dataset.pane === "details") show(store.get().shown);
}

function shownChanged(shown) {
  const list = byId("list");
  document.body.dataset.shownAs = shown;
  list.hidden = shown !== "list";
  byId("graph").hidden = shown === "list";
  byId("lines").hidden = shown === "list";
  for (const button of document.querySelectorAll("[data-shown]")) {
    button.setAttribute("aria-pressed", String(button.getAttribute("data-shown") === shown));
  }
  if (shown === "list") drawList(list, model, visible, { select });
}

function drawCounts() {
  const { totals } = visible;
  const part = (name, one, many) => {
    const all = model.counts[name];
    const text = totals[name] === all ? counted(all, one, many) : `${totals[name].toLocaleString("en-GB")} of ${counted(all, one, many)}`;
    return el("span", { text, attrs: { "data-count": name } });
  };
  byId("counts").replaceChildren(part("nodes", "entity", "entities"), part("relations", "relation"), part("claims", "claim"), part("sources", "source"));
  const why = emptyWhy();
  byId("notice").hidden = !why;
  byId("notice").replaceChildren(el("p", { text: why }));
  if (why && model.counts.claims) {
    byId("notice").append(el("button", { class: "small", text: "Reset filters", attrs: { type: "button" }, on: { click: () => store.set({ off: {} }) } }));
  }
}

function emptyWhy() {
  if (!model.counts.claims) return `No claims in this view (${model.view}).`;
  if (visible.totals.nodes) return "";
  const off = facets(model).filter((facet) => store.get().off[facet.id]?.size).map((facet) => facet.label.toLowerCase());
  return `Nothing passes the filters. Switched off in part: ${off.join(", ")}.`;
}

function drawTools() {
  const button = (text, label, action) => el("button", { text, attrs: { type: "button", "aria-label": label, title: label }, on: { click: action } });
  const choice = (shown, text) =>
    el("button", { text, attrs: { type: "button", "data-shown": shown, "aria-pressed": String(shown === "graph") }, on: { click: () => show(shown) } });
  byId("tools").append(
    el("div", { class: "segments", attrs: { role: "group", "aria-label": "Show as" } }, choice("graph", "Graph"), choice("list", "List")),
    el("div", { class: "segments zoom", attrs: { role: "group", "aria-label": "Zoom" } },
      button("+", "Zoom in", () => engine.camera({ zoom: 1.3 })),
      button("−", "Zoom out", () => engine.camera({ zoom: 1 / 1.3 })),
      button("Fit", "Show everything", () => engine.camera({ fit: [] }))),
  );
  for (const [pane, text] of [["graph", "Graph"], ["list", "List"], ["filters", "Filters"], ["details", "Details"]]) {
    byId("tabs").append(el("button", { text, attrs: { type: "button", id: `tab-${pane}`, "aria-pressed": String(pane === "graph") }, on: { click: () => show(pane) } }));
  }
}

function drawLines() {
  const ink = getComputedStyle(document.body).getPropertyValue("--quiet").trim();
  byId("lines").replaceChildren(
    el("span", {}, swatch("line", ink), "asserted"),
    el("span", {}, swatch("dashed", ink), "only planned, forecast, opinion or denied"),
  );
}

function recolour() {
  engine.restyle();
  legend.recolour();
  drawLines();
  drawPanel(byId("panel"), model, visible, store.get(), panelUse);
}

byId("view").textContent = model.view;
drawTools();
drawLines();
legend.update(store.get().off, visible.counts);
drawCounts();
engine.setData(model);
drawPanel(byId("panel"), model, visible, store.get(), panelUse);
if (model.about !== null) select({ kind: "node", index: model.about });
listen(byId("graph"), {
  search: search.focus,
  clear: () => select(null),
  toggleList: () => show(store.get().shown === "list" ? "graph" : "list"),
  zoom: (factor) => engine.camera({ zoom: factor }),
  fit: () => engine.camera({ fit: [] }),
  move: (x, y) => engine.camera({ move: [x, y] }),
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
document.querySelector(".skip")?.addEventListener("click", (event) => {
  event.preventDefault();
  show("list");
  byId("list").focus();
});
document.body.dataset.ready = "true";
