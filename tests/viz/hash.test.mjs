import assert from "node:assert/strict";
import { test } from "node:test";
import { FIRST, LAST, dayOf } from "../../viz/days.js";
import { isCut, read, written } from "../../viz/hash.js";
import { edgesBetween } from "../../viz/neighbours.js";
import { START } from "../../viz/state.js";

const NODES = ["country:CHN", "country:USA", "element:Dy", "odd:a,b;c|d&e=f%", "odd:ünïcödé 漢字 #?", "__proto__"];
const FACETS = [
  { id: "class", values: NODES.map((id) => ({ id: `class of ${id}` })) },
  { id: "confidence", values: ["1", "0.9", "", "~", "constructor", "__proto__"].map((id) => ({ id })) },
  { id: "derivation", values: [{ id: "stated" }, { id: "derived" }] },
];

function links(owners, pairs) {
  const start = Uint32Array.from({ length: owners + 1 }, (_, owner) => pairs.filter(([one]) => one < owner).length);
  const items = Uint32Array.from(pairs.sort((a, b) => a[0] - b[0]).map(([, item]) => item));
  return { start, items };
}

function modelOf(nodes = NODES) {
  const ids = nodes.map((_, index) => `claim:c1-${index}`);
  const ends = [[0, 1], [1, 0], [2, 2], [3, 4], [4, 5]].filter((pair) => Math.max(...pair) < nodes.length);
  const both = ends.flatMap(([a, b], edge) => (a === b ? [[a, edge]] : [[a, edge], [b, edge]]));
  return {
    digest: "0123456789ab",
    nodes: { count: nodes.length, id: nodes, label: nodes, edges: links(nodes.length, both) },
    nodeOf: new Map(nodes.map((id, index) => [id, index])),
    relations: [{ id: "kg:exportsTo", symmetric: false }, { id: "kg:cooperatesWith", symmetric: true }],
    edges: {
      count: ends.length, subject: Uint32Array.from(ends, ([a]) => a), object: Uint32Array.from(ends, ([, b]) => b),
      relation: Uint16Array.from(ends, (_, edge) => (edge > 2 ? 1 : 0)),
      claims: links(ends.length, []),
    },
    claims: { count: ids.length, text: { id: { at: (index) => index, texts: ids } } },
    claimOf: new Map(ids.map((id, index) => [id, index])),
    layouts: { web: {}, ladder: {} },
    geography: { outline: [], points: {} },
  };
}

const MODEL = modelOf();

/** Numbers that look random and are the same each time. */
function dice(seed) {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return {
    below: (limit) => Math.floor(next() * limit),
    pick: (options) => options[Math.floor(next() * options.length)],
    some: (count) => new Set(Array.from({ length: count }, (_, index) => index).filter(() => next() < 0.5)),
  };
}

function randomState({ below, pick, some }) {
  const node = () => below(NODES.length);
  const day = () => FIRST + below(LAST - FIRST + 1);
  const [from, to] = pick([[null, null], [day(), day()].sort((a, b) => a - b)]);
  const edge = below(MODEL.edges.count);
  const [index, other] = [MODEL.edges.subject[edge], MODEL.edges.object[edge]].sort((a, b) => a - b);
  const start = node();
  return {
    ...START, from, to,
    off: Object.fromEntries(FACETS.map(({ id, values }) => [id, some(values.length)]).filter(([, off]) => off.size && below(2))),
    known: pick([null, day()]),
    selected: pick([
      null, { kind: "node", index }, { kind: "edge", index: below(MODEL.edges.count) },
      { kind: "claim", index: below(MODEL.claims.count) }, { kind: "pair", index, other },
    ]),
    path: pick([null, { from: start, to: (start + 1 + below(NODES.length - 1)) % NODES.length, timed: pick([true, false]) }]),
    shown: pick(["graph", "list", "map"]), layout: pick(["web", "ladder", "geography"]),
    whole: pick([true, false]), beyond: pick([true, false]), expanded: pick([new Set(), some(NODES.length)]),
  };
}

test("any state comes back from its fragment", () => {
  const random = dice(7);
  for (let round = 0; round < 3000; round += 1) {
    const state = randomState(random);
    const fragment = written(MODEL, state, FACETS);
    assert.match(fragment, /^[A-Za-z0-9\-._~:%!'()*,;=&]*$/);
    assert.deepEqual(read(MODEL, fragment, FACETS), { state, complaints: [] }, fragment);
  }
});

test("the start is the digest alone, and reading it gives the start", () => {
  assert.equal(written(MODEL, START, FACETS), "d=0123456789ab");
  assert.deepEqual(read(MODEL, "#d=0123456789ab", FACETS), { state: { ...START }, complaints: [] });
});

test("a path from an entity to itself asks for another goal", () => {
  const { state, complaints } = read(MODEL, "#path=country:CHN;country:CHN", FACETS);
  assert.deepEqual(state.path, { from: 0, to: 0, timed: false });
  assert.match(complaints[0], /^The link asks for a path from .+ to itself\. Choose another entity/);
});

test("a path whose goal is still being chosen stays out of the link", () => {
  assert.doesNotMatch(written(MODEL, { ...START, path: { from: 0, to: 0, timed: false } }, FACETS), /path=/);
});

test("a pair without relations is left out and said", () => {
  const bare = NODES.findIndex((_, node) => !edgesBetween(MODEL, node, node).length);
  const { state, complaints } = read(MODEL, `#pair=${NODES[bare]};${NODES[bare]}`, FACETS);
  assert.deepEqual(state, {});
  assert.match(complaints[0], /^The link asks for relations of .+ with itself, and there are none\.$/);
});

test("an empty fragment changes nothing", () => {
  for (const empty of ["", "#", "&", "#&&"]) assert.deepEqual(read(MODEL, empty, FACETS), { state: {}, complaints: [] });
});

test("a deep link changes what it names and nothing else", () => {
  assert.deepEqual(read(MODEL, "#claim=claim:c1-2", FACETS), { state: { selected: { kind: "claim", index: 2 } }, complaints: [] });
  assert.deepEqual(read(MODEL, "#about=country%3AUSA", FACETS), { state: { selected: { kind: "node", index: 1 } }, complaints: [] });
});

test("where more is off than on, the link names what is on", () => {
  const state = { ...START, off: { class: new Set([0, 1, 2, 4, 5]), derivation: new Set([0, 1]) } };
  const fragment = written(MODEL, state, FACETS);
  assert.ok(fragment.startsWith("d=0123456789ab&on.class=class%20of%20odd:a"), fragment);
  assert.ok(fragment.endsWith("&on.derivation="), fragment);
  assert.deepEqual(read(MODEL, fragment, FACETS).state, state);
});

test("a link to another version of the data says so and gives what is still here", () => {
  const { state, complaints } = read(MODEL, "d=other&about=country:CHN&expanded=element:Dy,element:Gone&off.class=gone", FACETS);
  assert.deepEqual(state, { ...START, selected: { kind: "node", index: 0 }, expanded: new Set([2]) });
  assert.equal(complaints.length, 3);
  assert.match(complaints[0], /another version of the data/);
  assert.match(complaints.join(), /gone.*element:Gone|element:Gone.*gone/);
});

test("values that are on but gone leave the facet alone, so that the page is not empty", () => {
  const { state, complaints } = read(MODEL, "on.class=gone,gone2", FACETS);
  assert.deepEqual(state, {});
  assert.equal(complaints.length, 2);
});

test("a symmetric relation is found from either end, a directed one only from its own", () => {
  const edge = (ids) => read(MODEL, `edge=${ids.map(encodeURIComponent).join(";")}`, FACETS).state.selected?.index;
  assert.equal(edge([NODES[4], "kg:cooperatesWith", NODES[3]]), 3);
  assert.equal(edge(["country:CHN", "kg:exportsTo", "country:USA"]), 0);
  assert.equal(edge(["country:USA", "kg:exportsTo", "country:CHN"]), 1);
  assert.equal(edge(["country:CHN", "kg:cooperatesWith", "country:USA"]), undefined);
});

test("what makes no sense is left out and said", () => {
  const wrong = [
    "from=2025-01-01", "to=2025-01-01", "from=2025-02-01&to=2025-01-01", "from=2025-02-30&to=2025-03-01", "known=0000-01-01",
    "known=yesterday", "about=", "about", "claim=nobody", "pair=country:CHN", "pair=country:CHN;country:USA;element:Dy",
    "edge=country:CHN", "path=country:CHN", "path=country:CHN;country:USA;soon", "path=country:CHN;country:USA;timed;timed",
    "shown=all", "layout=moon", "layout=toString", "whole=yes", "beyond=", "off.class=%E0%A4%A", "about=%", "off.=1", "off.moon=1",
    "on=1", "=", "=x", "unknown=1", "%", "about=country:CHN&claim=claim:c1-1", "off.class=&on.class=", "known=2025-01-01&known=2025-01-02",
    "__proto__=1", "constructor=1", "off.__proto__=1", "off.constructor=toString", "on.hasOwnProperty=1", "toString", "expanded=__proto__;x",
  ];
  for (const fragment of wrong) {
    const { state, complaints } = read(MODEL, fragment, FACETS);
    assert.ok(complaints.length > 0, fragment);
    for (const key of Object.keys(state)) assert.ok(Object.hasOwn(START, key), `${fragment}: ${key}`);
  }
});

test("no fragment throws or touches a prototype", () => {
  const random = dice(11);
  const pieces = [
    "d", "off.class", "on.class", "off.__proto__", "__proto__", "constructor.prototype.x", "from", "to", "about", "edge", "path", "expanded", "cut",
    "=", "=", "=", "&", "&", ",", ";", "%", "%00", "%E0", "%C3%BC", "\ud800", "\udc00", "__proto__", "constructor", "prototype", "class of country:CHN",
    "country:CHN", "2025-01-01", "9999-99-99", "timed", "\n", "\0", "#", "漢", "1",
  ];
  for (let round = 0; round < 5000; round += 1) {
    const fragment = Array.from({ length: random.below(14) }, () => random.pick(pieces)).join("");
    const { state, complaints } = read(MODEL, fragment, FACETS);
    assert.ok(Array.isArray(complaints));
    assert.equal(Object.getPrototypeOf(state), Object.prototype);
    if (state.off) assert.equal(Object.getPrototypeOf(state.off), Object.prototype);
  }
  assert.deepEqual(Object.keys(Object.prototype), []);
});

test("a fragment that is too long is not read", () => {
  const { state, complaints } = read(MODEL, `about=country:CHN&x=${"y".repeat(100001)}`, FACETS);
  assert.deepEqual(state, {});
  assert.equal(complaints.length, 1);
});

test("complaints stay few and short", () => {
  const { complaints } = read(MODEL, `expanded=${"x,".repeat(5000)}&${"z".repeat(5000)}`, FACETS);
  assert.equal(complaints.length, 21);
  assert.match(complaints[20], /^4,982 more/);
  assert.ok(complaints.every((complaint) => complaint.length < 200));
});

test("a state too long for a link loses its longest list, and the link says so", () => {
  const model = modelOf(Array.from({ length: 10000 }, (_, index) => `company:a-long-name-of-a-company-${index}`));
  const state = { ...START, expanded: new Set(Array.from({ length: 9000 }, (_, index) => index)), whole: true };
  const fragment = written(model, state, FACETS);
  assert.equal(fragment, "d=0123456789ab&whole=1&cut=expanded");
  assert.ok(isCut(fragment));
  assert.ok(!isCut(written(model, START, FACETS)));
  const back = read(model, fragment, FACETS);
  assert.equal(back.state.whole, true);
  assert.match(back.complaints.join(), /could not hold everything/);
});
