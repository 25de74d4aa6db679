// What the findings say about a claim: who else says so, who repeats it, who disagrees.

import { nameOf, textOf } from "./data.js";

/** @type {WeakMap<import("./data.js").Model, Map<number, number[]>>} */
const findingsByClaim = new WeakMap();

/**
 * The findings that a claim is a member of, the gravest first.
 * @param {import("./data.js").Model} model
 * @param {import("./filter.js").Visible} visible
 * @param {number} claim
 * @returns {import("./data.js").Finding[]} only those whose members can all be seen
 */
export function findingsOn(model, visible, claim) {
  if (!findingsByClaim.has(model)) findingsByClaim.set(model, byClaim(model.findings));
  const own = findingsByClaim.get(model)?.get(claim) ?? [];
  return own.map((index) => model.findings[index]).filter((finding) => stands(finding, visible));
}

/**
 * Whether a finding counts now: it rests on all of its members, so none may be unknown or switched
 * off. The chosen valid period does not matter: findings compare claims of several periods.
 * @param {import("./data.js").Finding} finding
 * @param {import("./filter.js").Visible} visible
 * @returns {boolean}
 */
export function stands(finding, visible) {
  return finding.members.every((claim) => visible.claims[claim] > 0 || visible.timed[claim] > 0);
}

/**
 * @param {import("./data.js").Finding} finding
 * @returns {string} the verdict's local name, such as "contradicted"
 */
export function verdictOf(finding) {
  const local = finding.verdict.slice(finding.verdict.indexOf(":") + 1);
  return local.charAt(0).toLowerCase() + local.slice(1);
}

/**
 * Where a claim goes back to: the speaker, the stated origin, the publisher or the source itself.
 * @param {import("./data.js").Model} model
 * @param {number} claim
 * @returns {string} its name
 */
export function originOf(model, claim) {
  const { claims, sources } = model;
  const stated = textOf(claims, "attributed_to", claim) || textOf(claims, "origin", claim);
  if (stated) return nameOf(model, stated);
  const source = sources[claims.source[claim]];
  return source.publisher || source.label;
}

/**
 * @param {import("./data.js").Model} model
 * @param {ArrayLike<number>} claims
 * @returns {string[]} the names they go back to, each once
 */
export function originsOf(model, claims) {
  return [...new Set(Array.from(claims, (claim) => originOf(model, claim)))];
}

function byClaim(findings) {
  const order = { conflict: 0, caution: 1, note: 2 };
  const found = new Map();
  const ranked = findings.map((_, index) => index).sort((a, b) => order[findings[a].severity] - order[findings[b].severity] || a - b);
  for (const index of ranked) {
    for (const claim of findings[index].members) {
      if (found.has(claim)) found.get(claim).push(index);
      else found.set(claim, [index]);
    }
  }
  return found;
}
