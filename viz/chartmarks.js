// How a figure is marked: its shape and tone say which source, its outline how it is said.

import { px, svg } from "./svgdom.js";

/**
 * @typedef {object} Look
 * @property {number} shape a number into SIDES
 * @property {number} tone 0 to TONES - 1, see chart.css
 */

const TURN = Math.PI * 2;
/** Corners, how far the first is turned, and how much larger it must be to weigh as much as a dot. */
const SIDES = [[0, 0, 1], [4, 1 / 8, 1.22], [4, 0, 1.25], [3, 0, 1.4], [3, 1 / 2, 1.4], [6, 0, 1.1], [5, 0, 1.25]];
const TONES = 3;

/**
 * Which look each source has; sources that only together give a figure have one of their own.
 * @param {import("./series.js").Series[]} series
 * @returns {Map<string, Look>} by the numbers of the sources, the most frequent first
 */
export function looksOf(series) {
  const counts = new Map();
  for (const { points } of series) {
    for (const { rests } of points) counts.set(rests.join(), (counts.get(rests.join()) ?? 0) + 1);
  }
  const order = [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0], "en", { numeric: true }));
  return new Map(order.map(([rests], at) => [rests, { shape: at % SIDES.length, tone: Math.floor(at / SIDES.length) % TONES }]));
}

/**
 * @typedef {object} How
 * @property {Look} look
 * @property {boolean} derived
 * @property {string} saying
 * @property {boolean} contested
 * @property {boolean} outside whether the filters hide it
 *
 * @param {How} how
 * @param {number} radius
 * @returns {SVGElement} a mark around the origin
 */
export function mark({ look, derived, saying, contested, outside }, radius) {
  const names = ["mark", `tone-${look.tone}`];
  if (derived) names.push("derived");
  if (saying !== "asserted") names.push(saying === "negated" ? "negated" : "unsure");
  if (outside) names.push("outside");
  const r = radius * 0.75;
  return svg("g", { class: names.join(" ") },
    contested && svg("circle", { class: "contested", r: px(radius + 2.6) }),
    svg("path", { class: "shape", d: outline(look.shape, radius) }),
    saying === "negated" && svg("path", { class: "denied", d: `M${px(-r * 2)} ${px(r * 2)}L${px(r * 2)} ${px(-r * 2)}` }));
}

function outline(shape, radius) {
  const [corners, turned, larger] = SIDES[shape];
  const r = radius * larger;
  if (!corners) return `M0 ${px(-r)}A${px(r)} ${px(r)} 0 1 1 -0.01 ${px(-r)}Z`;
  const star = corners === 5;
  const count = star ? 10 : corners;
  const points = Array.from({ length: count }, (_, at) => {
    const angle = TURN * (at / count + turned);
    const reach = star && at % 2 ? r * 0.45 : r;
    return `${px(Math.sin(angle) * reach)} ${px(-Math.cos(angle) * reach)}`;
  });
  return `M${points.join("L")}Z`;
}
