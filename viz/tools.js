// The buttons over the picture, and on a narrow screen the tabs.

import { byId, el, swatch } from "./dom.js";
import { t } from "./words.js";

/**
 * @typedef {object} ToolUse
 * @property {(shown: "graph" | "list" | "map") => void} show
 * @property {(patch: Partial<import("./state.js").State>) => void} set
 * @property {(camera: any) => void} camera
 */

/** Give the parts of the page their names. */
export function nameParts() {
  const names = {
    graph: t("Graph. Arrow keys move it, plus and minus zoom, 0 shows all of it. The list holds the same as text."),
    tabs: t("Parts of the page"),
    filters: t("Filters and legend"),
    stage: t("Picture"),
    timeline: t("Dates"),
    panel: t("Details"),
  };
  for (const [id, name] of Object.entries(names)) byId(id).setAttribute("aria-label", name);
  const skip = document.querySelector(".skip");
  if (skip) skip.textContent = t("Skip to the list of what is shown");
}

/**
 * @param {import("./data.js").Model} model
 * @param {ToolUse} use
 * @returns {{update: (state: import("./state.js").State) => void, thin: (thin: boolean) => void, recolour: () => void}}
 */
export function createTools(model, use) {
  const button = (text, label, action) => el("button", { text, attrs: { type: "button", "aria-label": label, title: label }, on: { click: action } });
  const shown = choice(t("Show as"), [["graph", t("Graph")], ["map", t("Map")], ["list", t("List")]], use.show);
  const names = { web: t("Web"), ladder: t("Stages"), geography: t("Places") };
  const there = Object.keys(names).filter((name) => model.layouts[name]);
  const layout = choice(t("Arrange by"), there.map((name) => [name, names[name]]), (name) => use.set({ layout: name }));
  layout.element.classList.add("arrange");
  const path = button(t("Path"), t("Find a path between two entities"), () => {
    const box = byId("pathbox");
    box.hidden = !box.hidden;
    document.body.dataset.pane = "details";
    if (!box.hidden) box.querySelector("input")?.focus();
  });
  const zoom = el("div", { class: "segments zoom", attrs: { role: "group", "aria-label": t("Zoom") } },
    button("+", t("Zoom in"), () => use.camera({ zoom: 1.3 })),
    button("−", t("Zoom out"), () => use.camera({ zoom: 1 / 1.3 })),
    button(t("Fit"), t("Show everything"), () => use.camera({ fit: [] })));
  byId("tools").append(
    el("div", { class: "tool-row" }, shown.element, there.length > 1 && layout.element, el("div", { class: "segments" }, path), zoom),
    el("p", { class: "left", attrs: { id: "left", role: "status", hidden: true } }),
  );
  const tabs = [["graph", t("Graph")], ["map", t("Map")], ["list", t("List")], ["filters", t("Filters")], ["details", t("Details")]];
  for (const [pane, text] of tabs) byId("tabs").append(tab(pane, text, use));
  followPane();
  const lines = { thin: false, period: false };
  drawLines(lines);
  return {
    update(state) {
      if (lines.period !== (state.from !== null)) {
        lines.period = state.from !== null;
        drawLines(lines);
      }
      shown.mark(state.shown);
      layout.mark(state.layout);
      if (state.path) byId("pathbox").hidden = false;
    },
    thin(thin) {
      lines.thin = thin;
      drawLines(lines);
    },
    recolour: () => drawLines(lines),
  };
}

/** Buttons of which one is pressed. */
function choice(label, values, choose) {
  const buttons = values.map(([value, text]) => el("button", { text, attrs: { type: "button", "data-shown": value, "aria-pressed": "false" }, on: { click: () => choose(value) } }));
  return {
    element: el("div", { class: "segments", attrs: { role: "group", "aria-label": label } }, ...buttons),
    mark(value) {
      for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.shown === value));
    },
  };
}

function tab(pane, text, use) {
  const show = () => {
    if (pane === "graph" || pane === "map" || pane === "list") use.show(pane);
    document.body.dataset.pane = pane;
  };
  return el("button", { text, attrs: { type: "button", id: `tab-${pane}`, "aria-pressed": "false" }, on: { click: show } });
}

/** The tab of the pane that is shown is pressed, whoever showed it. */
function followPane() {
  const mark = () => {
    for (const button of byId("tabs").children) button.setAttribute("aria-pressed", String(button.id === `tab-${document.body.dataset.pane}`));
  };
  new MutationObserver(mark).observe(document.body, { attributes: true, attributeFilter: ["data-pane"] });
  mark();
}

/** What the lines mean; from afar there are so many that they are drawn otherwise. */
function drawLines({ thin, period }) {
  const ink = getComputedStyle(document.body).getPropertyValue("--quiet").trim();
  const entry = (shape, text) => el("span", {}, swatch(shape, ink), text);
  const possibly = period && entry(thin ? "pale" : "dotted", thin ? t("paler: only possibly in the period") : t("only possibly in the period"));
  const parts = thin
    ? [entry("plain", t("a relation; arrows and dashes show closer up")), possibly]
    : [entry("line", t("asserted")), entry("dashed", t("only planned, forecast, opinion or denied")), possibly];
  byId("lines").replaceChildren(...parts.filter(Boolean));
}
