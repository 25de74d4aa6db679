// Figures over time: claims that measure the same thing in the same way over periods of one length.

import { linked, nameOf, sayingOf, textOf } from "./data.js";
import { FIRST, LAST, partsOf } from "./days.js";
import { findingsOn, verdictOf } from "./verdicts.js";
import { counted, t } from "./words.js";

/**
 * @typedef {object} Point one figure
 * @property {number} claim the one that was published first
 * @property {number[]} repeats claims that say exactly the same and go back to the same place
 * @property {number} from first day
 * @property {number} to last day, inclusive
 * @property {number | null} value for drawing only; the words stand in the claim
 * @property {number | null} low
 * @property {number | null} high
 * @property {boolean} derived
 * @property {string} saying one of SAYINGS
 * @property {number} source
 * @property {number[]} rests the sources it goes back to: its own, or those of its premises
 * @property {boolean} contested
 *
 * @typedef {object} Parts what a series measures, in words; empty where there is nothing to say
 * @property {string} triple
 * @property {string} product
 * @property {string} measure quantity kind with its unit
 * @property {string} basis what it is compared with
 * @property {string} grain how long its periods are
 *
 * @typedef {object} Series figures that compare with each other
 * @property {string} key
 * @property {string} label
 * @property {Parts} parts
 * @property {string} unit in words
 * @property {number} relation
 * @property {boolean} level whether it tells a level, not a change
 * @property {string} grain day, month, quarter, year or other
 * @property {boolean} vague whether it is not exactly known which days its periods cover
 * @property {Point[]} points in the order of time
 * @property {number} claims how many claims its points stand for
 */

const BASES = {
  yoy: () => t("change on the year"),
  mom: () => t("change on the month"),
  ytd_yoy: () => t("change since January, on the year"),
  wow: () => t("change on the week"),
  since: () => t("change since the start of the period"),
  unstated: () => t("change, base not stated"),
};
const GRAINS = {
  day: () => t("by day"),
  month: () => t("by month"),
  quarter: () => t("by quarter"),
  year: () => t("by year"),
  vague: () => t("period not exactly known"),
};
const SEPARATOR = "\u0001";
const SHOWN_APART = " · ";

/**
 * Group the claims with a figure and a dated period into series that never mix what they measure,
 * of what, between whom, in which unit, against what base and over how long a period.
 * @param {import("./data.js").Model} model
 * @param {Iterable<number>} claims
 * @param {import("./filter.js").Visible | null} [visible] so that only findings that stand count
 * @returns {Series[]} the one with most points first
 */
export function seriesOf(model, claims, visible = null) {
  /** @type {Map<string, number[]>} */
  const groups = new Map();
  for (const claim of new Set(claims)) {
    if (!hasFigure(model.claims, claim) || !isDated(model.claims, claim)) continue;
    const key = keyOf(model.claims, claim);
    const group = groups.get(key);
    if (group) group.push(claim);
    else groups.set(key, [claim]);
  }
  const seen = visible ?? everything(model);
  return [...groups]
    .map(([key, group]) => oneSeries(model, seen, key, group))
    .sort((a, b) => b.points.length - a.points.length || (a.label < b.label ? -1 : Number(a.label > b.label)));
}

/**
 * How many claims give a figure but no period with both ends, so that no series can hold them.
 * @param {import("./data.js").Model} model
 * @param {Iterable<number>} claims
 * @returns {number}
 */
export function undatedFigures(model, claims) {
  let count = 0;
  for (const claim of new Set(claims)) {
    if (hasFigure(model.claims, claim) && !isDated(model.claims, claim)) count += 1;
  }
  return count;
}

/**
 * How many whole calendar months a period covers.
 * @param {number} from first day
 * @param {number} to last day, inclusive
 * @returns {number} 0 where it does not begin and end with a month
 */
export function monthsBetween(from, to) {
  const [year, month, date] = partsOf(from);
  const [endYear, endMonth, endDate] = partsOf(to + 1);
  if (date !== 1 || endDate !== 1) return 0;
  return (endYear - year) * 12 + endMonth - month;
}

/**
 * How long a period is, in the calendar's terms.
 * @param {number} from first day
 * @param {number} to last day, inclusive
 * @returns {"day" | "month" | "quarter" | "year" | "other"}
 */
export function grainOf(from, to) {
  const [, month] = partsOf(from);
  const months = monthsBetween(from, to);
  if (from === to) return "day";
  if (months === 1) return "month";
  if (months === 3 && month % 3 === 1) return "quarter";
  return months === 12 && month === 1 ? "year" : "other";
}

/**
 * Which points a line may join: neighbouring periods of one source that asserts one figure for each.
 * @param {Series} series
 * @returns {[number, number][]} pairs of numbers of points
 */
export function joined(series) {
  /** @type {Map<string, number[]>} */
  const lines = new Map();
  series.points.forEach((point, index) => {
    if (point.saying !== "asserted" || series.vague) return;
    const key = point.rests.join();
    if (!lines.has(key)) lines.set(key, []);
    lines.get(key)?.push(index);
  });
  return [...lines.values()].flatMap((line) => neighbours(series.points, line));
}

/**
 * Where a point is drawn.
 * @param {Point} point
 * @returns {number | null} its value, or what its band leaves
 */
export function middle({ value, low, high }) {
  if (value !== null) return value;
  return low !== null && high !== null ? (low + high) / 2 : low ?? high;
}

function oneSeries(model, seen, key, group) {
  const first = group[0];
  const parts = partsOfSeries(model, first);
  const length = lengthOf(model.claims, first);
  const buckets = new Map();
  for (const claim of group) {
    const point = pointOf(model, seen, claim);
    const same = [point.from, point.to, point.value, point.low, point.high, point.saying, point.derived].join();
    if (!buckets.has(same)) buckets.set(same, []);
    buckets.get(same).push(point);
  }
  const points = [...buckets.values()].flatMap((bucket) => withoutRepeats(model, seen, bucket));
  points.sort((a, b) => a.from - b.from || a.to - b.to || a.source - b.source || a.claim - b.claim);
  return {
    key, parts, points,
    label: Object.values(parts).filter(Boolean).join(SHOWN_APART),
    unit: nameOf(model, textOf(model.claims, "unit", first)),
    relation: model.claims.relation[first],
    level: ["", "level"].includes(basisOf(model.claims, first)),
    vague: length === "vague",
    grain: Object.hasOwn(GRAINS, length) && length !== "vague" ? length : "other",
    claims: group.length,
  };
}

function pointOf(model, seen, claim) {
  const { claims } = model;
  const derived = claims.derived[claim] === 1;
  return {
    claim, derived,
    repeats: [],
    from: claims.start[claim],
    to: claims.end[claim] - 1,
    value: numberOf(claims, "value", claim),
    low: numberOf(claims, "low", claim),
    high: numberOf(claims, "high", claim),
    saying: sayingOf(claims, claim),
    source: claims.source[claim],
    rests: derived ? sourcesBelow(claims, claim) : [claims.source[claim]],
    contested: findingsOn(model, seen, claim).some((finding) => finding.severity === "conflict"),
  };
}

/** Points of one value and period, each witness once: the same source, origin or repeated word. */
function withoutRepeats(model, seen, bucket) {
  if (bucket.length === 1) return bucket;
  let groups = [];
  for (const point of bucket) {
    const marks = new Set(witnesses(model, seen, point));
    const same = groups.filter((group) => [...marks].some((mark) => group.marks.has(mark)));
    groups = groups.filter((group) => !same.includes(group));
    groups.push({
      marks: new Set([...same.flatMap((group) => [...group.marks]), ...marks]),
      points: [...same.flatMap((group) => group.points), point],
    });
  }
  const { published } = model.claims;
  return groups.map(({ points }) => {
    const [first, ...others] = points.sort((a, b) => published[a.claim] - published[b.claim] || a.claim - b.claim);
    return { ...first, repeats: others.map((point) => point.claim), contested: points.some((point) => point.contested) };
  });
}

function witnesses(model, seen, { claim, source }) {
  const origin = textOf(model.claims, "origin", claim);
  const repeated = findingsOn(model, seen, claim).filter((finding) => verdictOf(finding) === "repeated");
  return [`source ${source}`, ...(origin ? [`origin ${origin}`] : []), ...repeated];
}

/** The sources of the stated claims that a derived one rests on, its own where the page has none. */
function sourcesBelow(claims, claim) {
  const found = new Set();
  const seen = new Set();
  const waiting = [claim];
  while (waiting.length) {
    const next = waiting.pop();
    if (seen.has(next)) continue;
    seen.add(next);
    if (claims.derived[next]) waiting.push(...linked(claims.premises, next));
    else found.add(claims.source[next]);
  }
  return found.size ? [...found].sort((a, b) => a - b) : [claims.source[claim]];
}

function neighbours(points, line) {
  const pairs = [];
  let before = null;
  for (let at = 0; at < line.length;) {
    const { from, to } = points[line[at]];
    const here = [];
    while (at < line.length && points[line[at]].from === from && points[line[at]].to === to) here.push(line[at++]);
    const stated = here.filter((index) => !points[index].derived);
    const candidates = stated.length ? stated : here;
    // two figures of one source for one period: which of them goes on is not known
    const only = candidates.length === 1 ? candidates[0] : null;
    if (only !== null && before !== null && points[before].to + 1 === from) pairs.push([before, only]);
    before = only;
  }
  return pairs;
}

function keyOf(claims, claim) {
  const cells = ["product", "quantity_kind", "unit"].map((column) => textOf(claims, column, claim));
  const ends = [claims.subject[claim], claims.relation[claim], claims.object[claim]];
  return [...ends, ...cells, basisOf(claims, claim), lengthOf(claims, claim)].join(SEPARATOR);
}

/** A change whose base nobody states compares with no level and with no other change. */
function basisOf(claims, claim) {
  const comparator = textOf(claims, "comparator", claim);
  return comparator || (textOf(claims, "claim_type", claim) === "kg:Change" ? "unstated" : "");
}

/** The grain of a claim's period; with how many months or days it has where it is another. */
function lengthOf(claims, claim) {
  if (claims.start[claim] !== claims.startLatest[claim] || claims.endEarliest[claim] !== claims.end[claim]) return "vague";
  const [from, to] = [claims.start[claim], claims.end[claim] - 1];
  const grain = grainOf(from, to);
  if (grain !== "other") return grain;
  const months = monthsBetween(from, to);
  return months ? `${months} months` : `${to - from + 1} days`;
}

function partsOfSeries(model, claim) {
  const { claims, nodes, relations } = model;
  const named = (column) => nameOf(model, textOf(claims, column, claim));
  const basis = basisOf(claims, claim);
  const object = claims.object[claim];
  const words = { subject: nodes.label[claims.subject[claim]], relation: relations[claims.relation[claim]].label, object: object < 0 ? "" : nodes.label[object] };
  const unit = named("unit");
  const kind = named("quantity_kind");
  return {
    triple: object < 0 ? t("{subject} {relation}", words) : t("{subject} {relation} {object}", words),
    product: named("product"),
    measure: unit && kind ? t("{kind} ({unit})", { kind, unit }) : kind || unit,
    basis: Object.hasOwn(BASES, basis) ? BASES[basis]() : basis === "level" ? "" : basis,
    grain: grainWords(lengthOf(claims, claim)),
  };
}

function grainWords(length) {
  if (Object.hasOwn(GRAINS, length)) return GRAINS[length]();
  const [count, unit] = length.split(" ");
  return unit === "months"
    ? counted(Number(count), "over {n} month", "over {n} months")
    : counted(Number(count), "over {n} day", "over {n} days");
}

function hasFigure(claims, claim) {
  return ["value", "low", "high"].some((column) => numberOf(claims, column, claim) !== null);
}

function isDated(claims, claim) {
  return claims.start[claim] > FIRST && claims.end[claim] < LAST && claims.end[claim] > claims.start[claim];
}

function numberOf(claims, column, claim) {
  const text = textOf(claims, column, claim);
  const number = Number(text);
  return text.trim() && Number.isFinite(number) ? number : null;
}

/** As if no filter hid anything. */
function everything({ claims }) {
  const all = new Uint8Array(claims.count).fill(1);
  return /** @type {any} */ ({ claims: all, timed: all });
}
