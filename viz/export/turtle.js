// Claims as Turtle: the same triples for each claim as the package's own export.

import { cellOf, pieces, wellFormed } from "./cells.js";

const STATEMENT = "rdf:Statement";
const XSD = "http://www.w3.org/2001/XMLSchema#";
const DATATYPES = Object.freeze({ date: "date", decimal: "decimal", boolean: "boolean" });
const REFERENCES = new Set(["entity", "relation", "term", "claims"]);
const NO_PROPERTY = new Set(["id", "class"]);
const CURIE = /^([a-z][a-z0-9]*):([A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?)$/;
const ESCAPES = Object.freeze({ '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f" });

/**
 * The visible claims, a node each: its types, and a triple for each filled column.
 * @param {import("../data.js").Model} model
 * @param {Uint8Array} shown 0 for each hidden claim
 * @returns {Generator<string>} the text in pieces
 * @throws {Error} an id or a claim type has no known IRI
 */
export function* turtle(model, shown) {
  const names = Object.keys(model.prefixes).sort();
  yield names.map((name) => `@prefix ${name}: ${iri(model.prefixes[name])} .\n`).join("");
  yield* pieces(shown, (claim) => node(model, claim));
}

function node(model, claim) {
  const type = cellOf(model, "claim_type", claim);
  if (!Object.hasOwn(model.claimTypes, type)) throw new Error(`the claim type ${type} is not known`);
  const types = [...new Set([STATEMENT, ...model.claimTypes[type]])].map((id) => named(model, id));
  const lines = [`a ${types.join(", ")}`];
  for (const { name, kind, property } of model.columns) {
    const cell = cellOf(model, name, claim);
    if (cell !== "" && !NO_PROPERTY.has(kind)) lines.push(`${named(model, property)} ${objects(model, kind, cell)}`);
  }
  return `\n${named(model, cellOf(model, "id", claim))} ${lines.join(" ;\n    ")} .\n`;
}

function objects(model, kind, cell) {
  if (REFERENCES.has(kind)) {
    const ids = kind === "claims" ? cell.split(";") : [cell];
    return ids.map((id) => named(model, id)).join(", ");
  }
  const datatype = Object.hasOwn(DATATYPES, kind) ? `^^<${XSD}${DATATYPES[kind]}>` : "";
  return literal(cell) + datatype;
}

/**
 * A text in quotation marks.
 * @param {string} text
 * @returns {string}
 */
export function literal(text) {
  // Control characters are allowed as they are, but editors and terminals mangle them.
  const safe = wellFormed(text).replace(/["\\\x00-\x1f\x7f-\x9f\u2028\u2029]/g, (found) => ESCAPES[found] ?? escaped(found));
  return `"${safe}"`;
}

/** A prefixed name; the ids of the package never need escaping in one. */
function named(model, id) {
  const match = CURIE.exec(id);
  const [, prefix, local] = match ?? [];
  if (match && Object.hasOwn(model.prefixes, prefix)) return `${prefix}:${local}`;
  throw new Error(`the id ${id} has no known prefix`);
}

function iri(text) {
  return `<${wellFormed(text).replace(/[\x00-\x20<>"{}|^`\\]/g, escaped)}>`;
}

function escaped(character) {
  return `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}
