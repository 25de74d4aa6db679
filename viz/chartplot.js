// One series as a drawing: time to the right, values upwards, one mark for each figure.

import { mark } from "./chartmarks.js";
import { dayOf, monthFrom, partsOf } from "./days.js";
import { joined, middle } from "./series.js";
import { px, svg } from "./svgdom.js";
import { tickWriter, timeTicks, valueTicks } from "./ticks.js";

/**
 * @typedef {object} Place where a point is drawn
 * @property {import("./series.js").Point} point
 * @property {number} x
 * @property {number} y
 * @property {SVGElement} element
 *
 * @typedef {object} Plot
 * @property {SVGElement} element
 * @property {Place[]} places in the order of time
 *
 * @typedef {object} PlotUse
 * @property {number} width in CSS pixels
 * @property {Map<string, import("./chartmarks.js").Look>} looks by the sources of a point
 * @property {(point: import("./series.js").Point) => string} words what a point says, for those who hear it
 * @property {(point: import("./series.js").Point) => boolean} isOutside whether the filters hide it
 */

const HEIGHT = 168;
const LOW = 120;
const TOP = 20;
const BOTTOM = 34;
const END = 10;
const LETTER = 6.4;
const TICK_ROOM = 38;
const APART = 13;
const NEAR = 3;
const SHORT = 45;
const BAR = 7;

/**
 * @param {import("./series.js").Series} series
 * @param {PlotUse} use
 * @returns {Plot}
 */
export function drawPlot(series, use) {
  const area = areaOf(series, use.width);
  const points = placed(series, area, use);
  const element = svg("svg", {
    class: "plot", role: "group", "aria-label": series.label, viewBox: `0 0 ${px(use.width)} ${px(area.height)}`,
    width: px(use.width), height: area.height, direction: "ltr",
  });
  element.append(
    ...grid(area, series),
    ...timeAxis(area),
    ...points.flatMap((place) => bars(place, area)),
    ...joined(series).map(([from, to]) => line(points[from], points[to])),
    ...points.map((place) => place.element),
  );
  return { element, places: points };
}

/** The scales, and the room that the axes leave. */
function areaOf(series, width) {
  const ends = series.points.flatMap(({ value, low, high }) => [value, low, high].filter((number) => number !== null));
  const ticks = valueTicks(ends.reduce((a, b) => Math.min(a, b)), ends.reduce((a, b) => Math.max(a, b)), 4);
  const write = tickWriter(ticks);
  const left = Math.max(24, Math.max(...ticks.map((tick) => write(tick).length)) * LETTER + 13);
  const [from, to] = spanOf(series);
  const [first, last] = [ticks[0], ticks[ticks.length - 1]];
  const right = width - END;
  const height = series.points.length > 1 ? HEIGHT : LOW;
  const bottom = height - BOTTOM;
  return {
    ticks, write, left, right, bottom, height, from, to,
    x: (day) => left + ((day - from) / (to + 1 - from)) * (right - left),
    y: (value) => bottom - ((value - first) / (last - first)) * (bottom - TOP),
  };
}

/** First and last day of the axis: whole months or years, with air around few periods. */
function spanOf({ points, grain }) {
  const from = points[0].from;
  const to = points.reduce((last, point) => Math.max(last, point.to), from);
  if (grain === "day" && to - from < SHORT) return [from - 2, to + 2];
  if (grain === "year") {
    const [[first], [last]] = [partsOf(from), partsOf(to)];
    const air = last - first < 3 ? 1 : 0;
    return [dayOf(first - air, 1, 1), dayOf(last + 1 + air, 1, 1) - 1];
  }
  const air = to - from < 120 ? 1 : 0;
  return [monthFrom(from, -air), monthFrom(to, 1 + air) - 1];
}

/** Every point where it belongs; several of one period stand side by side. */
function placed({ points }, area, use) {
  const radius = radiusFor(points, area);
  const groups = new Map();
  for (const point of points) {
    const key = `${point.from} ${point.to}`;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(point);
  }
  return points.map((point, index) => {
    const group = groups.get(`${point.from} ${point.to}`);
    const room = ((area.x(point.to + 1) - area.x(point.from)) * 0.8) / group.length;
    const aside = (group.indexOf(point) - (group.length - 1) / 2) * Math.max(NEAR, Math.min(APART, room));
    const x = Math.min(area.right, Math.max(area.left, area.x((point.from + point.to + 1) / 2) + aside));
    const y = area.y(/** @type {number} */ (middle(point)));
    const element = svg("g", {
      class: "figure-point", transform: `translate(${px(x)} ${px(y)})`, role: "button", tabindex: index ? -1 : 0, "aria-label": use.words(point),
    });
    element.append(
      svg("line", { class: "guide", y1: px(radius), y2: px(area.bottom - y) }),
      svg("circle", { class: "halo", r: px(radius + 5) }),
      mark({ ...point, look: use.looks.get(point.rests.join()) ?? { shape: 0, tone: 0 }, outside: use.isOutside(point) }, radius),
    );
    return { point, x, y, element };
  });
}

function radiusFor(points, area) {
  return Math.max(2, Math.min(4.2, ((area.right - area.left) / points.length) * 0.32));
}

function grid({ ticks, write, left, right, y }, series) {
  return [
    svg("text", { class: "axis-unit", x: px(left), y: 11 }, series.unit),
    ...ticks.flatMap((tick) => [
      svg("line", { class: tick === 0 ? "nought" : "rule", x1: px(left), x2: px(right), y1: px(y(tick)), y2: px(y(tick)) }),
      svg("text", { class: "axis", x: px(left - 6), y: px(y(tick) + 4), "text-anchor": "end" }, write(tick)),
    ]),
  ];
}

function timeAxis({ from, to, left, right, bottom, x }) {
  const ticks = timeTicks(from, to, Math.max(2, Math.floor((right - left) / TICK_ROOM)));
  const text = (tick, label, y) => svg("text", { class: "axis", x: px(Math.min(x(tick.at), right - 10)), y, "text-anchor": "middle" }, label);
  return ticks.flatMap((tick) => [
    svg("line", { class: "tick", x1: px(x(tick.day)), x2: px(x(tick.day)), y1: px(bottom), y2: px(bottom + (tick.year ? 8 : 4)) }),
    text(tick, tick.label, bottom + 16),
    tick.year && text(tick, tick.year, bottom + 29),
  ]).filter(Boolean);
}

/** The band that rounding or a hedge leaves, and the days that the figure covers. */
function bars({ point, x, y, element }, area) {
  const { low, high, from, to } = point;
  const tone = element.querySelector(".mark")?.getAttribute("class") ?? "";
  const made = [svg("line", { class: `days ${tone}`, x1: px(area.x(from) + 1), x2: px(area.x(to + 1) - 1), y1: px(y), y2: px(y) })];
  if ((low === null && high === null) || low === high) return made;
  const top = high === null ? TOP : area.y(high);
  const bottom = low === null ? area.bottom : area.y(low);
  const open = low === null || high === null ? " open" : "";
  return [...made, svg("rect", { class: `band${open} ${tone}`, x: px(x - BAR / 2), width: BAR, y: px(top), height: px(Math.max(1, bottom - top)), rx: 1.5 })];
}

function line(from, to) {
  const tone = from.element.querySelector(".mark")?.getAttribute("class") ?? "";
  const derived = from.point.derived || to.point.derived ? " worked-out" : "";
  return svg("line", { class: `join${derived} ${tone}`, x1: px(from.x), y1: px(from.y), x2: px(to.x), y2: px(to.y) });
}
