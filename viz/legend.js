// The filter boxes, which are the legend too: colour, name, number.

import { data, el, swatch } from "./dom.js";

const FIRST = 10;

/**
 * @typedef {object} LegendUse
 * @property {(facet: string, value: number, on: boolean) => void} onSwitch
 * @property {(facet: string, values: number[]) => void} onOff switch exactly these off
 * @property {() => void} onReset
 * @property {(hex: string) => string} colour
 */

/**
 * @param {HTMLElement} place
 * @param {import("./filter.js").Facet[]} facets
 * @param {LegendUse} use
 * @returns {{update: (off: Record<string, ReadonlySet<number>>, counts: Record<string, Int32Array>) => void, recolour: () => void}}
 */
export function createLegend(place, facets, use) {
  const reset = el("button", { class: "reset", text: "Reset", attrs: { type: "button", disabled: true, "aria-label": "Reset filters" }, on: { click: use.onReset } });
  const groups = facets.filter((facet) => facet.values.length > 0).map((facet) => facetGroup(facet, use));
  place.replaceChildren(el("div", { class: "pane-head" }, el("h2", { text: "Filters and legend" }), reset), ...groups.map((group) => group.element));
  return {
    update(off, counts) {
      for (const group of groups) group.update(off[group.id] ?? new Set(), counts[group.id]);
      /** @type {HTMLButtonElement} */ (reset).disabled = Object.values(off).every((values) => values.size === 0);
    },
    recolour() {
      for (const group of groups) group.recolour();
    },
  };
}

function facetGroup(facet, use) {
  const rows = facet.values.map((value, index) => boxRow(facet, value, index, use));
  const all = facet.values.map((_, index) => index);
  const button = (text, label, values) =>
    el("button", { class: "small", text, attrs: { type: "button", "aria-label": label }, on: { click: () => use.onOff(facet.id, values) } });
  const element = el(
    "div",
    { class: "facet", attrs: { role: "group", "aria-label": facet.label, "data-facet": facet.id } },
    el("div", { class: "facet-head" },
      el("h3", { text: facet.label }),
      button("all", `Show every value of ${facet.label}`, []),
      button("none", `Hide every value of ${facet.label}`, all),
      el("span", { class: "quiet", text: facet.counts })),
    ...rows.map((row) => row.element),
    foldButton(rows),
  );
  return {
    id: facet.id,
    element,
    update(off, counts) {
      rows.forEach((row, index) => row.update(!off.has(index), counts[index]));
    },
    recolour() {
      for (const row of rows) row.recolour();
    },
  };
}

/** Long groups show their first values; a button shows the rest. */
function foldButton(rows) {
  const rest = rows.slice(FIRST);
  if (rest.length < 3) return null;
  const fold = (folded) => {
    for (const row of rest) row.element.classList.toggle("folded", folded);
    button.setAttribute("aria-expanded", String(!folded));
    button.textContent = folded ? `${rest.length} more` : "fewer";
  };
  const button = el("button", { class: "more", attrs: { type: "button" }, on: { click: () => fold(button.getAttribute("aria-expanded") === "true") } });
  fold(true);
  return button;
}

function boxRow(facet, value, index, use) {
  const box = /** @type {HTMLInputElement} */ (el("input", {
    attrs: { type: "checkbox", "data-value": index },
    on: { change: () => use.onSwitch(facet.id, index, box.checked) },
  }));
  const count = el("span", { class: "count" });
  const mark = el("span", { class: "mark" });
  const only = el("button", {
    class: "only", text: "only", attrs: { type: "button", "aria-label": `Show only ${value.label}` },
    on: { click: () => use.onOff(facet.id, facet.values.map((_, other) => other).filter((other) => other !== index)) },
  });
  const label = el("label", { attrs: { title: value.hint || null } }, box, mark, data(value.label, "name"));
  const element = el("div", { class: "box", attrs: { hidden: value.absent } }, label, only, count);
  const recolour = () => {
    if (value.colour) mark.replaceChildren(swatch(value.shape, use.colour(value.colour)));
  };
  recolour();
  return {
    element,
    recolour,
    update(on, number) {
      box.checked = on;
      count.textContent = number.toLocaleString("en-GB");
      element.classList.toggle("empty", number === 0);
      element.classList.toggle("off", !on);
    },
  };
}
