// A relation as a sentence, read from either of its ends.

import { textOf } from "./data.js";
import { t } from "./words.js";

/**
 * How a relation is read from one of its ends.
 * @param {import("./data.js").Kind} relation
 * @param {boolean} forward from its subject
 * @returns {string}
 */
export function wordsOf(relation, forward) {
  return forward || relation.symmetric ? relation.label : relation.inverse || relation.label;
}

/**
 * @typedef {object} Step
 * @property {string} from label of the node from which it is read
 * @property {string} words the relation
 * @property {string} to label of the other node
 * @property {string} period when the claim holds; empty for what has no time
 */

/**
 * A step along a relation, in parts.
 * @param {import("./data.js").Model} model
 * @param {number} edge
 * @param {number} from the node from which it is read
 * @param {number | null} [claim] gives the period
 * @returns {Step}
 */
export function stepOf(model, edge, from, claim = null) {
  const { edges, nodes, relations, claims } = model;
  const forward = edges.subject[edge] === from;
  return {
    from: nodes.label[from],
    words: wordsOf(relations[edges.relation[edge]], forward),
    to: nodes.label[forward ? edges.object[edge] : edges.subject[edge]],
    period: claim === null ? "" : textOf(claims, "period", claim),
  };
}

/**
 * A step as a sentence.
 * @param {Step} step
 * @returns {string} such as "China exports to United States (May 2025)"
 */
export function sentenceOf({ from, words, to, period }) {
  if (!period) return t("{from} {relation} {to}", { from, relation: words, to });
  return t("{from} {relation} {to} ({period})", { from, relation: words, to, period });
}
