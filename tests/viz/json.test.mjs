import assert from "node:assert/strict";
import { test } from "node:test";
import { json } from "../../viz/export/json.js";
import { HOSTILE, modelOf, whole } from "./keep_model.mjs";

test("a claim is an object of typed values without what is absent", () => {
  const [stated, derived] = JSON.parse(whole(json, modelOf([{ value: "-48.3", negated: "true" }, { alone: "1", premises: "claim:a;claim:b", gist: "g" }])));
  assert.deepEqual(stated, {
    id: "claim:c1-0", claim_type: "kg:Flow", subject: "country:CHN", predicate: "kg:exportsTo", object: "country:USA", start: "2025-05-01",
    value: -48.3, negated: true, source_id: "source:a",
  });
  assert.deepEqual([derived.premises, derived.object, derived.gist, derived.negated], [["claim:a", "claim:b"], undefined, "g", false]);
});

test("a number keeps every digit", () => {
  assert.match(whole(json, modelOf([{ value: "123456789012345678.123456789" }])), /"value": 123456789012345678\.123456789,/);
});

test("no claims make an empty list, many a list with one a line", () => {
  assert.deepEqual(JSON.parse(whole(json, modelOf([]))), []);
  const text = whole(json, modelOf(Array.from({ length: 1500 }, () => ({}))));
  assert.equal(JSON.parse(text).length, 1500);
  assert.equal(text.split("\n").length, 1500 + 3);
});

test("hostile texts come back", () => {
  const read = JSON.parse(whole(json, modelOf(HOSTILE.map((text) => ({ gist: text })))));
  read.forEach(({ gist }, index) => assert.equal(gist, HOSTILE[index].toWellFormed()));
});
