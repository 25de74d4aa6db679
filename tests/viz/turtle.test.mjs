import assert from "node:assert/strict";
import { test } from "node:test";
import { literal, turtle } from "../../viz/export/turtle.js";
import { HOSTILE, modelOf, whole } from "./keep_model.mjs";

test("a claim is a node with its types and a triple for each filled column", () => {
  const text = whole(turtle, modelOf([{ value: "-48.3", premises: "claim:c1-a;claim:c1-b", gist: 'A "g".' }]));
  assert.equal(text.slice(text.indexOf("\n\n") + 2), [
    "claim:c1-0 a rdf:Statement, kg:Flow, kg:Observation, kg:Claim ;",
    "    rdf:subject country:CHN ;",
    "    rdf:predicate kg:exportsTo ;",
    "    rdf:object country:USA ;",
    '    kg:start "2025-05-01"^^<http://www.w3.org/2001/XMLSchema#date> ;',
    '    kg:value "-48.3"^^<http://www.w3.org/2001/XMLSchema#decimal> ;',
    '    kg:negated "false"^^<http://www.w3.org/2001/XMLSchema#boolean> ;',
    "    kg:source source:a ;",
    "    kg:premise claim:c1-a, claim:c1-b ;",
    '    kg:gist "A \\"g\\"." .',
    "",
  ].join("\n"));
});

test("prefixes stand first, and an IRI cannot break out of its brackets", () => {
  const model = modelOf([]);
  model.prefixes = { kg: "https://x.example/> . <a> <b> <c> .\n#" };
  assert.equal(whole(turtle, model), "@prefix kg: <https://x.example/\\u003E\\u0020.\\u0020\\u003Ca\\u003E\\u0020\\u003Cb\\u003E\\u0020\\u003Cc\\u003E\\u0020.\\u000A#> .\n");
});

test("no literal holds a quotation mark, a line break or half a character as it is", () => {
  for (const text of HOSTILE) {
    const inside = literal(text).slice(1, -1);
    assert.match(inside, /^(?:[^"\\\x00-\x1f\x7f-\x9f\ud800-\udfff]|\\["\\tnrbf]|\\u[0-9A-F]{4})*$/u, JSON.stringify(text));
    const back = inside.replace(/\\(u[0-9A-F]{4}|.)/g, (_, code) =>
      code.length > 1 ? String.fromCharCode(Number.parseInt(code.slice(1), 16)) : { t: "\t", n: "\n", r: "\r", b: "\b", f: "\f" }[code] ?? code);
    assert.equal(back, text.toWellFormed());
  }
});

test("an id that has no IRI stops the export instead of being left out", () => {
  for (const id of ["nowhere:x", "country:a b", "country:> <x", "__proto__:x", "constructor:x", "", "country:x."]) {
    const model = modelOf([{}]);
    model.nodes.id[0] = id;
    if (id) assert.throws(() => whole(turtle, model), /no known prefix/, id);
  }
  assert.throws(() => whole(turtle, modelOf([{ claim_type: "constructor" }])), /claim type/);
});
