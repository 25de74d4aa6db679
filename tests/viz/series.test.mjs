// Figures over time: what may stand in one series, what is drawn once, what a line may join.

import assert from "node:assert/strict";
import { test } from "node:test";

import { FIRST, LAST, dayOf } from "../../viz/days.js";
import { grainOf, joined, middle, monthsBetween, seriesOf, undatedFigures } from "../../viz/series.js";
import { tickWriter, timeTicks, valueTicks } from "../../viz/ticks.js";

const NODES = { "country:CHN": "China", "country:USA": "United States", "country:DEU": "Germany", "product:magnets": "Rare-earth magnets", "product:ore": "Ore" };
const SOURCES = ["Customs", "Weekly", "Derived"];
const FIGURE = {
  subject: "country:CHN", object: "country:USA", product: "product:magnets", quantity_kind: "kg:ExportMass", unit: "unit:TONNE",
  comparator: "level", claim_type: "kg:Flow", modality: "asserted", negated: "false", origin: "", low: "", high: "", value: "",
  months: [2025, 5, 1], source: 0, published: 0, premises: [],
};

/** The days of so many months from the first of a month on. */
function bounds([year, month, count]) {
  return [dayOf(year, month, 1), dayOf(year, month + count, 1)];
}

/** A model that holds just these claims; what a claim does not say is that of FIGURE. */
function modelOf(rows, findings = []) {
  const claims = rows.map((row) => ({ ...FIGURE, ...row }));
  const ids = Object.keys(NODES);
  const cells = ["product", "quantity_kind", "unit", "comparator", "claim_type", "modality", "negated", "origin", "value", "low", "high"];
  const text = Object.fromEntries(cells.map((name) => [name, { at: (index) => index, texts: claims.map((claim) => claim[name]) }]));
  const number = (pick, Type) => Type.from(claims, pick);
  const dates = claims.map((claim) => claim.days ?? bounds(claim.months));
  const start = [0];
  for (const claim of claims) start.push(start[start.length - 1] + claim.premises.length);
  return {
    relations: [{ id: "kg:exportsTo", label: "exports to" }],
    sources: SOURCES.map((label) => ({ label })),
    names: { "kg:ExportMass": "export mass", "kg:ExportValue": "export value", "unit:TONNE": "t", "unit:PERCENT": "%" },
    nodeOf: new Map(ids.map((id, index) => [id, index])),
    nodes: { count: ids.length, id: ids, label: Object.values(NODES) },
    findings,
    claims: {
      count: claims.length, text,
      subject: number((claim) => ids.indexOf(claim.subject), Int32Array),
      object: number((claim) => ids.indexOf(claim.object), Int32Array),
      relation: new Uint16Array(claims.length),
      source: number((claim) => claim.source, Uint16Array),
      start: Int32Array.from(dates, ([from]) => from),
      startLatest: Int32Array.from(dates, ([from, , latest]) => latest ?? from),
      endEarliest: Int32Array.from(dates, ([, end]) => end),
      end: Int32Array.from(dates, ([, end]) => end),
      published: number((claim) => claim.published, Int32Array),
      derived: number((claim) => (claim.premises.length ? 1 : 0), Uint8Array),
      premises: { start: Uint32Array.from(start), items: Uint32Array.from(claims.flatMap((claim) => claim.premises)) },
    },
  };
}

function seriesIn(rows, findings = []) {
  return seriesOf(modelOf(rows, findings), rows.keys());
}

for (const [what, other] of Object.entries({
  "who sells": { subject: "country:DEU" },
  "who buys": { object: "country:DEU" },
  product: { product: "product:ore" },
  "no product": { product: "" },
  "quantity kind": { quantity_kind: "kg:ExportValue" },
  unit: { unit: "unit:PERCENT" },
  comparator: { comparator: "yoy" },
  "length of period": { months: [2025, 1, 5] },
  "change without a base": { comparator: "", claim_type: "kg:Change" },
})) {
  test(`figures that differ in ${what} never share a series`, () => {
    const series = seriesIn([{ value: "1" }, { value: "2", ...other }]);
    assert.deepEqual(series.map(({ points }) => points.length), [1, 1]);
    assert.notEqual(series[0].label, series[1].label);
  });
}

test("months of one year, a leap February too, make one series in the order of time", () => {
  const [only, ...others] = seriesIn([{ value: "3", months: [2024, 3, 1] }, { value: "1", months: [2024, 1, 1] }, { value: "2", months: [2024, 2, 1] }]);
  assert.deepEqual(others, []);
  assert.deepEqual(only.points.map(({ value }) => value), [1, 2, 3]);
  assert.equal(only.grain, "month");
});

test("five months since January compare with the same five a year earlier, not with seven", () => {
  const series = seriesIn([{ value: "1", months: [2024, 1, 5] }, { value: "2", months: [2025, 1, 5] }, { value: "3", months: [2025, 1, 7] }]);
  assert.deepEqual(series.map(({ points, parts }) => [points.length, parts.grain]), [[2, "over 5 months"], [1, "over 7 months"]]);
});

test("a period that is not exactly known stands apart", () => {
  const [from, end] = bounds([2025, 5, 1]);
  const series = seriesIn([{ value: "1" }, { value: "2", days: [from, end, from + 10] }]);
  assert.deepEqual(series.map(({ vague }) => vague).sort(), [false, true]);
});

test("a series is named in words", () => {
  const [level] = seriesIn([{ value: "1" }]);
  assert.equal(level.label, "China exports to United States · Rare-earth magnets · export mass (t) · by month");
  const [change] = seriesIn([{ value: "1", unit: "unit:PERCENT", comparator: "yoy", object: "" }]);
  assert.equal(change.label, "China exports to · Rare-earth magnets · export mass (%) · change on the year · by month");
  assert.deepEqual([level.level, change.level], [true, false]);
});

test("the series with most points comes first", () => {
  const series = seriesIn([{ value: "1", unit: "unit:PERCENT" }, { value: "1" }, { value: "2", months: [2025, 6, 1] }]);
  assert.deepEqual(series.map(({ points }) => points.length), [2, 1]);
});

test("claims without figure, without end or without beginning are no points, and are counted", () => {
  const rows = [{ value: "" }, { value: "much" }, { value: "1", days: [FIRST, 20000] }, { value: "1", days: [20000, LAST] }];
  assert.deepEqual(seriesIn(rows), []);
  assert.equal(undatedFigures(modelOf(rows), rows.keys()), 2);
});

test("a band without a value is a figure too", () => {
  const [{ points }] = seriesIn([{ low: "35", high: "" }, { low: "10", high: "20", months: [2025, 6, 1] }]);
  assert.deepEqual(points.map(middle), [35, 15]);
  assert.equal(points[0].high, null);
});

test("large and negative numbers keep their size", () => {
  const [{ points }] = seriesIn([{ value: "18700000" }, { value: "-48.3", months: [2025, 6, 1] }]);
  assert.deepEqual(points.map(({ value }) => value), [18700000, -48.3]);
});

test("what one source or one origin says twice is drawn once and counted", () => {
  const twice = seriesIn([{ value: "5.0", source: 1, origin: "agency:a", published: 9 }, { value: "5", source: 0, origin: "agency:a", published: 3 }]);
  assert.deepEqual(twice[0].points.map(({ claim, repeats }) => [claim, repeats]), [[1, [0]]]);
  assert.equal(twice[0].claims, 2);
});

test("a chain of repeats is one witness", () => {
  const [{ points }] = seriesIn([{ value: "5", source: 0 }, { value: "5", source: 1, origin: "agency:a" }, { value: "5", source: 0, origin: "agency:a" }]);
  assert.deepEqual(points.map(({ repeats }) => repeats.length), [2]);
});

test("a finding that claims repeat each other makes them one", () => {
  const rows = [{ value: "5", source: 0, origin: "a" }, { value: "5", source: 1, origin: "b" }];
  const repeated = { verdict: "repeated", severity: "note", members: [0, 1] };
  assert.equal(seriesIn(rows)[0].points.length, 2);
  assert.equal(seriesIn(rows, [repeated])[0].points.length, 1);
});

for (const [what, other] of Object.entries({ value: { value: "6" }, band: { low: "4" }, period: { months: [2025, 6, 1] }, "way of saying": { modality: "forecast" } })) {
  test(`another ${what} is no repeat`, () => {
    assert.equal(seriesIn([{ value: "5" }, { value: "5", ...other }])[0].points.length, 2);
  });
}

test("only a conflict makes a point contested, and only while all its claims are seen", () => {
  const rows = [{ value: "5" }, { value: "9", source: 1 }, { value: "7", months: [2025, 6, 1] }];
  const findings = [{ verdict: "contradicted", severity: "conflict", members: [0, 1] }, { verdict: "succession", severity: "caution", members: [0, 2] }];
  const model = modelOf(rows, findings);
  assert.deepEqual(seriesOf(model, rows.keys())[0].points.map(({ contested }) => contested), [true, true, false]);
  const visible = { claims: Uint8Array.from([2, 0, 2]), timed: new Uint8Array(3) };
  assert.deepEqual(seriesOf(model, rows.keys(), visible)[0].points.map(({ contested }) => contested), [false, false, false]);
});

test("a line joins neighbouring months of one source and leaves gaps open", () => {
  const months = [1, 2, 4, 5].map((month) => ({ value: String(month), months: [2025, month, 1] }));
  const [series] = seriesIn([...months, { value: "9", months: [2025, 3, 1], source: 1 }]);
  const values = joined(series).map((pair) => pair.map((index) => series.points[index].value));
  assert.deepEqual(values, [[1, 2], [4, 5]]);
});

test("a line goes to no forecast, no denial and no month for which a source gives two figures", () => {
  const rows = [{ value: "1", months: [2025, 1, 1] }, { value: "2", months: [2025, 2, 1] }, { value: "3", months: [2025, 2, 1] },
    { value: "4", months: [2025, 3, 1] }, { value: "5", months: [2025, 4, 1], modality: "forecast" }, { value: "6", months: [2025, 4, 1], negated: "true" }];
  assert.deepEqual(joined(seriesIn(rows)[0]), []);
});

test("a derived figure belongs to the sources of its premises and may be joined to theirs", () => {
  const rows = [{ value: "7" }, { value: "5", months: [2025, 4, 1], source: 2, premises: [0] }, { value: "4", months: [2025, 3, 1], source: 2, premises: [1] }];
  const [series] = seriesIn(rows);
  assert.deepEqual(series.points.map(({ rests, derived }) => [rests, derived]), [[[0], true], [[0], true], [[0], false]]);
  assert.deepEqual(joined(series), [[0, 1], [1, 2]]);
});

test("periods have the calendar's grain", () => {
  const grain = (months) => grainOf(bounds(months)[0], bounds(months)[1] - 1);
  assert.deepEqual([[2024, 2, 1], [2025, 4, 3], [2025, 5, 3], [2025, 1, 12], [2025, 4, 12]].map(grain), ["month", "quarter", "other", "year", "other"]);
  assert.equal(grainOf(20000, 20000), "day");
  assert.equal(grainOf(20000, 20006), "other");
  assert.equal(monthsBetween(dayOf(2024, 11, 1), dayOf(2025, 2, 28)), 4);
  assert.equal(monthsBetween(dayOf(2025, 1, 1), dayOf(2025, 2, 27)), 0);
});

test("axis values are round, in order, cover the figures and hold nought", () => {
  for (const [low, high] of [[18.7e6, 21.7e6], [-48.3, -13.7], [-0.02, 0.05], [0, 0], [3, 3], [-5, 1e12], [0.1, 0.3], [5e-9, 6e-9]]) {
    const ticks = valueTicks(low, high, 4);
    assert.ok(ticks.length >= 2 && ticks.length <= 8, `${low} to ${high}: ${ticks}`);
    const hair = (ticks[1] - ticks[0]) * 1e-6;
    assert.ok(ticks[0] <= low + hair && ticks[ticks.length - 1] >= high - hair);
    assert.ok(ticks.includes(0));
    assert.equal(new Set(ticks.map(tickWriter(ticks))).size, ticks.length);
  }
});

test("negative values on the axis have a minus sign that is no hyphen", () => {
  const ticks = valueTicks(-50, 0, 4);
  assert.equal(tickWriter(ticks)(ticks[0]), "−60");
});

test("an axis of time never has more marks than there is room for, however long it is", () => {
  for (const [from, to] of [[[2025, 5, 1], [2025, 5, 9]], [[2025, 1, 1], [2025, 12, 31]], [[1990, 3, 1], [2025, 2, 1]], [[1, 2, 1], [9999, 1, 1]]]) {
    for (const most of [2, 4, 7, 12]) {
      const ticks = timeTicks(dayOf(...from), dayOf(...to), most);
      assert.ok(ticks.length >= 1 && ticks.length <= most + 1, `${from} to ${to}: ${ticks.length} for ${most}`);
      assert.ok(ticks.every(({ day, at }) => day >= dayOf(...from) && at >= day));
    }
  }
});

test("the year stands under its first mark", () => {
  const ticks = timeTicks(dayOf(2024, 11, 1), dayOf(2025, 2, 28), 6);
  assert.deepEqual(ticks.map(({ label, year }) => `${label} ${year}`.trim()), ["Nov 2024", "Dec", "Jan 2025", "Feb"]);
});

test("a hundred thousand claims are grouped in a moment", () => {
  const rows = Array.from({ length: 100000 }, (_, index) => ({ value: String(index), months: [1900 + (index % 120), 1 + (index % 12), 1], source: index % 2, product: index % 3 ? "" : "product:ore" }));
  const model = modelOf(rows);
  const before = performance.now();
  const points = seriesOf(model, rows.keys()).reduce((sum, series) => sum + series.points.length, 0);
  assert.equal(points, 100000);
  assert.ok(performance.now() - before < 5000);
});
