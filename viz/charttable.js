// The figures of a series as a table, each leading to its claim.

import { textOf } from "./data.js";
import { data, el } from "./dom.js";
import { figureWords, remarksOn, sourceWords } from "./chartwords.js";
import { counted, t } from "./words.js";

/**
 * @typedef {object} TableUse
 * @property {(claim: number) => void} select
 * @property {(claim: number | null) => void} hover
 * @property {import("./filter.js").Visible | null} visible
 */

const MOST = 200;

/**
 * @param {import("./data.js").Model} model
 * @param {import("./series.js").Series} series
 * @param {TableUse} use
 * @returns {HTMLElement}
 */
export function figureTable(model, series, use) {
  const body = el("tbody");
  const place = el("div", { class: "chart-table" });
  const more = el("button", { class: "small", attrs: { type: "button" }, on: { click: () => add() } });
  let shown = 0;
  const add = () => {
    const next = series.points.slice(shown, shown + MOST);
    body.append(...next.map((point) => row(model, point, use)));
    shown += next.length;
    const left = series.points.length - shown;
    more.textContent = counted(left, "Show {n} more", "Show {n} more");
    more.hidden = left === 0;
  };
  add();
  const head = [t("Period"), t("Figure"), t("Source")].map((text) => el("th", { text, attrs: { scope: "col" } }));
  place.append(el("table", {}, el("caption", {}, data(series.label)), el("thead", {}, el("tr", {}, ...head)), body), more);
  return place;
}

function row(model, point, use) {
  const remarks = remarksOn(model, point, use.visible);
  return el("tr", {},
    el("th", { attrs: { scope: "row" } }, data(textOf(model.claims, "period", point.claim))),
    el("td", { class: "number" }, data(figureWords(model, point.claim)), remarks.length > 0 && el("span", { class: "quiet" }, data(remarks.join(" · ")))),
    el("td", {}, ...[point.claim, ...point.repeats].map((claim) => toClaim(model, point, claim, use))));
}

function toClaim(model, point, claim, use) {
  const text = point.derived ? t("worked out from: {sources}", { sources: sourceWords(model, point) }) : model.sources[model.claims.source[claim]].label;
  return el("button", {
    class: "name-link data", text, attrs: { type: "button" },
    on: { click: () => use.select(claim), focus: () => use.hover(claim), blur: () => use.hover(null) },
  });
}
