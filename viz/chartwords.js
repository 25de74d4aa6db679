// What a point of the chart says, in the claim's own words.

import { nameOf, textOf } from "./data.js";
import { counted, t } from "./words.js";

const SAID = {
  planned: () => t("planned"),
  forecast: () => t("forecast"),
  opinion: () => t("opinion"),
  negated: () => t("denied: the source says it is not so"),
};

/**
 * A claim's quantity without the quantity kind, which the series names already.
 * @param {import("./data.js").Model} model
 * @param {number} claim
 * @returns {string}
 */
export function figureWords(model, claim) {
  const words = textOf(model.claims, "quantity", claim);
  const kind = `${nameOf(model, textOf(model.claims, "quantity_kind", claim))}: `;
  return (words.startsWith(kind) ? words.slice(kind.length) : words) || textOf(model.claims, "band", claim);
}

/**
 * What is to be kept in mind about a figure.
 * @param {import("./data.js").Model} model
 * @param {import("./series.js").Point} point
 * @param {import("./filter.js").Visible | null} visible
 * @returns {string[]}
 */
export function remarksOn(model, point, visible) {
  const scope = textOf(model.claims, "scope_note", point.claim);
  const band = textOf(model.claims, "band", point.claim);
  const shown = shownOf(point, visible);
  return [
    band && t("range: {band}", { band }),
    point.derived && t("worked out from other claims"),
    Object.hasOwn(SAID, point.saying) && SAID[point.saying](),
    point.contested && t("contested: claims disagree"),
    point.repeats.length > 0 && counted(point.repeats.length, "{n} more claim repeats it", "{n} more claims repeat it"),
    shown === 1 && t("possibly in the chosen period"),
    shown === 0 && t("outside the filters"),
    scope && t("scope: {scope}", { scope }),
  ].filter((text) => typeof text === "string" && text !== "");
}

/**
 * All of it in one line, for those who hear the chart.
 * @param {import("./data.js").Model} model
 * @param {import("./series.js").Point} point
 * @param {import("./filter.js").Visible | null} visible
 * @returns {string}
 */
export function pointWords(model, point, visible) {
  const parts = [textOf(model.claims, "period", point.claim), figureWords(model, point.claim), sourceWords(model, point), ...remarksOn(model, point, visible)];
  return parts.filter(Boolean).join("; ");
}

/**
 * @param {import("./data.js").Model} model
 * @param {import("./series.js").Point} point
 * @returns {string} the sources it goes back to
 */
export function sourceWords(model, point) {
  return point.rests.map((source) => model.sources[source].label).join("; ");
}

/**
 * How far the filters let a point through, whichever of its claims is let through furthest.
 * @param {import("./series.js").Point} point
 * @param {import("./filter.js").Visible | null} visible
 * @returns {number} 0 hidden, 1 possibly, 2 certainly
 */
export function shownOf(point, visible) {
  return visible ? Math.max(...[point.claim, ...point.repeats].map((claim) => visible.claims[claim])) : 2;
}
