// The drawing of the time axis: bars, the chosen window, days of publication and labels.

import { FIRST, LAST, dayWords, partsOf, shortWords } from "./days.js";
import { t } from "./words.js";
import { moved, snapped } from "./time.js";

/** Room at both ends for the handles, which stand outside the window; heights in px. */
export const INSET = 26;
export const HEIGHT = 58;
const BARS = 30;
const STRIP = 33;
const TICK = 7;
const LABELS = 55;
const GAP = 8;

/**
 * @typedef {object} Picture
 * @property {import("./time.js").Bins} bins
 * @property {number | null} from
 * @property {number | null} to
 * @property {number | null} known the chosen day; null for the newest
 * @property {Int32Array} published days of publication, in order, each once
 * @property {{start: number, startLatest: number, endEarliest: number, end: number} | null} pointed
 *
 * @typedef {object} Scale
 * @property {number} width
 * @property {number} first first day of the axis
 * @property {number} end the day after its last
 * @property {(day: number) => number} x where a day begins
 * @property {(x: number) => number} day with a fraction
 */

/**
 * @param {import("./time.js").Bins} bins
 * @param {number} width
 * @returns {Scale}
 */
export function scaleOf(bins, width) {
  const origin = bins.starts[0];
  const perDay = Math.max(width - 2 * INSET, 1) / (bins.end - origin);
  return { width, first: origin, end: bins.end, x: (day) => INSET + (day - origin) * perDay, day: (x) => origin + (x - INSET) / perDay };
}

/**
 * Draw everything anew.
 * @param {SVGElement} svg
 * @param {Picture} picture
 * @param {Scale} scale
 */
export function drawPlot(svg, picture, scale) {
  const { from, to } = picture;
  const ends = [scale.x(picture.bins.starts[0]), scale.x(picture.bins.end)];
  const inside = (x) => Math.min(Math.max(x, ends[0]), ends[1]);
  const chosen = from === null || to === null ? ends : [inside(scale.x(from)), inside(scale.x(to + 1))];
  const parts = [];
  if (from !== null) parts.push(box("time-window", chosen[0], 0, chosen[1] - chosen[0], STRIP));
  parts.push(shape("time-bars", bars(picture.bins, scale, ends)), shape("time-bars chosen", bars(picture.bins, scale, chosen)));
  parts.push(box("time-base", ends[0], BARS + 1, ends[1] - ends[0], 1.5));
  parts.push(box("time-base chosen", chosen[0], BARS + 1, chosen[1] - chosen[0], 1.5));
  parts.push(...knownMarks(picture, scale, ends, inside));
  if (picture.pointed) parts.push(...pointed(picture.pointed, scale, inside));
  parts.push(...labels(picture.bins, scale));
  svg.setAttribute("viewBox", `0 0 ${scale.width} ${HEIGHT}`);
  svg.replaceChildren(...parts);
}

/**
 * What a bin's days are called.
 * @param {number} start
 * @param {import("./time.js").Grain} grain
 * @returns {string}
 */
export function binWords(start, grain) {
  const [year, month] = partsOf(start);
  if (grain === "week") return t("week of {day}", { day: dayWords(start) });
  if (grain === "quarter") return t("Q{quarter} {year}", { quarter: (month + 2) / 3, year: dayWords(start, "year") });
  if (grain === "decade" || grain === "century") {
    const last = moved(start, 1, grain) - 1;
    return t("{from} to {to}", { from: dayWords(Math.max(start, FIRST), "year"), to: dayWords(Math.min(last, LAST), "year") });
  }
  return year > 9999 ? "" : dayWords(start, grain);
}

/**
 * The day of publication near a place in the strip below the bars.
 * @param {Picture} picture
 * @param {Scale} scale
 * @param {number} x
 * @param {number} y
 * @returns {number | null}
 */
export function publishedAt(picture, scale, x, y) {
  if (y < BARS + 1) return null;
  let found = null;
  let best = TICK + 3;
  for (const day of picture.published) {
    const away = Math.abs(tickX(day, picture.bins, scale) - x);
    if (away < best) [found, best] = [day, away];
  }
  return found;
}

/**
 * @param {string} tag
 * @param {Record<string, string | number>} attrs
 * @returns {SVGElement}
 */
export function svgOf(tag, attrs) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attrs)) made.setAttribute(name, String(value));
  return made;
}

function box(name, x, y, width, height) {
  return svgOf("rect", { class: name, x, y, width: Math.max(width, 0), height });
}

function shape(name, d) {
  return svgOf("path", { class: name, d });
}

/** The bars, or the parts of them that lie between two places. */
function bars(bins, scale, [left, right]) {
  const most = bins.counts.reduce((highest, count) => Math.max(highest, count), 1);
  let d = "";
  for (let bin = 0; bin < bins.starts.length; bin += 1) {
    if (!bins.counts[bin]) continue;
    const start = scale.x(bins.starts[bin]);
    const end = scale.x(bin + 1 < bins.starts.length ? bins.starts[bin + 1] : bins.end);
    const gap = Math.min((end - start) * 0.12, 2);
    const [x, last] = [Math.max(start + gap, left), Math.min(end - gap, right)];
    if (last <= x) continue;
    const height = Math.max((bins.counts[bin] / most) * (BARS - 2), 2);
    d += `M${x.toFixed(2)} ${BARS}V${(BARS - height).toFixed(2)}H${last.toFixed(2)}V${BARS}Z`;
  }
  return d;
}

/** Days of publication beyond the axis stand at its ends and point outwards. */
function tickX(day, bins, scale) {
  if (day < bins.starts[0]) return INSET - TICK;
  return day < bins.end ? scale.x(day + 0.5) : scale.x(bins.end) + TICK;
}

function knownMarks(picture, scale, ends, inside) {
  const { bins, published, known } = picture;
  const d = { published: "", later: "" };
  let last = -Infinity;
  for (const day of published) {
    const x = tickX(day, bins, scale);
    if (x - last < 1) continue;
    last = x;
    const kind = known !== null && day > known ? "later" : "published";
    if (x < ends[0]) d[kind] += `M${x - TICK / 2} ${STRIP + TICK / 2}l${TICK} ${-TICK / 2}v${TICK}Z`;
    else if (x > ends[1]) d[kind] += `M${x + TICK / 2} ${STRIP + TICK / 2}l${-TICK} ${-TICK / 2}v${TICK}Z`;
    else d[kind] += `M${x.toFixed(2)} ${STRIP}l${TICK / 2} ${TICK}h${-TICK}Z`;
  }
  const marks = [shape("time-published", d.published), shape("time-published later", d.later)];
  if (known !== null) {
    const x = inside(scale.x(known + 0.5));
    marks.push(svgOf("line", { class: "time-known-line", x1: x, x2: x, y1: 0, y2: STRIP }));
  }
  return marks;
}

/** Where one claim lies: lighter where it is only possible. */
function pointed(bounds, scale, inside) {
  const band = (name, first, end, y, height) => {
    const x = inside(scale.x(first));
    return box(name, x, y, Math.max(inside(scale.x(end)) - x, 3), height);
  };
  const marks = [band("time-pointed possibly", bounds.start, bounds.end, BARS - 1, 5)];
  if (bounds.startLatest < bounds.endEarliest) {
    marks.push(band("time-pointed", bounds.startLatest, bounds.endEarliest, BARS - 1, 5));
  }
  return marks;
}

/**
 * Steps between labels, from the closest to the widest.
 * @type {[import("./time.js").Grain, number][]}
 */
const STEPS = [
  ["day", 1], ["day", 2], ["week", 1], ["week", 2], ["month", 1], ["quarter", 1], ["quarter", 2], ["year", 1], ["year", 2], ["year", 5],
  ["decade", 1], ["decade", 2], ["decade", 5], ["century", 1], ["century", 2], ["century", 5], ["century", 10], ["century", 50],
];

/** Labels with room between them: years first, then the first one, then the others from left to right. */
function labels(bins, scale) {
  const origin = bins.starts[0];
  const steps = STEPS.find(([grain, count]) => {
    const next = moved(snapped(origin, grain), count, grain);
    return scale.x(moved(next, count, grain)) - scale.x(next) >= (grain === "day" || grain === "week" ? 52 : 40);
  }) ?? STEPS[STEPS.length - 1];
  const wanted = days(bins, steps).map((day, index) => label(day, steps[0], index === 0));
  wanted.sort((a, b) => a.rank - b.rank || a.day - b.day);
  const placed = [];
  for (const { day, text, rank } of wanted) {
    const width = widthOf(text);
    const x = Math.max(scale.x(Math.max(day, origin)), INSET);
    const fits = x + width <= scale.width && placed.every((other) => x >= other.end + GAP || x + width + GAP <= other.x);
    if (!fits) continue;
    const mark = svgOf("text", { class: rank === 0 ? "time-label strong" : "time-label", x: x + 1, y: LABELS });
    mark.textContent = text;
    placed.push({ x, end: x + width, mark, line: svgOf("line", { class: "time-rule", x1: x, x2: x, y1: BARS + 2, y2: BARS + 7 }) });
  }
  return placed.flatMap(({ mark, line }) => [line, mark]);
}

/** The first day of the axis and every step after it; long steps stand on round years. */
function days(bins, [grain, count]) {
  const found = [bins.starts[0]];
  let day = snapped(bins.starts[0], grain);
  if (grain === "year" || grain === "decade" || grain === "century") {
    const [year] = partsOf(day);
    const years = { year: 1, decade: 10, century: 100 }[grain] * count;
    day = moved(snapped(day, "year"), -(year % years), "year");
  } else if (grain === "quarter") {
    day = snapped(day, "year");
  }
  for (; day < bins.end; day = moved(day, count, grain)) {
    if (day > bins.starts[0]) found.push(day);
  }
  return found;
}

function label(day, grain, first) {
  const [year, month, date] = partsOf(day);
  if (year < 1) return { day, text: dayWords(FIRST, "year"), rank: 1 };
  const isYear = month === 1 && date === 1;
  if (isYear) return { day, text: dayWords(day, "year"), rank: 0 };
  if (grain === "day" || grain === "week") return { day, text: shortWords(day, "day", first), rank: first ? 1 : 2 };
  return { day, text: shortWords(day, "month", first), rank: first ? 1 : 2 };
}

let ruler = null;

/** How wide a label is; a little more than measured, since years are bold. */
function widthOf(text) {
  ruler ??= document.createElement("canvas").getContext("2d");
  if (!ruler) return text.length * 7;
  ruler.font = `600 11px ${getComputedStyle(document.body).fontFamily}`;
  return ruler.measureText(text).width + 2;
}
