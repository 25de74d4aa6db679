// What holds when, and how claims spread over an axis.

import assert from "node:assert/strict";
import test from "node:test";

import { FIRST, LAST, dayOf, isoDay, parseDay } from "../../viz/days.js";
import { GRAINS, bins, border, edges, grainFor, grainsOf, isUnknownYet, levels, moved, nearest, rewound, snapped, spanOf, stepped, stepsBetween } from "../../viz/time.js";

const day = (text) => parseDay(text);

/** Claims by their rows: start, startLatest, endEarliest, end, published, retracted and premises. */
function claimsOf(rows) {
  const count = rows.length;
  const column = (name, usual) => Int32Array.from(rows, (row) => row[name] ?? usual);
  const start = new Uint32Array(count + 1);
  rows.forEach((row, index) => { start[index + 1] = start[index] + (row.premises?.length ?? 0); });
  return {
    count,
    start: column("start", FIRST),
    startLatest: Int32Array.from(rows, (row) => row.startLatest ?? row.start ?? FIRST),
    endEarliest: Int32Array.from(rows, (row) => row.endEarliest ?? row.end ?? LAST),
    end: column("end", LAST),
    published: column("published", 0),
    retracted: column("retracted", LAST),
    derived: Uint8Array.from(rows, (row) => (row.premises ? 1 : 0)),
    premises: { start, items: Uint32Array.from(rows.flatMap((row) => row.premises ?? [])) },
  };
}

/** Numbers that are the same in every run. */
function* numbers(seed) {
  for (let state = seed >>> 0; ;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

const MAY = [day("2025-05-01"), day("2025-05-31")];

test("a claim is unknown until it is published, a derived one until all it rests on is", () => {
  const claims = claimsOf([{ published: 10 }, { published: 30 }, { premises: [0, 1] }, { premises: [2] }, { premises: [0] }]);
  const unknown = (on) => [0, 1, 2, 3, 4].filter((claim) => isUnknownYet(claims, claim, on));
  assert.deepEqual(unknown(5), [0, 1, 2, 3, 4]);
  assert.deepEqual(unknown(20), [1, 2, 3]);
  assert.deepEqual(unknown(30), []);
});

test("without a period all that is known is certain", () => {
  const claims = claimsOf([{}, { start: 10, end: 11 }, { published: 50 }, { retracted: 40 }]);
  assert.deepEqual([...levels(claims, null, null, 45)], [2, 2, 0, 0]);
});

test("a claim is known from its publication and gone on the day of its retraction", () => {
  const claims = claimsOf([{ published: 10, retracted: 20 }]);
  const seen = [9, 10, 19, 20, 21].map((known) => levels(claims, null, null, known)[0]);
  assert.deepEqual(seen, [0, 2, 2, 0, 0]);
});

test("without a day of knowledge everything published and never retracted is known", () => {
  const claims = claimsOf([{ published: 90000 }, { retracted: 100 }]);
  assert.deepEqual([...levels(claims, null, null, null)], [2, 0]);
});

test("both ends of a period belong to it and the end of a claim does not", () => {
  const claims = claimsOf([{ start: 10, end: 20 }]);
  const at = (from, to) => levels(claims, from, to, 100)[0];
  assert.deepEqual([at(0, 9), at(0, 10), at(19, 30), at(20, 30), at(12, 12)], [0, 2, 2, 0, 2]);
});

test("between the possible and the certain days a claim holds possibly", () => {
  const claims = claimsOf([{ start: 10, startLatest: 15, endEarliest: 20, end: 30 }]);
  const at = (one) => levels(claims, one, one, 100)[0];
  assert.deepEqual([9, 10, 14, 15, 19, 20, 29, 30].map(at), [0, 1, 1, 2, 2, 1, 1, 0]);
});

test("a moment somewhere in a month is never certain", () => {
  const [first, last] = MAY;
  const claims = claimsOf([{ start: first, startLatest: last, endEarliest: first + 1, end: last + 1 }]);
  assert.equal(levels(claims, first, last, LAST - 1)[0], 1);
});

test("a derived claim is seen with all its premises and not by its own days", () => {
  const claims = claimsOf([
    { premises: [1, 2], start: 0, end: 1 }, { start: 10, end: 20 }, { start: 10, startLatest: 12, end: 20 }, { premises: [0] }, { premises: [1] },
  ]);
  assert.deepEqual([...levels(claims, 10, 10, 100)], [1, 2, 1, 1, 2]);
  assert.deepEqual([...levels(claims, 0, 0, 100)], [0, 0, 0, 0, 0]);
  assert.deepEqual([...levels(claims, 15, 15, 100)], [2, 2, 2, 2, 2]);
});

test("a derived claim falls with a retracted premise", () => {
  const claims = claimsOf([{ retracted: 50 }, {}, { premises: [0, 1] }]);
  assert.deepEqual([49, 50].map((known) => levels(claims, null, null, known)[2]), [2, 0]);
});

test("claims that rest on themselves are hidden and do not hang the page", () => {
  const claims = claimsOf([{ premises: [1] }, { premises: [0] }, {}, { premises: [3, 2] }, { premises: [0, 2] }]);
  assert.deepEqual([...levels(claims, null, null, 10)], [0, 0, 2, 0, 0]);
});

test("a long chain of derived claims needs no deep stack", () => {
  const rows = Array.from({ length: 50000 }, (_, index) => ({ premises: [index + 1] }));
  assert.equal(levels(claimsOf([...rows, {}]), null, null, 10)[0], 2);
});

test("levels of random claims are those of the definition", () => {
  const random = numbers(7);
  const upTo = (most) => Math.floor(random.next().value * most);
  const rows = Array.from({ length: 2000 }, () => {
    const start = upTo(3) ? upTo(300) : FIRST;
    const end = upTo(3) ? Math.max(start, 0) + 1 + upTo(100) : LAST;
    return { start, end, startLatest: Math.max(start, 0) + upTo(60), endEarliest: Math.min(end, 1 + upTo(400)), published: upTo(300), retracted: upTo(4) ? LAST : upTo(400) };
  });
  const claims = claimsOf(rows);
  for (let round = 0; round < 40; round += 1) {
    const from = upTo(350);
    const to = from + upTo(60);
    const known = upTo(350);
    const wanted = rows.map((row) => {
      if (!(row.published <= known && known < row.retracted) || !(row.start <= to && from < row.end)) return 0;
      return row.startLatest <= to && from < row.endEarliest && row.startLatest < row.endEarliest ? 2 : 1;
    });
    assert.deepEqual([...levels(claims, from, to, known)], wanted);
  }
});

test("a hundred thousand claims take less than a fifth of a second", () => {
  const claims = claimsOf(Array.from({ length: 100000 }, (_, index) => (index % 10 ? { start: index, end: index + 40 } : { premises: [index + 1, index + 2] })));
  const span = spanOf(claims);
  const before = performance.now();
  bins(claims, levels(claims, 20000, 20400, LAST - 1), span);
  assert.ok(performance.now() - before < 200);
});

test("the span reaches over what is dated and leaves out what has no end or beginning", () => {
  const claims = claimsOf([
    {}, { start: day("2019-03-10"), end: day("2019-03-11") }, { start: day("2021-07-01"), endEarliest: day("2024-10-10") },
    { startLatest: day("2018-02-03"), end: LAST, endEarliest: day("2018-02-04") },
  ]);
  const { first, last, earliest, latest } = spanOf(claims);
  assert.deepEqual([first, last], [earliest, latest]);
  assert.deepEqual([first, last].map(isoDay), ["2019-03-10", "2024-10-09"]);
});

test("a claim that only ends still dates the page", () => {
  assert.equal(isoDay(spanOf(claimsOf([{ startLatest: 100, end: 3000 }])).latest), isoDay(2999));
});

test("a page without dated claims has no span", () => {
  assert.equal(spanOf(claimsOf([])), null);
  assert.equal(spanOf(claimsOf([{}, {}])), null);
});

test("a single far-off day does not stretch the axis, and is still known", () => {
  const rows = Array.from({ length: 300 }, (_, index) => ({ start: day("2025-01-01") + index, end: day("2025-01-02") + index }));
  const claims = claimsOf([...rows, { start: day("1950-01-01"), end: day("1950-01-02") }]);
  const span = spanOf(claims);
  assert.equal(isoDay(span.first), "2025-01-01");
  assert.equal(isoDay(span.earliest), "1950-01-01");
  assert.equal(bins(claims, new Uint8Array(claims.count).fill(1), span).outside, 1);
});

test("a very short axis is widened to four weeks and one over half a year to twelve months", () => {
  const short = spanOf(claimsOf([{ start: 100, end: 101 }]));
  assert.ok(short.first <= 100 && short.last >= 100 && short.last - short.first === 27);
  const half = spanOf(claimsOf([{ start: day("2025-01-01"), end: day("2025-10-10") }]));
  assert.equal(isoDay(half.last), "2025-12-31");
  assert.equal(grainFor(half), "month");
});

test("every axis longer than twelve days gets between 12 and 120 bins", () => {
  const mask = new Uint8Array(0);
  for (const first of [FIRST, -200000, -1, 0, 20209]) {
    for (let length = 12; first + length <= LAST && length < 4000000; length = Math.ceil(length * 1.07)) {
      const made = bins(claimsOf([]), mask, { first, last: first + length - 1 });
      assert.ok(made.counts.length >= 12 && made.counts.length <= 120, `${length} days make ${made.counts.length} bins of a ${made.grain}`);
      assert.equal(made.grain, grainFor({ first, last: first + length - 1 }));
    }
  }
});

test("people may choose among grains that give a sensible number of bins", () => {
  const year = { first: day("2025-01-01"), last: day("2025-12-31") };
  assert.deepEqual(grainsOf(year), ["day", "week", "month", "quarter"]);
});

test("each masked claim is counted in the bin in which it begins", () => {
  const claims = claimsOf([
    { start: day("2025-01-31") }, { start: day("2025-02-01") }, { start: day("2025-02-28") }, { end: day("2025-02-02") }, { start: day("2025-12-31") }, { start: day("2026-01-01") },
    { start: day("2025-02-01") },
  ]);
  const span = { first: day("2025-01-15"), last: day("2025-12-15") };
  const made = bins(claims, Uint8Array.from([1, 2, 1, 1, 1, 1, 0]), span, "month");
  assert.deepEqual([...made.counts], [1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
  assert.deepEqual([made.undated, made.outside], [1, 1]);
  assert.equal(isoDay(made.starts[0]), "2025-01-01");
  assert.equal(isoDay(made.end), "2026-01-01");
});

test("nothing is lost between bins, undated and outside", () => {
  const random = numbers(3);
  const claims = claimsOf(Array.from({ length: 3000 }, () => (random.next().value < 0.1 ? {} : { start: Math.floor(random.next().value * 40000) - 5000 })));
  const mask = Uint8Array.from({ length: 3000 }, () => (random.next().value < 0.7 ? 1 : 0));
  for (const grain of GRAINS) {
    const made = bins(claims, mask, { first: 0, last: 20000 }, grain);
    const all = made.counts.reduce((sum, count) => sum + count, 0) + made.undated + made.outside;
    assert.equal(all, mask.reduce((sum, one) => sum + one, 0));
  }
});

test("bins begin on Mondays, firsts of months and quarters, round years", () => {
  const at = (grain) => isoDay(snapped(day("2025-08-14"), grain));
  assert.deepEqual(GRAINS.slice(0, 6).map(at), ["2025-08-14", "2025-08-11", "2025-08-01", "2025-07-01", "2025-01-01", "2020-01-01"]);
  assert.equal(isoDay(snapped(day("2025-08-14"), "century")), "2000-01-01");
  assert.equal(isoDay(snapped(day("1969-12-31"), "week")), "1969-12-29");
});

test("snapping twice changes nothing, and a border lies beyond the day it is asked for", () => {
  const random = numbers(5);
  for (let round = 0; round < 2000; round += 1) {
    const one = Math.floor(random.next().value * 900000) - 600000;
    for (const grain of GRAINS) {
      const start = snapped(one, grain);
      assert.equal(snapped(start, grain), start);
      assert.ok(start <= one && border(one, 1, grain) > one && border(one, -1, grain) < one);
      assert.equal(snapped(border(one, 1, grain) - 1, grain), start);
      assert.equal(border(border(start, 1, grain), -1, grain), start);
      assert.equal(stepsBetween(one, moved(start, 7, grain), grain), 7);
      assert.ok([start, border(one, 1, grain)].includes(nearest(one + 0.4, grain)));
    }
  }
});

test("a month later is the last day of a shorter month", () => {
  assert.equal(isoDay(moved(day("2025-01-31"), 1, "month")), "2025-02-28");
  assert.equal(isoDay(moved(day("2024-02-29"), -1, "year")), "2023-02-28");
  assert.equal(isoDay(moved(day("2025-01-31"), -2, "month")), "2024-11-30");
});

const YEAR = { first: day("2025-01-01"), last: day("2025-12-31") };
const worded = (window) => window && [isoDay(window.from), isoDay(window.to)];

test("a window steps from bin to bin and stops at both ends", () => {
  const may = { from: MAY[0], to: MAY[1] };
  assert.deepEqual(worded(stepped(may, 1, "month", YEAR)), ["2025-06-01", "2025-06-30"]);
  assert.deepEqual(worded(stepped(may, -1, "month", YEAR)), ["2025-04-01", "2025-04-30"]);
  assert.equal(stepped({ from: day("2025-12-01"), to: day("2025-12-31") }, 1, "month", YEAR), null);
  assert.equal(stepped({ from: day("2025-01-01"), to: day("2025-03-31") }, -1, "month", YEAR), null);
});

test("without a window the first step takes the first bin, and back the last", () => {
  const ever = { from: null, to: null };
  assert.deepEqual(worded(stepped(ever, 1, "month", YEAR)), ["2025-01-01", "2025-01-31"]);
  assert.deepEqual(worded(stepped(ever, -1, "quarter", YEAR)), ["2025-10-01", "2025-12-31"]);
});

test("stepping walks through every bin once", () => {
  for (const grain of GRAINS) {
    let window = stepped({ from: null, to: null }, 1, grain, YEAR);
    const seen = [];
    for (; window; window = stepped(window, 1, grain, YEAR)) seen.push(window.from);
    const wanted = bins(claimsOf([]), new Uint8Array(0), YEAR, grain).starts;
    assert.deepEqual(seen, [...wanted], grain);
  }
});

test("a stepped window never ends before it begins", () => {
  const random = numbers(11);
  for (let round = 0; round < 2000; round += 1) {
    const from = YEAR.first + Math.floor(random.next().value * 300);
    const to = from + Math.floor(random.next().value * 3);
    for (const direction of [1, -1]) {
      const next = stepped({ from, to }, direction, "month", YEAR);
      assert.ok(next === null || next.from <= next.to);
    }
  }
});

test("a step at the end of all days stays within them", () => {
  const next = stepped({ from: LAST - 5, to: LAST - 1 }, 1, "century", { first: FIRST, last: LAST });
  assert.ok(next === null || next.to <= LAST);
  assert.equal(stepped({ from: null, to: null }, 1, "century", { first: FIRST, last: LAST }).from, FIRST);
});

test("a window that was walked to the end begins again at its first place", () => {
  const quarter = { from: day("2025-10-01"), to: day("2025-12-31") };
  assert.deepEqual(worded(rewound(quarter, "month", YEAR)), ["2025-01-01", "2025-03-31"]);
  assert.deepEqual(worded(rewound({ from: null, to: null }, "month", YEAR)), ["2025-01-01", "2025-01-31"]);
  assert.ok(stepped(rewound({ from: YEAR.first, to: YEAR.last }, "month", YEAR), 1, "month", YEAR));
});

test("an axis ends with its last bin", () => {
  const { first, last } = edges({ first: dayOf(2025, 1, 15), last: dayOf(2025, 11, 3) }, "quarter");
  assert.deepEqual([first, last].map(isoDay), ["2025-01-01", "2025-12-31"]);
});
