// What every export of claims shares: which claims are visible, and the text of each cell.

import { gistOf, textOf } from "../data.js";
import { isoDay } from "../days.js";

const AT_ONCE = 500;

/**
 * The cell of a claim as our CSV has it, before quoting.
 * @param {import("../data.js").Model} model
 * @param {string} column
 * @param {number} claim
 * @returns {string} empty where the claim says nothing
 */
export function cellOf(model, column, claim) {
  return Object.hasOwn(NUMBERED, column) ? NUMBERED[column](model, claim) : textOf(model.claims, column, claim);
}

/** Columns that the model holds as numbers, or in a short form. */
const NUMBERED = Object.freeze({
  subject: ({ nodes, claims }, claim) => nodes.id[claims.subject[claim]],
  object: ({ nodes, claims }, claim) => nodes.id[claims.object[claim]] ?? "",
  predicate: ({ relations, claims }, claim) => relations[claims.relation[claim]].id,
  source_id: ({ sources, claims }, claim) => sources[claims.source[claim]].id,
  start: ({ claims }, claim) => isoDay(claims.start[claim]),
  start_latest: ({ claims }, claim) => isoDay(claims.startLatest[claim]),
  end_earliest: ({ claims }, claim) => isoDay(claims.endEarliest[claim]),
  end: ({ claims }, claim) => isoDay(claims.end[claim]),
  published: ({ claims }, claim) => isoDay(claims.published[claim]),
  gist: gistOf,
});

/**
 * @param {Uint8Array} shown 0 for each hidden claim
 * @returns {number}
 */
export function countShown(shown) {
  let count = 0;
  for (const mark of shown) count += mark ? 1 : 0;
  return count;
}

/**
 * Text about each visible claim, some hundred claims at a time, so that the page can breathe in between.
 * @param {Uint8Array} shown 0 for each hidden claim
 * @param {(claim: number) => string} write
 * @returns {Generator<string>}
 */
export function* pieces(shown, write) {
  let held = [];
  for (let claim = 0; claim < shown.length; claim += 1) {
    if (!shown[claim]) continue;
    held.push(write(claim));
    if (held.length === AT_ONCE) {
      yield held.join("");
      held = [];
    }
  }
  if (held.length) yield held.join("");
}

/**
 * Text that UTF-8 can hold: half a surrogate pair becomes U+FFFD.
 * @param {string} text
 * @returns {string}
 */
export function wellFormed(text) {
  return text.replace(/[\ud800-\udfff]/gu, "\ufffd");
}
