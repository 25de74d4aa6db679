// Where an axis has its marks: round values, and the beginnings of days, months and years.

import { dayOf, monthFrom, partsOf } from "./days.js";
import { locale } from "./words.js";

/**
 * @typedef {object} TimeTick
 * @property {number} day where the mark stands
 * @property {number} at the middle of what the label names, in days
 * @property {string} label
 * @property {string} year the year, where it is new and the label does not say it
 */

const MONTH_STEPS = [1, 2, 3, 6];
const DAY_STEPS = [1, 2, 7, 14];
const SHORT = 62;
const COMPACT = 1e6;

/**
 * Round values that cover a range; nought is always among them.
 * @param {number} low
 * @param {number} high
 * @param {number} most how many steps at most, roughly
 * @returns {number[]} at least two, in order
 */
export function valueTicks(low, high, most) {
  const [bottom, top] = [Math.min(0, low), Math.max(0, high)];
  const span = top - bottom || 1;
  const step = niceStep(span / Math.max(1, most));
  const first = Math.floor(bottom / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil((bottom + span) / step - 1e-9));
  // a whole number times a step is rounded once, a sum of steps would gather errors
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/**
 * @param {number[]} ticks as valueTicks gives them
 * @returns {(value: number) => string} how their values are written
 */
export function tickWriter(ticks) {
  const step = ticks[1] - ticks[0];
  const large = Math.max(...ticks.map(Math.abs)) >= COMPACT;
  /** @type {Intl.NumberFormatOptions} */
  const options = large
    ? { notation: "compact", maximumSignificantDigits: 4 }
    : { maximumFractionDigits: Math.min(12, Math.max(0, Math.ceil(-Math.log10(step) - 1e-9))) };
  const format = new Intl.NumberFormat(locale(), options);
  return (value) => format.format(value).replace("-", "−");
}

/**
 * Marks on an axis of time.
 * @param {number} from first day
 * @param {number} to last day, inclusive
 * @param {number} most how many marks there is room for
 * @returns {TimeTick[]}
 */
export function timeTicks(from, to, most) {
  if (to - from < SHORT && Math.ceil((to - from + 1) / 14) <= most && monthsIn(from, to) < 3) return dayTicks(from, to, most);
  const step = MONTH_STEPS.find((months) => monthsIn(from, to) / months <= most);
  return step ? monthTicks(from, to, step) : yearTicks(from, to, most);
}

function niceStep(wanted) {
  const power = 10 ** Math.floor(Math.log10(wanted));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= wanted * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** How many calendar months the days touch. */
function monthsIn(from, to) {
  const [[year, month], [lastYear, lastMonth]] = [partsOf(from), partsOf(to)];
  return (lastYear - year) * 12 + lastMonth - month + 1;
}

function dayTicks(from, to, most) {
  const step = DAY_STEPS.find((days) => (to - from + 1) / days <= most) ?? 14;
  const words = writer({ day: "numeric", month: "short" });
  return marks(function* days() {
    for (let day = from; day <= to; day += step) yield [day, day + 0.5, words(day)];
  });
}

function monthTicks(from, to, step) {
  const words = writer({ month: "short" });
  const [year, month] = partsOf(from);
  const first = dayOf(year, month - ((month - 1) % step), 1);
  return marks(function* months() {
    for (let day = first; day <= to; day = monthFrom(day, step)) {
      if (day >= from) yield [day, (day + monthFrom(day, 1)) / 2, words(day)];
    }
  });
}

function yearTicks(from, to, most) {
  const [[first], [last]] = [partsOf(from), partsOf(to)];
  const step = Math.max(1, niceStep((last - first + 1) / Math.max(1, most)));
  const words = writer({ year: "numeric" });
  const ticks = [];
  for (let year = Math.ceil(first / step) * step; year <= last; year += step) {
    const day = dayOf(year, 1, 1);
    if (day >= from) ticks.push({ day, at: (day + dayOf(year + 1, 1, 1)) / 2, label: words(day), year: "" });
  }
  return ticks;
}

/** Names the year under the first mark and wherever it changes. */
function marks(each) {
  const ticks = [];
  const words = writer({ year: "numeric" });
  let named = null;
  for (const [day, at, label] of each()) {
    const [year] = partsOf(day);
    ticks.push({ day, at, label, year: year === named ? "" : words(day) });
    named = year;
  }
  return ticks;
}

function writer(parts) {
  const format = new Intl.DateTimeFormat(locale(), { ...parts, timeZone: "UTC" });
  return (day) => format.format(new Date(day * 86400000));
}
