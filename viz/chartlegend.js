// What the marks of the chart mean: the sources, and how a figure is known.

import { mark } from "./chartmarks.js";
import { shownOf } from "./chartwords.js";
import { data, el } from "./dom.js";
import { svg } from "./svgdom.js";
import { counted, t } from "./words.js";

const MOST = 6;
const RADIUS = 4;
const PLAIN = { look: { shape: 0, tone: 0 }, derived: false, saying: "asserted", contested: false, outside: false };

/**
 * Only what occurs among the points is explained.
 * @param {import("./data.js").Model} model
 * @param {import("./series.js").Point[]} points
 * @param {Map<string, import("./chartmarks.js").Look>} looks
 * @param {import("./filter.js").Visible | null} visible
 * @returns {HTMLElement}
 */
export function chartLegend(model, points, looks, visible) {
  const used = new Set(points.map((point) => point.rests.join()));
  const sources = [...looks.keys()].filter((key) => used.has(key));
  const some = (test) => points.some(test);
  const rows = [
    ...sources.slice(0, MOST).map((key) => entry({ ...PLAIN, look: looks.get(key) }, data(sourcesOf(model, key)))),
    sources.length > MOST && el("li", { class: "quiet", text: counted(sources.length - MOST, "{n} more source in the table", "{n} more sources in the table") }),
    some((point) => point.derived) && entry({ ...PLAIN, derived: true }, t("hollow: worked out from other claims")),
    some((point) => ["planned", "forecast", "opinion"].includes(point.saying)) && entry({ ...PLAIN, saying: "planned" }, t("dashed: planned, forecast or an opinion")),
    some((point) => point.saying === "negated") && entry({ ...PLAIN, saying: "negated" }, t("struck through: denied by its source")),
    some((point) => point.contested) && entry({ ...PLAIN, contested: true }, t("ringed: contested, claims disagree")),
    some((point) => point.low !== point.high) && el("li", {}, key(svg("rect", { class: "band", x: -3, y: -7, width: 6, height: 14, rx: 1.5 })), t("bar: the range that rounding or a hedge leaves")),
    some((point) => shownOf(point, visible) === 0) && entry({ ...PLAIN, outside: true }, t("faint: outside the filters")),
  ];
  return el("ul", { class: "chart-legend", attrs: { "aria-label": t("Legend") } }, ...rows);
}

function entry(how, words) {
  return el("li", {}, key(mark(how, RADIUS)), words);
}

function key(drawing) {
  return svg("svg", { class: "chart-key", viewBox: "-9 -9 18 18", "aria-hidden": "true" }, drawing);
}

function sourcesOf(model, sources) {
  return sources.split(",").map((source) => model.sources[Number(source)].label).join(" + ");
}
