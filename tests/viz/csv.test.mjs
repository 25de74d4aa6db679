import assert from "node:assert/strict";
import { test } from "node:test";
import { csv, defused } from "../../viz/export/csv.js";
import { HOSTILE, modelOf, whole } from "./keep_model.mjs";

/** A small independent reader of RFC 4180. */
function readCsv(text) {
  const rows = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\n)/gy;
  let row = [];
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex;
    const match = cell.exec(text);
    assert.ok(match, `no cell at ${at}: ${JSON.stringify(text.slice(at, at + 40))}`);
    row.push(match[1] === undefined ? match[2] : match[1].replaceAll('""', '"'));
    if (match[3] === "\n") {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

test("the header names the columns of the ontology in their order", () => {
  assert.equal(whole(csv, modelOf([])), "id,claim_type,subject,predicate,object,start,value,scope_note,negated,source_id,premises,gist\n");
});

test("a claim's cells are spelled as the package spells them", () => {
  const model = modelOf([{ value: "-48.3", gist: "\u0001s \u0001r \u0001o." }, { alone: "yes", premises: "claim:a;claim:b" }]);
  assert.deepEqual(whole(csv, model).split("\n").slice(1), [
    "claim:c1-0,kg:Flow,country:CHN,kg:exportsTo,country:USA,2025-05-01,-48.3,,false,source:a,,China exports to United States.",
    "claim:c1-1,kg:Flow,country:CHN,kg:exportsTo,,2025-05-01,,,false,source:a,claim:a;claim:b,",
    "",
  ]);
});

test("hidden claims are left out, possible ones are not", () => {
  const text = whole(csv, modelOf([{}, {}, {}]), Uint8Array.of(0, 1, 2));
  assert.deepEqual(readCsv(text).slice(1).map(([id]) => id), ["claim:c1-1", "claim:c1-2"]);
});

test("no cell runs in a spreadsheet, and plain numbers stay numbers", () => {
  for (const text of ["=1", "+x", "-1+1", "@a", "\tx", "\r", "\n", "＋1", "'=1", "''@", " x", "x ", "\u00a0", "\x1fx", "x\x85"]) assert.equal(defused(text), `'${text}`);
  for (const text of ["", "-48.3", "+5", "-1e-5", ".5", "-.5", "5.", "'tis", "'", "a=b", "x y", "\ufeffx"]) assert.equal(defused(text), text);
});

test("hostile cells come back from the file", () => {
  const rows = readCsv(whole(csv, modelOf(HOSTILE.map((text) => ({ scope_note: text, gist: text })))));
  assert.equal(rows.length, HOSTILE.length + 1);
  rows.slice(1).forEach((row, index) => assert.deepEqual([row[7], row[11]], [defused(HOSTILE[index]), defused(HOSTILE[index])]));
});

test("many claims come in pieces", () => {
  const model = modelOf(Array.from({ length: 2001 }, () => ({})));
  const parts = [...csv(model, new Uint8Array(2001).fill(1))];
  assert.equal(parts.length, 1 + 5);
  assert.equal(parts.join("").split("\n").length, 2003);
});
