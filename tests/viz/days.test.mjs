// Days as numbers, as texts and as words.

import assert from "node:assert/strict";
import test, { afterEach } from "node:test";

import { FIRST, LAST, dayOf, dayWords, isoDay, monthFrom, parseDay, partsOf, shortWords } from "../../viz/days.js";
import { speak } from "../../viz/words.js";

afterEach(() => speak({ lang: "en", words: {} }));

/** Some thousand days over all years, and each around the turn of centuries. */
function* someDays() {
  for (let day = FIRST; day <= LAST; day += 787) yield day;
  for (let year = 100; year <= 9900; year += 100) {
    for (const day of [dayOf(year, 2, 28), dayOf(year, 3, 1), dayOf(year, 12, 31)]) yield day;
  }
}

test("the borders of all days are the first of year 1 and the last of year 9999", () => {
  assert.deepEqual([FIRST, 0, LAST].map(isoDay), ["0001-01-01", "1970-01-01", "9999-12-31"]);
  assert.deepEqual([parseDay("0001-01-01"), parseDay("9999-12-31")], [FIRST, LAST]);
});

test("every day survives being written, read and taken apart", () => {
  for (const day of someDays()) {
    assert.equal(parseDay(isoDay(day)), day);
    assert.equal(dayOf(...partsOf(day)), day);
  }
});

test("days follow each other as the Gregorian calendar has it", () => {
  const long = (year) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  for (let year = 1; year <= 9999; year += 1) {
    assert.equal(dayOf(year + 1, 1, 1) - dayOf(year, 1, 1), long(year) ? 366 : 365);
  }
});

test("what is no day is refused", () => {
  const wrong = [
    "", "2025", "2025-05", "2025-5-1", "2025-02-29", "2025-02-30", "1900-02-29", "2025-13-01", "2025-00-10", "2025-04-00", "2025-04-31", "0000-12-31", "10000-01-01",
    "-0001-01-01", "2025-05-01T00:00", " 2025-05-01", "2025-05-01\n", "2025/05/01", "٢٠٢٥-٠٥-٠١", "today",
  ];
  for (const text of wrong) assert.equal(parseDay(text), null, text);
  assert.notEqual(parseDay("2000-02-29"), null);
});

test("a month from a day is the first of that month, over years too", () => {
  const at = (text, months) => isoDay(monthFrom(/** @type {number} */ (parseDay(text)), months));
  assert.deepEqual([at("2025-05-31", 0), at("2025-01-31", 1), at("2025-01-31", -1), at("2025-12-01", 14)], ["2025-05-01", "2025-02-01", "2024-12-01", "2027-02-01"]);
});

test("a day in words has the day, month and year of its date", () => {
  for (const day of someDays()) {
    const [year, , date] = partsOf(day);
    assert.ok(dayWords(day).startsWith(`${date} `) && dayWords(day).endsWith(` ${year}`), dayWords(day));
    assert.equal(dayWords(day, "year"), String(year));
  }
  const may = /** @type {number} */ (parseDay("2025-05-01"));
  assert.deepEqual([dayWords(may), dayWords(may, "month"), dayWords(may, "year")], ["1 May 2025", "May 2025", "2025"]);
});

test("short words leave out what the axis says already", () => {
  const day = /** @type {number} */ (parseDay("2025-02-03"));
  assert.deepEqual([shortWords(day, "month"), shortWords(day, "month", true), shortWords(day, "day")], ["Feb", "Feb 2025", "3 Feb"]);
});

test("words follow the page's language and years are counted alike in all", () => {
  const may = /** @type {number} */ (parseDay("2025-05-01"));
  speak({ lang: "de", words: {} });
  assert.equal(dayWords(may), "1. Mai 2025");
  speak({ lang: "th", words: {} });
  assert.match(dayWords(may), /2025/);
  speak({ lang: "fa-u-nu-latn", words: {} });
  assert.match(dayWords(may), /2025/);
});
