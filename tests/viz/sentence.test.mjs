import assert from "node:assert/strict";
import { test } from "node:test";

import { sentenceOf, stepOf, wordsOf } from "../../viz/sentence.js";
import { modelOf } from "./reading.mjs";

const ROWS = [["country:CHN", "exports to", "country:USA", { period: "May 2025" }], ["country:CHN", "negotiates with", "country:USA"]];
const labels = { "country:CHN": "China", "country:USA": "United States" };

test("a step reads from the subject with its period", async () => {
  const model = await modelOf(ROWS, { labels });
  assert.equal(sentenceOf(stepOf(model, 0, 0, 0)), "China exports to United States (May 2025)");
});

test("a step from the object reads with the inverse", async () => {
  const model = await modelOf(ROWS, { labels });
  assert.equal(sentenceOf(stepOf(model, 0, 1, 0)), "United States inverse of exports to China (May 2025)");
});

test("what has no time gets no brackets", async () => {
  const model = await modelOf(ROWS, { labels });
  assert.equal(sentenceOf(stepOf(model, 1, 0, 1)), "China negotiates with United States");
  assert.equal(sentenceOf(stepOf(model, 0, 0)), "China exports to United States");
});

test("a symmetric relation reads the same from both ends", async () => {
  const model = await modelOf(ROWS, { labels, symmetric: ["negotiates with"] });
  assert.equal(sentenceOf(stepOf(model, 1, 1, 1)), "United States negotiates with China");
  assert.equal(wordsOf(model.relations[1], false), "negotiates with");
});

test("names that hold braces stay as they are", async () => {
  const model = await modelOf(ROWS, { labels: { "country:CHN": "{to}", "country:USA": "B" } });
  assert.equal(sentenceOf(stepOf(model, 1, 0)), "{to} negotiates with B");
});
