import assert from "node:assert/strict";
import { test } from "node:test";

import { hitAt, layCourses, pixelOf, widthOf } from "../../viz/map/course.js";
import { flowsOf, measuresOf } from "../../viz/map/flows.js";
import { batches, placeLabels } from "../../viz/map/paint.js";
import { svgPen } from "../../viz/map/pens.js";
import { MOST, placesOf, standingOf } from "../../viz/map/places.js";
import { project } from "../../viz/map/projection.js";
import { fitted, moved, zoomed } from "../../viz/map/view.js";

const POINTS = { "country:CHN": [103.8, 36.6], "country:USA": [-99.1, 39.5], "country:JPN": [139.4, 36.6], "country:AUS": [134, -25] };

function linksOf(owners, pairs) {
  const start = new Uint32Array(owners + 1);
  const items = [];
  for (let owner = 0; owner < owners; owner += 1) {
    for (const [of, item] of pairs) if (of === owner) items.push(item);
    start[owner + 1] = items.length;
  }
  return { start, items: Uint32Array.from(items) };
}

/** A model of edges such as ["country:CHN", 0, "country:USA"]; each has one claim, with a value if one is given. */
function modelOf(edges, { points = POINTS, values = [], sayings = [] } = {}) {
  const id = [...new Set(edges.flatMap(([from, , to]) => [from, to]))].sort();
  const nodeOf = new Map(id.map((name, index) => [name, index]));
  const column = (texts) => ({ at: (index) => index, texts });
  const has = (index) => values[index] !== undefined;
  const each = (give) => edges.map((_, index) => give(index));
  const ends = edges.flatMap(([from, , to], index) => [[nodeOf.get(from), index], [nodeOf.get(to), index]]);
  return {
    title: "Title", nodeOf, names: { "unit:t": "tonnes" }, geography: points && { outline: [[0, 0, 100, 0, 100, 100]], points },
    relations: [{ label: "exports to", colour: "#112233", symmetric: false }, { label: "meets", colour: "#332211", symmetric: true }],
    classes: [{ label: "Country", colour: "#445566" }],
    nodes: { count: id.length, id, label: id, class: new Uint16Array(id.length), claims: linksOf(id.length, ends), edges: linksOf(id.length, ends) },
    edges: {
      count: edges.length, subject: Uint32Array.from(edges, ([from]) => nodeOf.get(from)), relation: Uint16Array.from(edges, ([, relation]) => relation),
      object: Uint32Array.from(edges, ([, , to]) => nodeOf.get(to)), claims: linksOf(edges.length, edges.map((_, index) => [index, index])),
    },
    claims: {
      count: edges.length,
      text: {
        value: column(each((index) => (has(index) ? String(values[index]) : ""))), low: column(each(() => "")), high: column(each(() => "")),
        quantity_kind: column(each((index) => (has(index) ? "kind:mass" : ""))), unit: column(each((index) => (has(index) ? "unit:t" : ""))),
        negated: column(each((index) => (sayings[index] === "negated" ? "true" : "false"))), modality: column(each(() => "asserted")),
      },
    },
  };
}

function allOf(model) {
  const filled = (count) => new Uint8Array(count).fill(2);
  return { nodes: filled(model.nodes.count), edges: filled(model.edges.count), claims: filled(model.claims.count) };
}

function shownOf(model, { visible = allOf(model), measure = null } = {}) {
  const places = placesOf(model);
  const shown = {
    model, places, visible, flows: flowsOf(model, places, visible, measure), standing: standingOf(model, places, visible),
    size: { width: 800, height: 500 }, focus: null, pointed: null, moving: false,
  };
  shown.view = fitted(shown, shown.standing.drawn, true);
  shown.courses = layCourses(shown);
  return shown;
}

const TRADE = [["country:CHN", 0, "country:USA"], ["country:USA", 0, "country:CHN"], ["country:CHN", 0, "country:JPN"], ["country:CHN", 0, "aggregate:world"]];

test("the projection keeps the equator level, north above south and east beside west", () => {
  assert.deepEqual(project(0, 0), [0, -0]);
  assert.equal(project(90, 0)[1], -0);
  assert.ok(project(0, 50)[1] < 0 && project(0, -50)[1] > 0);
  assert.equal(project(-70, 20)[0], -project(70, 20)[0]);
  assert.ok(project(90, 80)[0] < project(90, 0)[0]);
});

test("only relations with a place at both ends are flows, and all visible ones are counted", () => {
  const shown = shownOf(modelOf(TRADE));
  assert.equal(shown.flows.count, 3);
  assert.equal(shown.flows.all, 4);
});

test("hidden relations are neither drawn nor counted", () => {
  const model = modelOf(TRADE);
  const visible = allOf(model);
  visible.edges[0] = 0;
  const shown = shownOf(model, { visible });
  assert.deepEqual([shown.flows.count, shown.flows.all], [2, 3]);
});

test("a page without places has no flows and does not fail", () => {
  const shown = shownOf(modelOf(TRADE, { points: null }));
  assert.deepEqual([shown.flows.count, shown.flows.all, shown.standing.drawn.length], [0, 4, 0]);
});

test("flows there and back run apart, and both bend towards the nearer pole", () => {
  const shown = shownOf(modelOf(TRADE));
  const [there, , , back] = [shown.courses.subarray(0, 6), 0, 0, shown.courses.subarray(6, 12)];
  assert.ok(there[3] < there[1] && there[3] < there[5]);
  assert.ok(back[3] < back[1] && back[3] < back[5]);
  assert.ok(Math.abs(there[3] - back[3]) > 5);
  const southern = shownOf(modelOf([["country:AUS", 0, "place:south"]], { points: { "country:AUS": [134, -25], "place:south": [20, -30] } }));
  assert.ok(southern.courses[3] > Math.max(southern.courses[1], southern.courses[5]));
});

test("a relation of a node to itself is a loop above it", () => {
  const shown = shownOf(modelOf([["country:CHN", 0, "country:CHN"]]));
  assert.ok([...shown.courses].every(Number.isFinite));
  assert.ok(shown.courses[3] < shown.courses[1]);
});

test("the width follows the largest figure of one kind and unit; what is denied has none", () => {
  const model = modelOf(TRADE, { values: [100, 25, 900], sayings: ["", "", "negated"] });
  const measures = measuresOf(model, placesOf(model));
  assert.deepEqual(measures, [{ kind: "kind:mass", unit: "unit:t", label: "kind:mass, tonnes" }]);
  const { flows } = shownOf(model, { measure: measures[0] });
  assert.deepEqual([...flows.weight], [100, 25, 0]);
  assert.ok(widthOf(flows, 0) > widthOf(flows, 1) && widthOf(flows, 1) > widthOf(flows, 2));
});

test("entities at one place stand around it, and beyond a number they are only counted", () => {
  const edges = [["country:CHN", 0, "country:JPN"]];
  const points = { ...POINTS };
  for (let number = 0; number < 40; number += 1) {
    edges.push([`company:${number}`, 0, "country:CHN"]);
    points[`company:${number}`] = POINTS["country:CHN"];
  }
  const { standing, model } = shownOf(modelOf(edges, { points }));
  const china = model.nodeOf.get("country:CHN");
  assert.equal(standing.drawn.length, MOST + 1);
  assert.equal(standing.more.get(china), 41 - MOST);
  assert.deepEqual([standing.dx[china], standing.dy[china]], [0, 0]);
});

test("the pointer finds circles before flows, and nothing in the open sea", () => {
  const shown = shownOf(modelOf(TRADE));
  const china = shown.model.nodeOf.get("country:CHN");
  assert.deepEqual(hitAt(shown, ...pixelOf(shown, china), false), { kind: "node", index: china });
  const [ax, ay, cx, cy, bx, by] = shown.courses;
  assert.deepEqual(hitAt(shown, (ax + 2 * cx + bx) / 4, (ay + 2 * cy + by) / 4, false), { kind: "edge", index: 0 });
  assert.equal(hitAt(shown, 400, 490, false), null);
});

test("the view holds every place, and one place alone is shown with the world around it", () => {
  const shown = shownOf(modelOf(TRADE));
  for (const node of shown.standing.drawn) {
    const [x, y] = pixelOf(shown, node);
    assert.ok(x > 0 && x < 800 && y > 0 && y < 500);
  }
  const alone = shownOf(modelOf([["country:CHN", 0, "element:Dy"]]));
  assert.ok(alone.view.scale < 800);
});

test("zooming keeps the pixel under the pointer and ends before the map is lost", () => {
  const { view, size } = shownOf(modelOf(TRADE));
  const nearer = zoomed(view, 2, 100, 200, size);
  assert.ok(Math.abs((100 - view.x) / view.scale - (100 - nearer.x) / nearer.scale) < 1e-9);
  assert.equal(zoomed(view, 1e9, 0, 0, size).scale, zoomed(view, 1e12, 0, 0, size).scale);
  assert.ok(moved(view, 1e6, 1e6, size).x < 1e4);
});

test("what only possibly falls into the period is dotted, and what is not in focus is dimmed", () => {
  const model = modelOf(TRADE);
  const visible = allOf(model);
  visible.edges[1] = 1;
  const shown = { ...shownOf(model, { visible }), focus: { nodes: new Set(), edges: new Set([1]) } };
  const found = batches(shown);
  const dotted = found.filter((batch) => batch.dotted);
  assert.deepEqual(dotted.map((batch) => batch.flows), [[1]]);
  assert.ok(found.filter((batch) => !batch.dotted).every((batch) => batch.alpha < dotted[0].alpha));
});

test("while the map moves only the heaviest flows are drawn", () => {
  const many = Array.from({ length: 900 }, (_, index) => ["country:CHN", index % 2, index % 3 ? "country:USA" : "country:JPN"]);
  const shown = shownOf(modelOf(many));
  const count = (batch) => batch.reduce((sum, { flows }) => sum + flows.length, 0);
  assert.equal(count(batches(shown)), 900);
  assert.ok(count(batches({ ...shown, moving: true })) <= 150);
});

test("no name lies over another", () => {
  const labels = placeLabels(shownOf(modelOf(TRADE)), (text) => text.length * 7, (node) => `A long name ${node}`);
  assert.ok(labels.length >= 2);
  for (const a of labels) {
    for (const b of labels) {
      const over = a !== b && a.x < b.x + b.text.length * 7 && b.x < a.x + a.text.length * 7 && Math.abs(a.y - b.y) < 12;
      assert.ok(!over);
    }
  }
});

test("text in an SVG is escaped", () => {
  const parts = [];
  svgPen(parts).text("<b>&", 1, 2, { colour: "#000000", halo: "#ffffff", bold: false });
  assert.match(parts.join(""), />&lt;b&gt;&amp;<\/text>/);
});
