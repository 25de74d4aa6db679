// What stands around a node, counted before anything of it is drawn; pure.

import { linked, nameOf, textOf } from "./data.js";
import { wordsOf } from "./sentence.js";

/**
 * @typedef {object} Neighbours the relations of one kind that leave a node, or lead to it
 * @property {number} relation
 * @property {boolean} forward whether the node is their subject
 * @property {string} label the relation as read from the node
 * @property {number[]} edges
 * @property {number} shownEdges
 * @property {number} shown visible claims
 * @property {number} all claims
 *
 * @typedef {object} ClaimGroup
 * @property {string} label
 * @property {string} colour
 * @property {number[]} claims
 */

const UNNAMED = -1;

/**
 * The neighbours of a node by relation, with the number of claims they rest on.
 * @param {import("./data.js").Model} model
 * @param {import("./filter.js").Visible} visible
 * @param {number} node
 * @returns {Neighbours[]} what leads away first, then by number of claims
 */
export function neighbours(model, visible, node) {
  const { edges, nodes, relations } = model;
  const groups = new Map();
  for (const edge of linked(nodes.edges, node)) {
    const relation = edges.relation[edge];
    const forward = edges.subject[edge] === node || relations[relation].symmetric;
    const key = relation * 2 + (forward ? 0 : 1);
    let group = groups.get(key);
    if (!group) {
      group = { relation, forward, label: wordsOf(relations[relation], forward), edges: [], shownEdges: 0, shown: 0, all: 0 };
      groups.set(key, group);
    }
    const claims = linked(edges.claims, edge);
    group.edges.push(edge);
    group.shownEdges += visible.edges[edge] ? 1 : 0;
    group.all += claims.length;
    group.shown += shownOf(visible, claims);
  }
  return [...groups.values()].sort((a, b) =>
    Number(b.forward) - Number(a.forward) || b.shown - a.shown || b.all - a.all || a.relation - b.relation);
}

/**
 * The single neighbours of a group.
 * @param {import("./data.js").Model} model
 * @param {import("./filter.js").Visible} visible
 * @param {number} node
 * @param {number[]} edges
 * @returns {{node: number, edge: number, shown: number, all: number}[]} most visible claims first
 */
export function neighbourRows(model, visible, node, edges) {
  const rows = edges.map((edge) => {
    const claims = linked(model.edges.claims, edge);
    return { node: otherEnd(model.edges, edge, node), edge, shown: shownOf(visible, claims), all: claims.length };
  });
  return rows.sort((a, b) => b.shown - a.shown || b.all - a.all || a.node - b.node);
}

/**
 * All relations between two nodes, either way.
 * @param {import("./data.js").Model} model
 * @param {number} a
 * @param {number} b
 * @returns {number[]} edges, those with most claims first
 */
export function edgesBetween(model, a, b) {
  const { edges, nodes } = model;
  const [few, other] = linked(nodes.edges, a).length <= linked(nodes.edges, b).length ? [a, b] : [b, a];
  const size = (edge) => linked(edges.claims, edge).length;
  return [...linked(nodes.edges, few)]
    .filter((edge) => otherEnd(edges, edge, few) === other)
    .sort((x, y) => size(y) - size(x) || x - y);
}

/**
 * Claims about a node by relation and by the part the node plays in them.
 * @param {import("./data.js").Model} model
 * @param {number[]} claims
 * @param {number} node
 * @param {{product: string, instrument: string}} words for claims that only mention it
 * @returns {ClaimGroup[]}
 */
export function claimGroups(model, claims, node, words) {
  const { relations } = model;
  const found = new Map();
  for (const claim of newestFirst(model, claims)) {
    const relation = model.claims.relation[claim];
    const order = partOf(model, claim, node);
    // A node that is only mentioned as the product or the instrument of claims gets one group for all.
    const key = order * relations.length + (order < 2 ? relation : 0);
    if (!found.has(key)) {
      const label = order < 2 ? wordsOf(relations[relation], order === 0) : order === 2 ? words.product : words.instrument;
      found.set(key, { key, order, label, colour: relations[relation].colour, claims: [] });
    }
    found.get(key).claims.push(claim);
  }
  return [...found.values()].sort((a, b) => a.order - b.order || b.claims.length - a.claims.length || a.key - b.key);
}

/**
 * @param {import("./data.js").Model} model
 * @param {ArrayLike<number>} claims
 * @returns {number[]} by the day from which they hold, the latest first; without a day last
 */
export function newestFirst(model, claims) {
  const { start, published } = model.claims;
  return Array.from(claims).sort((a, b) => start[b] - start[a] || published[b] - published[a] || a - b);
}

/**
 * @param {import("./filter.js").Visible} visible
 * @param {ArrayLike<number>} claims
 * @returns {number} how many of them pass the filters
 */
export function shownOf(visible, claims) {
  let shown = 0;
  for (let at = 0; at < claims.length; at += 1) if (visible.claims[claims[at]]) shown += 1;
  return shown;
}

/**
 * @param {import("./data.js").Edges} edges
 * @param {number} edge
 * @param {number} node one of its ends
 * @returns {number} the other end; the same node where a relation leads back to it
 */
export function otherEnd(edges, edge, node) {
  return edges.subject[edge] === node ? edges.object[edge] : edges.subject[edge];
}

/**
 * What a column names, with its node if the page has one.
 * @param {import("./data.js").Model} model
 * @param {string} column such as "origin"
 * @param {number} claim
 * @returns {{label: string, node: number} | null} node is -1 where there is none; null for an empty cell
 */
export function namedIn(model, column, claim) {
  const id = textOf(model.claims, column, claim);
  return id ? { label: nameOf(model, id), node: model.nodeOf.get(id) ?? UNNAMED } : null;
}

/** 0 subject (or either end of a symmetric relation), 1 object, 2 product, 3 instrument. */
function partOf(model, claim, node) {
  const { claims, relations, nodeOf } = model;
  if (claims.subject[claim] === node) return 0;
  if (claims.object[claim] === node) return relations[claims.relation[claim]].symmetric ? 0 : 1;
  return nodeOf.get(textOf(claims, "product", claim)) === node ? 2 : 3;
}
