// The id of a claim: a hash of what it says, as kg/claim.py makes it. So ids take no room in the page.

import { sha256 } from "./sha256.js";

/** What is hashed, after what stands for the source's document; tests hold this and kg/claim.py together. */
const HASHED = [
  "claim_type", "subject", "predicate", "object", "product", "instrument", "quantity_kind", "value", "unit", "comparator",
  "trend", "hedge", "period_text", "modality", "negated", "attributed_to", "locator",
];
const LENGTH = 20;

/**
 * @param {string} digest SHA-256 of the source's document, or the source's id
 * @param {(column: string) => string} textOf a cell of the claim as text
 * @returns {string}
 */
export function claimId(digest, textOf) {
  const fields = [digest, ...HASHED.map((column) => textOf(column) || null)];
  return `claim:c1-${sha256(inAscii(JSON.stringify(fields))).slice(0, LENGTH)}`;
}

function inAscii(json) {
  return json.replace(/[\x7f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
