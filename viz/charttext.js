// The words around the plots: heading, menu, captions and notes.

import { data, el } from "./dom.js";
import { counted, locale, t } from "./words.js";

/**
 * What all series share, once, above them.
 * @param {import("./series.js").Series[]} series
 * @returns {HTMLElement}
 */
export function heading(series) {
  const count = series.reduce((sum, { claims }) => sum + claims, 0);
  const shared = sharedParts(series);
  return el("div", { class: "chart-head" },
    el("h3", {}, t("Figures over time"), el("span", { class: "count", text: counted(count, "{n} figure", "{n} figures") })),
    shared.length > 0 && el("p", { class: "quiet" }, data(shared.join(" · "))));
}

/**
 * A menu of the series; grouped by who trades with whom where that differs.
 * @param {string} id of the chart
 * @param {import("./series.js").Series[]} series
 * @param {import("./series.js").Series} chosen
 * @param {(key: string) => void} choose
 * @returns {HTMLElement}
 */
export function chooser(id, series, chosen, choose) {
  const shared = new Set(sharedParts(series));
  const option = (one) => {
    const { triple, ...parts } = one.parts;
    const label = Object.values(parts).filter((part) => part && !shared.has(part)).join(" · ") || triple;
    return el("option", { text: t("{label} ({n})", { label, n: one.points.length }), attrs: { value: one.key, selected: one === chosen } });
  };
  const triples = [...new Set(series.map((one) => one.parts.triple))];
  const groups = triples.map((triple) => el("optgroup", { attrs: { label: triple } }, ...series.filter((one) => one.parts.triple === triple).map(option)));
  return el("p", { class: "chart-choice" },
    el("label", { text: counted(series.length, "{n} series", "{n} series"), attrs: { for: `${id}-series` } }),
    el("select", { attrs: { id: `${id}-series` }, on: { change: (event) => choose(event.target.value) } }, ...(triples.length > 1 ? groups : series.map(option))));
}

/**
 * What sets a series apart from the others; one alone is named in the heading.
 * @param {import("./series.js").Series} series
 * @param {import("./series.js").Series[]} all
 * @returns {HTMLElement}
 */
export function caption(series, all) {
  const shared = new Set(sharedParts(all));
  const own = Object.values(series.parts).filter((part) => part && !shared.has(part));
  return el("figcaption", { class: all.length === 1 ? "unseen" : "" }, data(own.join(" · ") || series.label));
}

function sharedParts(series) {
  const names = Object.keys(series[0].parts).filter((name) => series.every(({ parts }) => parts[name] === series[0].parts[name]));
  return names.map((name) => series[0].parts[name]).filter(Boolean);
}

/**
 * Why there are several series, and what none of them can hold.
 * @param {import("./series.js").Series[]} series
 * @param {number} undated how many figures have no period
 * @returns {string[]}
 */
export function notes(series, undated) {
  const differing = {
    triple: t("who trades with whom"), product: t("product"), measure: t("what is measured and in which unit"),
    basis: t("base of comparison"), grain: t("length of period"),
  };
  const reasons = Object.keys(differing).filter((name) => series.some(({ parts }) => parts[name] !== series[0].parts[name])).map((name) => differing[name]);
  const listed = new Intl.ListFormat(locale(), { type: "conjunction" }).format(reasons);
  return [
    reasons.length > 0 && t("Drawn apart, because figures compare only where these are the same: {reasons}.", { reasons: listed }),
    undated > 0 && counted(undated, "{n} more figure has no period with a beginning and an end and is not drawn.", "{n} more figures have no period with a beginning and an end and are not drawn."),
  ].filter((text) => typeof text === "string");
}

/**
 * @param {number} claims how many there are
 * @param {number} undated how many of them give a figure without a period
 * @returns {string} why there is no chart
 */
export function whyEmpty(claims, undated) {
  if (!claims) return t("No claims, so no figures to draw.");
  if (!undated) return t("No dated figures among these claims: none of them gives a figure.");
  return counted(undated,
    "No dated figures among these claims: the {n} figure has no period with a beginning and an end.",
    "No dated figures among these claims: the {n} figures have no period with a beginning and an end.");
}
