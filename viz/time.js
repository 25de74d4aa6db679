// Time as pure logic: what holds in a period as known on a day, and how claims spread over an axis.

import { FIRST, LAST, dayOf, partsOf } from "./days.js";

/**
 * @typedef {"day" | "week" | "month" | "quarter" | "year" | "decade" | "century"} Grain
 *
 * @typedef {object} Window a valid period; both are null for "ever"
 * @property {number | null} from first day
 * @property {number | null} to last day
 *
 * @typedef {object} Span what an axis shows, and how far all dated claims reach
 * @property {number} first first day of the axis
 * @property {number} last last day of the axis
 * @property {number} earliest first day that a dated claim touches
 * @property {number} latest
 *
 * @typedef {object} Bins how many claims begin or happen when
 * @property {Grain} grain
 * @property {Int32Array} starts the first day of each bin
 * @property {number} end the day after the last bin
 * @property {Uint32Array} counts
 * @property {number} undated claims without a stated beginning
 * @property {number} outside claims that begin before or after the axis
 */

/** @type {Grain[]} from the finest to the coarsest */
export const GRAINS = ["day", "week", "month", "quarter", "year", "decade", "century"];

/** How many bins an axis may have; people choose among grains within the wider bounds. */
const FEWEST = 12;
const MOST = 120;
const FEWEST_CHOSEN = 2;
const MOST_CHOSEN = 400;

/** Months come first, because most of what is published is about months. */
const PREFERRED = /** @type {Grain[]} */ (["month", "week", "day", "quarter", "year", "decade", "century"]);
const MONTHS = { month: 1, quarter: 3, year: 12, decade: 120, century: 1200 };
const DAYS = { day: 1, week: 7 };

/** An axis is never shorter than this; from half a year on it covers a whole one. */
const SHORTEST = 28;
const HALF_YEAR = 181;

/** So small a share of far-off days at either end may not stretch the axis. */
const FAR_OFF = 0.01;

const HIDDEN = 0;
const POSSIBLY = 1;
const CERTAINLY = 2;
const UNDECIDED = 3;

/**
 * Which claims are seen. Agrees with `meets` and `holds` of the Python package; a derived claim is
 * seen with all its premises and is as certain as the least certain of them.
 * @param {import("./data.js").Claims} claims
 * @param {number | null} from first day of the valid period; null for ever
 * @param {number | null} to its last day
 * @param {number | null} known the day up to which claims are known; null for the newest
 * @returns {Uint8Array} 0 hidden, 1 possibly and 2 certainly in the period; without a period all are 2
 */
export function levels(claims, from, to, known) {
  const { count, start, startLatest, endEarliest, end, published, retracted, derived, premises } = claims;
  const found = new Uint8Array(count);
  const ever = from === null || to === null;
  const day = Math.min(known ?? LAST, LAST - 1); // a claim never retracted carries LAST
  let rests = false;
  for (let claim = 0; claim < count; claim += 1) {
    if (derived[claim] && premises.start[claim + 1] > premises.start[claim]) {
      found[claim] = UNDECIDED;
      rests = true;
    } else if (published[claim] <= day && day < retracted[claim]) {
      if (ever) found[claim] = CERTAINLY;
      else if (start[claim] <= to && from < end[claim]) {
        const certain = startLatest[claim] <= to && from < endEarliest[claim] && startLatest[claim] < endEarliest[claim];
        found[claim] = certain ? CERTAINLY : POSSIBLY;
      }
    }
  }
  if (rests) decide(found, premises);
  return found;
}

/**
 * @param {import("./data.js").Claims} claims
 * @param {number} claim
 * @param {number} day
 * @returns {boolean} whether it was not published by then, or follows from one that was not
 */
export function isUnknownYet(claims, claim, day) {
  const { published, premises } = claims;
  const stack = [claim];
  const seen = new Set(stack);
  for (let one = stack.pop(); one !== undefined; one = stack.pop()) {
    const rests = premises.items.subarray(premises.start[one], premises.start[one + 1]);
    if (!rests.length && published[one] > day) return true;
    for (const premise of rests) {
      if (!seen.has(premise)) stack.push(premise);
      seen.add(premise);
    }
  }
  return false;
}

/** Derived claims, premises first; one that rested on itself would be hidden. */
function decide(found, premises) {
  const next = premises.start.slice(0, found.length);
  const level = new Uint8Array(found.length).fill(CERTAINLY);
  const waiting = new Uint8Array(found.length);
  const stack = [];
  for (let first = 0; first < found.length; first += 1) {
    if (found[first] !== UNDECIDED) continue;
    stack.push(first);
    while (stack.length) {
      const claim = stack[stack.length - 1];
      waiting[claim] = 1;
      if (next[claim] === premises.start[claim + 1] || level[claim] === HIDDEN) {
        found[claim] = level[claim];
        waiting[claim] = 0;
        stack.pop();
        continue;
      }
      const premise = premises.items[next[claim]];
      if (found[premise] === UNDECIDED && !waiting[premise]) {
        stack.push(premise);
      } else {
        level[claim] = Math.min(level[claim], waiting[premise] ? HIDDEN : found[premise]);
        next[claim] += 1;
      }
    }
  }
}

/**
 * The days that the page's dated claims touch; a few that lie far off do not stretch the axis.
 * @param {import("./data.js").Claims} claims
 * @returns {Span | null} null where no claim is dated
 */
export function spanOf(claims) {
  const touched = new Int32Array(claims.count * 2);
  let size = 0;
  for (let claim = 0; claim < claims.count; claim += 1) {
    if (claims.start[claim] === FIRST && claims.end[claim] === LAST) continue;
    const begins = claims.start[claim] === FIRST ? claims.startLatest[claim] : claims.start[claim];
    const ends = claims.end[claim] === LAST ? claims.endEarliest[claim] : claims.end[claim];
    if (begins > FIRST && begins < LAST) touched[size++] = begins;
    if (ends > FIRST + 1 && ends < LAST) touched[size++] = ends - 1;
  }
  if (size === 0) return null;
  const days = touched.subarray(0, size).sort();
  const [earliest, latest] = [days[0], days[size - 1]];
  const few = Math.floor(size * FAR_OFF);
  return { ...padded(near(days, few), near(days.slice().reverse(), few)), earliest, latest };
}

/** The first day, or the one after a few far-off days if that at least halves the way to the last. */
function near(days, few) {
  const far = Math.abs(days[days.length - 1] - days[0]);
  return days.subarray(0, few + 1).find((day) => Math.abs(days[days.length - 1] - day) * 2 <= far) ?? days[0];
}

function padded(first, last) {
  const length = last - first + 1;
  if (length < SHORTEST) {
    const before = Math.max(first - Math.floor((SHORTEST - length) / 2), FIRST);
    return { first: before, last: before + SHORTEST - 1 };
  }
  if (length < HALF_YEAR) return { first, last };
  const month = snapped(first, "month");
  return { first, last: Math.min(Math.max(last, moved(month, FEWEST, "month") - 1), LAST) };
}

/**
 * The grain in which an axis gets neither too few nor too many bins.
 * @param {{first: number, last: number}} span
 * @returns {Grain}
 */
export function grainFor(span) {
  const fits = (grain, fewest) => binCount(span, grain) >= fewest && binCount(span, grain) <= MOST;
  return PREFERRED.find((grain) => fits(grain, FEWEST)) ?? GRAINS.find((grain) => fits(grain, 1)) ?? "century";
}

/**
 * The grains among which people may choose.
 * @param {{first: number, last: number}} span
 * @returns {Grain[]}
 */
export function grainsOf(span) {
  const usual = grainFor(span);
  return GRAINS.filter((grain) => {
    const count = binCount(span, grain);
    return grain === usual || (count >= FEWEST_CHOSEN && count <= MOST_CHOSEN);
  });
}

/**
 * How many claims begin or happen when.
 * @param {import("./data.js").Claims} claims
 * @param {Uint8Array} mask claims that count
 * @param {{first: number, last: number}} span
 * @param {Grain} [grain]
 * @returns {Bins}
 */
export function bins(claims, mask, span, grain = grainFor(span)) {
  const count = binCount(span, grain);
  const origin = snapped(span.first, grain);
  const starts = Int32Array.from({ length: count }, (_, bin) => moved(origin, bin, grain));
  const made = { grain, starts, end: moved(origin, count, grain), counts: new Uint32Array(count), undated: 0, outside: 0 };
  for (let claim = 0; claim < claims.count; claim += 1) {
    if (!mask[claim]) continue;
    const begins = claims.start[claim];
    if (begins === FIRST) made.undated += 1;
    else if (begins < origin || begins >= made.end) made.outside += 1;
    else made.counts[binAt(starts, begins)] += 1;
  }
  return made;
}

/**
 * @param {Int32Array} starts first days of bins
 * @param {number} day
 * @returns {number} the bin that holds the day; the first or last for days before or after all
 */
export function binAt(starts, day) {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle] <= day) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * @param {number} day
 * @param {Grain} grain
 * @returns {number} the first day of the week, month … that holds the day; weeks begin on Monday
 */
export function snapped(day, grain) {
  if (grain === "day") return day;
  if (grain === "week") return day - ((((day + 3) % 7) + 7) % 7);
  const [year, month] = partsOf(day);
  const months = MONTHS[grain];
  const since = year * 12 + month - 1;
  const first = since - (((since % months) + months) % months);
  return dayOf(0, first + 1, 1);
}

/**
 * A day some weeks, months … later; the 31st becomes the 30th where a month has no more days.
 * @param {number} day
 * @param {number} count negative for earlier
 * @param {Grain} grain
 * @returns {number}
 */
export function moved(day, count, grain) {
  if (grain in DAYS) return day + count * DAYS[grain];
  const [year, month, date] = partsOf(day);
  const later = month + count * MONTHS[grain];
  const longest = dayOf(year, later + 1, 1) - dayOf(year, later, 1);
  return dayOf(year, later, Math.min(date, longest));
}

/**
 * The next border between two bins.
 * @param {number} day
 * @param {1 | -1} direction
 * @param {Grain} grain
 * @returns {number} always another day than the one given
 */
export function border(day, direction, grain) {
  return direction > 0 ? moved(snapped(day, grain), 1, grain) : snapped(day - 1, grain);
}

/**
 * The border between two bins that lies nearest.
 * @param {number} day may have a fraction
 * @param {Grain} grain
 * @returns {number}
 */
export function nearest(day, grain) {
  const before = snapped(Math.floor(day), grain);
  const after = moved(before, 1, grain);
  return day - before <= after - day ? before : after;
}

/**
 * @param {number} from
 * @param {number} to
 * @param {Grain} grain
 * @returns {number} how many borders between bins lie between two days; negative if to is earlier
 */
export function stepsBetween(from, to, grain) {
  if (grain in DAYS) return (snapped(to, grain) - snapped(from, grain)) / DAYS[grain];
  const months = (day) => {
    const [year, month] = partsOf(snapped(day, grain));
    return year * 12 + month;
  };
  return (months(to) - months(from)) / MONTHS[grain];
}

/**
 * The window one bin on. Without one it is the first bin of the axis, or going back the last.
 * @param {Window} state
 * @param {1 | -1} direction
 * @param {Grain} grain
 * @param {{first: number, last: number}} span
 * @returns {{from: number, to: number} | null} null at the end of the axis
 */
export function stepped(state, direction, grain, span) {
  const { first, last } = edges(span, grain);
  if (state.from === null || state.to === null) {
    return direction > 0 ? { from: first, to: border(first, 1, grain) - 1 } : { from: snapped(last, grain), to: last };
  }
  if (direction > 0 ? state.to >= last : state.from <= first) return null;
  const from = moved(state.from, direction, grain);
  return clipped(from, Math.max(moved(state.to + 1, direction, grain) - 1, from));
}

/**
 * @param {{first: number, last: number}} span
 * @param {Grain} grain
 * @returns {{first: number, last: number}} the first day of its first bin and the last day of its last
 */
export function edges(span, grain) {
  const first = Math.max(snapped(span.first, grain), FIRST);
  return { first, last: Math.min(border(span.last, 1, grain) - 1, LAST) };
}

/**
 * A window of the same length at the beginning of the axis, from which it can be walked again.
 * @param {Window} state
 * @param {Grain} grain
 * @param {{first: number, last: number}} span
 * @returns {{from: number, to: number}}
 */
export function rewound(state, grain, span) {
  const { first } = edges(span, grain);
  if (state.from === null || state.to === null) return { from: first, to: border(first, 1, grain) - 1 };
  const over = Math.max(1, binCount({ first: state.from, last: state.to }, grain));
  const most = Math.max(1, binCount(span, grain) - 1);
  return { from: first, to: moved(first, Math.min(over, most), grain) - 1 };
}

function clipped(from, to) {
  return { from: Math.min(Math.max(from, FIRST), LAST), to: Math.min(Math.max(to, FIRST), LAST) };
}

function binCount({ first, last }, grain) {
  return stepsBetween(first, last, grain) + 1;
}
