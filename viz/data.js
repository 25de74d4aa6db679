// The page's data block, read once and linked: nodes know their edges and claims.

/**
 * @typedef {object} Named an entity named by a claim that may be no node of the page
 * @property {string} label
 * @property {number | null} node
 *
 * @typedef {object} Kind
 * @property {string} id
 * @property {string} label
 * @property {string} inverse
 * @property {string} colour
 * @property {string} shape
 * @property {boolean} symmetric
 * @property {string} definition
 *
 * @typedef {object} GraphNode
 * @property {string} id
 * @property {string} label
 * @property {number} class
 * @property {string[]} aliases
 * @property {[string, string][]} codes
 * @property {string} note
 * @property {number} index
 * @property {number[]} edges
 * @property {number[]} claims every claim that mentions it, in the view's order
 *
 * @typedef {object} GraphEdge
 * @property {number} subject
 * @property {number} relation
 * @property {number} object
 * @property {number[]} claims
 * @property {boolean} firm
 * @property {number} index
 *
 * @typedef {object} Model
 * @property {string} title
 * @property {string} view
 * @property {number | null} about
 * @property {Record<string, number>} counts
 * @property {Kind[]} classes
 * @property {Kind[]} relations
 * @property {{id: string, label: string, publisher: string, published: string, basis: string, obtained: string}[]} sources
 * @property {GraphNode[]} nodes
 * @property {GraphEdge[]} edges
 * @property {any[]} claims
 * @property {{nodes: any[], edges: any[]}} drawing
 */

const FORMAT = 1;
const NAMED = ["product", "instrument", "said", "origin"];

/**
 * Read and link the data of the page.
 * @param {string} text JSON
 * @returns {Model}
 */
export function decode(text) {
  const raw = JSON.parse(text);
  if (raw.format !== FORMAT) throw new Error(`the page's data have format ${raw.format}, not ${FORMAT}`);
  const nodes = raw.nodes.map((node, index) => ({ ...node, index, edges: [], claims: [] }));
  const edges = raw.edges.map(([subject, relation, object, claims, firm], index) => ({
    subject, relation, object, claims, firm: firm === 1, index,
  }));
  const claims = raw.claims.map((claim, index) => readClaim(claim, index));
  for (const edge of edges) {
    nodes[edge.subject].edges.push(edge.index);
    if (edge.object !== edge.subject) nodes[edge.object].edges.push(edge.index);
    for (const claim of edge.claims) claims[claim].edge = edge.index;
  }
  for (const claim of claims) {
    for (const node of mentioned(claim)) nodes[node].claims.push(claim.index);
  }
  return { ...raw, nodes, edges, claims };
}

/**
 * The nodes a claim is about, each once.
 * @param {any} claim
 * @returns {Set<number>}
 */
export function mentioned(claim) {
  const slots = [claim.subject, claim.object, claim.product?.node, claim.instrument?.node];
  return new Set(slots.filter((slot) => slot !== null && slot !== undefined));
}

/**
 * How a claim is said, as one word: negated, or its modality.
 * @param {any} claim
 * @returns {string}
 */
export function saying(claim) {
  return claim.negated ? "negated" : claim.modality;
}

function readClaim(claim, index) {
  const read = { ...claim, index, edge: null };
  for (const slot of NAMED) read[slot] = claim[slot] && { label: claim[slot][0], node: claim[slot][1] };
  return read;
}
