// Days as whole numbers since 1970-01-01, in the proleptic Gregorian calendar, without time zones.

import { locale } from "./words.js";

const DAY = 86400000;

/** 0001-01-01 and 9999-12-31: "no beginning known", "no end stated". */
export const FIRST = -719162;
export const LAST = 2932896;

/**
 * @param {string} text a day such as 2025-05-01
 * @returns {number | null} null where the text is no day between FIRST and LAST
 */
export function parseDay(text) {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return null;
  const day = dayOf(Number(match[1]), Number(match[2]), Number(match[3]));
  return day >= FIRST && day <= LAST && isoDay(day) === text ? day : null;
}

/**
 * @param {number} day
 * @returns {string} such as 2025-05-01
 */
export function isoDay(day) {
  const [year, month, date] = partsOf(day);
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
}

/**
 * @param {number} year
 * @param {number} month 1 to 12; others run over into the years beside
 * @param {number} date
 * @returns {number}
 */
export function dayOf(year, month, date) {
  const at = new Date(0);
  at.setUTCFullYear(year, month - 1, date);
  return Math.round(at.getTime() / DAY);
}

/**
 * @param {number} day
 * @returns {[number, number, number]} year, month (1 to 12) and day of the month
 */
export function partsOf(day) {
  const at = new Date(day * DAY);
  return [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate()];
}

/**
 * @param {number} day
 * @param {number} months how many months later, or earlier if negative
 * @returns {number} the first day of that month
 */
export function monthFrom(day, months) {
  const [year, month] = partsOf(day);
  return dayOf(year, month + months, 1);
}

/**
 * @param {number} day
 * @param {"day" | "month" | "year"} [grain]
 * @returns {string} as people write it, such as "1 May 2025"
 */
export function dayWords(day, grain = "day") {
  return written(day, { year: "numeric", month: grain === "year" ? undefined : "long", day: grain === "day" ? "numeric" : undefined });
}

/**
 * @param {number} day
 * @param {"day" | "month"} grain
 * @param {boolean} [year] whether the year is written too
 * @returns {string} in few letters, such as "1 May" or "Feb 2025"
 */
export function shortWords(day, grain, year = false) {
  return written(day, { year: year ? "numeric" : undefined, month: "short", day: grain === "day" ? "numeric" : undefined });
}

/** Formatters are slow to make, so each is made once. */
const formatters = new Map();

/** Some languages count years from elsewhere; claims never do, so the calendar is named. */
function written(day, parts) {
  const key = [locale(), parts.year, parts.month, parts.day].join();
  if (!formatters.has(key)) {
    formatters.set(key, new Intl.DateTimeFormat(locale(), { calendar: "gregory", timeZone: "UTC", ...parts }));
  }
  return formatters.get(key).format(new Date(day * DAY));
}
