// The filter boxes, which are the legend too: colour, name, number.

import { data, el, swatch } from "./dom.js";
import { fold } from "./search.js";
import { counted, figure, t } from "./words.js";

/**
 * @typedef {object} LegendUse
 * @property {(facet: string, value: number, on: boolean) => void} onSwitch
 * @property {(facet: string, values: number[]) => void} onOff switch exactly these off
 * @property {() => void} onReset
 * @property {(hex: string) => string} colour
 *
 * @typedef {object} Known what the last update said of a facet
 * @property {ReadonlySet<number>} off
 * @property {ArrayLike<number>} counts
 */

const FIRST = 10;
const MANY = 30;
const MOST = 200;
const OPEN = 4;

/**
 * @param {HTMLElement} place
 * @param {import("./filter.js").Facet[]} facets
 * @param {LegendUse} use
 * @returns {{update: (off: Readonly<Record<string, ReadonlySet<number>>>, counts: Record<string, Int32Array>) => void, recolour: () => void}}
 */
export function createLegend(place, facets, use) {
  const attrs = { type: "button", disabled: true, "aria-label": t("Reset filters") };
  const reset = /** @type {HTMLButtonElement} */ (el("button", { class: "reset", text: t("Reset"), attrs, on: { click: use.onReset } }));
  const groups = [];
  for (const facet of facets) {
    const present = facet.values.map((_, index) => index).filter((index) => !facet.values[index].absent);
    const open = present.length > 1 && groups.filter((group) => group.open).length < OPEN;
    if (present.length) groups.push({ open, ...facetGroup(facet, present, open, use) });
  }
  place.replaceChildren(el("div", { class: "pane-head" }, el("h2", { text: t("Filters and legend") }), reset), ...groups.map((group) => group.element));
  return {
    update(off, counts) {
      for (const group of groups) group.update({ off: off[group.id] ?? new Set(), counts: counts[group.id] ?? [] });
      reset.disabled = Object.values(off).every((values) => values.size === 0);
    },
    recolour() {
      for (const group of groups) group.recolour();
    },
  };
}

/** One facet: its boxes are made when they are first shown, for there may be thousands. */
function facetGroup(facet, present, open, use) {
  /** @type {Known} */
  let known = { off: new Set(), counts: [] };
  let unfolded = false;
  let wanted = "";
  const rows = new Map();
  const row = (index) => {
    if (!rows.has(index)) rows.set(index, boxRow(facet, index, present, use));
    return rows.get(index);
  };
  const more = el("button", { class: "more", attrs: { type: "button" }, on: { click: () => { unfolded = !unfolded; draw(); } } });
  const cut = el("p", { class: "quiet cut" });
  const narrow = present.length > MANY ? narrowField(facet, (text) => { wanted = text; draw(); }) : null;
  const place = el("div", { class: "boxes" });
  const state = el("span", { class: "state" });
  const draw = () => {
    const fitting = wanted ? present.filter((index) => fold(facet.values[index].label).includes(wanted)) : present;
    const few = wanted || unfolded || fitting.length < FIRST + 3 ? Math.min(fitting.length, MOST) : FIRST;
    const folds = !wanted && present.length >= FIRST + 3;
    // A short facet makes all of its boxes at once, so that those which are folded stay in their place.
    const made = present.length > MANY ? fitting.slice(0, few) : fitting;
    made.forEach((index, at) => row(index).element.classList.toggle("folded", at >= few));
    place.replaceChildren(...made.map((index) => row(index).element));
    more.hidden = !folds;
    more.textContent = unfolded ? t("fewer") : counted(present.length - few, "{n} more", "{n} more");
    more.setAttribute("aria-expanded", String(unfolded));
    cut.textContent = fitting.length ? t("The first {n}; type above to find others.", { n: MOST }) : t("None fits.");
    cut.hidden = fitting.length === few || (few === FIRST && !wanted);
    if (!fitting.length) cut.hidden = false;
    refresh();
  };
  const refresh = () => {
    for (const [index, { update }] of rows) update(!known.off.has(index), known.counts[index] ?? 0);
    const off = present.filter((index) => known.off.has(index)).length;
    state.textContent = off ? counted(off, "{n} off", "{n} off") : "";
  };
  const element = el(
    "details",
    { class: "facet", attrs: { open, "data-facet": facet.id } },
    el("summary", {},
      el("h3", { text: facet.label }),
      state,
      el("span", { class: "quiet", text: facet.counts === "entities" ? t("entities") : t("claims") })),
    el("div", { attrs: { role: "group", "aria-label": facet.label } }, el("div", { class: "choose" }, allOrNone(facet, present, use), narrow), place, more, cut),
  );
  draw();
  return {
    id: facet.id,
    element,
    /** @param {Known} now */
    update(now) {
      known = now;
      refresh();
    },
    recolour() {
      for (const { recolour } of rows.values()) recolour();
    },
  };
}

function allOrNone(facet, present, use) {
  if (present.length < 2) return null;
  const button = (text, label, values) =>
    el("button", { class: "small", text, attrs: { type: "button", "aria-label": label }, on: { click: () => use.onOff(facet.id, values) } });
  return el("p", { class: "all-none" },
    button(t("all"), t("Show every value of {facet}", { facet: facet.label }), []),
    button(t("none"), t("Hide every value of {facet}", { facet: facet.label }), present));
}

function narrowField(facet, use) {
  const label = t("Find in {facet}", { facet: facet.label });
  const field = /** @type {HTMLInputElement} */ (el("input", {
    class: "narrow", attrs: { type: "search", placeholder: t("find…"), "aria-label": label, autocomplete: "off", spellcheck: "false" },
    on: { input: () => use(fold(field.value)) },
  }));
  return field;
}

function boxRow(facet, index, present, use) {
  const value = facet.values[index];
  const box = /** @type {HTMLInputElement} */ (el("input", {
    attrs: { type: "checkbox", "data-value": index },
    on: { change: () => use.onSwitch(facet.id, index, box.checked) },
  }));
  const count = el("span", { class: "count" });
  const mark = el("span", { class: "mark" });
  const only = el("button", {
    class: "only", text: t("only"), attrs: { type: "button", "aria-label": t("Show only {value}", { value: value.label }) },
    on: { click: () => use.onOff(facet.id, present.filter((other) => other !== index)) },
  });
  const title = [value.label, value.hint].filter(Boolean).join(": ");
  const label = el("label", { attrs: { title } }, box, mark, data(value.label, "name"));
  const element = el("div", { class: "box" }, label, only, count);
  const recolour = () => {
    if (value.colour) mark.replaceChildren(swatch(value.shape, use.colour(value.colour)));
  };
  recolour();
  return {
    element,
    recolour,
    update(on, number) {
      box.checked = on;
      count.textContent = figure(number);
      element.classList.toggle("empty", number === 0);
      element.classList.toggle("off", !on);
    },
  };
}
