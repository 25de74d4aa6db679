// What stands below the map: how much of the page is on it, and how to read it.

import { data, el, swatch } from "../dom.js";
import { counted, figure, t } from "../words.js";

const FEW = 6;
/** Where there is room, the key stands open. */
const ROOMY = "(min-width: 821px) and (min-height: 640px)";

/**
 * @param {import("./flows.js").Measure[]} measures
 * @param {(measure: import("./flows.js").Measure | null) => void} choose
 * @param {(hex: string) => string} colour
 */
export function createMapLegend(measures, choose, colour) {
  const status = el("p", { class: "map-status", attrs: { role: "status" } });
  const kinds = el("ul", { class: "map-kinds", attrs: { "aria-label": t("Relations on the map") } });
  const scale = el("span");
  const possibly = el("span", { class: "map-possibly" }, dotted(), t("dotted: possibly in the period"));
  const keys = el("details", { class: "map-keys", attrs: { open: matchMedia(ROOMY).matches } },
    el("summary", { text: t("How to read the map") }),
    kinds,
    el("p", { class: "map-scale" }, widthChoice(measures, choose), scale,
      el("span", {}, swatch("dot", "currentColor"), t("circle: number of claims")), possibly));
  const note = el("p", { class: "map-note quiet", text: t("Coastlines only, no borders; a point takes no position on disputed ones.") });
  const element = el("div", { class: "map-legend" }, status, keys, note);
  return {
    element,
    /**
     * @param {import("./course.js").Shown} shown
     * @param {import("./flows.js").Measure | null} measure
     */
    update(shown, measure) {
      status.textContent = statusOf(shown);
      scale.replaceChildren(...scaleWords(shown.flows, measure));
      drawKinds(kinds, shown, colour);
      possibly.hidden = !shown.flows.edge.some((edge) => shown.visible.edges[edge] === 1);
    },
  };
}

/**
 * @param {import("./course.js").Shown} shown
 * @returns {string} how many of the relations have a place
 */
export function statusOf({ flows, standing }) {
  const { count, all } = flows;
  if (!all) return t("No relation passes the filters.");
  const hidden = [...standing.more.values()].reduce((sum, more) => sum + more, 0);
  const crowded = hidden ? ` ${counted(hidden, "{n} entity stands in a crowd without a circle of its own.", "{n} entities stand in a crowd without a circle of their own.")}` : "";
  if (count === all) return counted(all, "The one relation is on the map.", "All {n} relations are on the map.") + crowded;
  const rest = counted(all - count, "the other has an end without a place.", "the rest have an end without a place.");
  return t("{shown} of {all} relations are on the map; {rest}", { shown: count, all, rest }) + crowded;
}

function widthChoice(measures, choose) {
  if (!measures.length) return el("span", { text: t("Width: number of claims") });
  const select = /** @type {HTMLSelectElement} */ (el("select", {
    on: { change: () => choose(select.value === "" ? null : measures[Number(select.value)]) },
  }, el("option", { text: t("number of claims"), attrs: { value: "" } }),
  ...measures.map(({ label }, index) => el("option", { text: label, attrs: { value: index } }))));
  return el("label", {}, t("Width:"), " ", select);
}

function scaleWords(flows, measure) {
  if (!measure) return flows.most > 1 ? [t("up to {n}", { n: flows.most })] : [];
  if (!flows.most) return [t("no such figure is shown")];
  const most = figure(Number(flows.most.toPrecision(3)));
  return [t("the largest given, up to {most}; thinnest where none is", { most })];
}

function drawKinds(kinds, { model, flows }, colour) {
  const found = new Map();
  for (const edge of flows.edge) found.set(model.edges.relation[edge], (found.get(model.edges.relation[edge]) ?? 0) + 1);
  const sorted = [...found].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const rest = sorted.length - FEW;
  kinds.replaceChildren(
    ...sorted.slice(0, FEW).map(([relation, count]) => el("li", {},
      swatch("line", colour(model.relations[relation].colour)), data(model.relations[relation].label),
      el("span", { class: "quiet", text: figure(count) }))),
    ...(rest > 0 ? [el("li", { class: "quiet", text: counted(rest, "and {n} more kind", "and {n} more kinds") })] : []),
  );
}

/** Like a line of the map that holds only possibly. */
function dotted() {
  return el("span", { class: "map-dots", attrs: { "aria-hidden": "true" } });
}
