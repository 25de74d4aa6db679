// Finding entities: what fits, and what comes first.

import assert from "node:assert/strict";
import { test } from "node:test";

import { buildIndex, find, fold } from "../../viz/search.js";

function modelOf(entities) {
  return {
    nodes: {
      count: entities.length,
      id: entities.map(({ id }, index) => id ?? `thing:${index}`),
      label: entities.map(({ label }) => label),
      aliases: entities.map(({ aliases = [] }) => aliases),
      codes: entities.map(({ codes = [] }) => codes),
    },
  };
}

/** Labels of what is found, claims being the weight. */
function found(entities, query) {
  const { hits } = find(buildIndex(modelOf(entities)), query, (node) => entities[node].claims ?? 0);
  return hits.map(({ node }) => entities[node].label);
}

const SOME = [
  { label: "Chinatown market", claims: 900 },
  { label: "Bank of China", claims: 800 },
  { label: "Indochina", claims: 700 },
  { label: "China", aliases: ["Beijing", "PRC"], codes: [["alpha-3", "CHN"]], id: "country:CHN", claims: 1 },
];

test("a whole name comes before longer names, then beginnings, word beginnings and parts", () => {
  assert.deepEqual(found(SOME, "china"), ["China", "Chinatown market", "Bank of China", "Indochina"]);
});

for (const query of ["PRC", "prc ", "CHN", "alpha-3 CHN", "Béijing", "country:CHN"]) {
  test(`the whole of an alias, a code or an id is a whole name: ${query}`, () => {
    const others = [{ label: `${query.trim()} Holdings`, claims: 99 }, { label: `${query.trim()}x`, claims: 99 }];
    assert.equal(found([...others, ...SOME], query)[0], "China");
  });
}

test("among equals the one with most claims comes first", () => {
  const entities = [{ label: "Magnet steel", claims: 1 }, { label: "Magnet wire", claims: 5 }, { label: "Magnet foil", claims: 3 }];
  assert.deepEqual(found(entities, "magnet"), ["Magnet wire", "Magnet foil", "Magnet steel"]);
});

test("a later word that begins with the query counts, although an earlier one only holds it", () => {
  assert.deepEqual(found([{ label: "Warehouse", claims: 9 }, { label: "Software house", claims: 1 }], "house"), ["Software house", "Warehouse"]);
});

test("hyphens, dots, accents, case and the width of letters do not matter", () => {
  for (const [written, typed] of [["Rare-earth magnets", "rare earth magnets"], ["U.S.", "us"], ["Curaçao", "CURACAO"], ["Łódź", "lodz"], ["8505.11", "850511"], ["ＡＢＣ", "abc"], ["Xi’an", "Xi'an"], ["Straße", "STRASSE"]]) {
    assert.equal(fold(written), fold(typed));
  }
});

test("words in another order are found last", () => {
  assert.deepEqual(found([{ label: "Rare-earth magnets", claims: 9 }, { label: "Magnets, rare" }], "magnets rare"), ["Magnets, rare", "Rare-earth magnets"]);
});

test("names in other scripts are found", () => {
  assert.deepEqual(found([{ label: "China", aliases: ["中国", "Китай"] }], "китай"), ["China"]);
  assert.deepEqual(found([{ label: "China", aliases: ["中国"] }], "国"), ["China"]);
});

test("the name that fits is given where it is not the label", () => {
  const index = buildIndex(modelOf(SOME));
  const matched = (query) => find(index, query, () => 0).hits[0].matched;
  assert.deepEqual(["china", "beij", "chn"].map(matched), ["", "Beijing", "alpha-3 CHN"]);
});

test("an empty query, white space and mere signs find nothing", () => {
  for (const query of ["", "   ", "—", "(.*"]) assert.deepEqual(find(buildIndex(modelOf(SOME)), query, () => 0), { hits: [], total: 0 });
});

test("twelve are shown and all are counted", () => {
  const many = Array.from({ length: 40 }, (_, index) => ({ label: `Mine ${index}` }));
  const { hits, total } = find(buildIndex(modelOf(many)), "mine", () => 0);
  assert.deepEqual([hits.length, total], [12, 40]);
});

test("ten thousand entities are searched within twenty milliseconds a key", () => {
  const many = Array.from({ length: 10000 }, (_, index) => ({
    label: `Company ${index} for rare-earth magnets`, aliases: [`Alias ${index * 7} Limited`, `Short ${index}`], codes: [["lei", `${index}ABCDEF`]], claims: index % 97,
  }));
  const index = buildIndex(modelOf(many));
  const slowest = Math.max(...["c", "co", "company 99", "magnets", "rare earth", "zzz", "limited alias", "9"].map((query) => {
    // processor time and the best of some runs, because other programs may run beside the test
    return Math.min(...Array.from({ length: 5 }, () => {
      const before = process.cpuUsage();
      find(index, query, (node) => many[node].claims);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000;
    }));
  }));
  assert.ok(slowest < 20, `${slowest} ms`);
});
