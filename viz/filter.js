// What passes the filters, as masks over the data; and what each box would show.

import { mentioned, saying } from "./data.js";

/**
 * @typedef {object} Facet
 * @property {string} id
 * @property {string} label
 * @property {string} counts what its numbers count
 * @property {{label: string, colour: string, shape: string, hint: string, absent: boolean}[]} values
 *   those that are absent never occur on this page and get no box
 *
 * @typedef {object} Visible
 * @property {Uint8Array} nodes
 * @property {Uint8Array} edges
 * @property {Uint8Array} claims
 * @property {{nodes: number, relations: number, claims: number, sources: number}} totals
 * @property {Record<string, Int32Array>} counts by facet: what each value holds under the other facets
 */

const SAYINGS = ["asserted", "planned", "forecast", "opinion", "negated"];
const ON_CLAIMS = ["relation", "source", "saying"];

/**
 * What can be filtered, with the values this page holds.
 * @param {import("./data.js").Model} model
 * @returns {Facet[]}
 */
export function facets(model) {
  const plain = (label, hint = "") => ({ label, colour: "", shape: "", hint, absent: false });
  const kinds = (list, shape) =>
    list.map((kind) => ({
      label: kind.label, colour: kind.colour, shape: shape || kind.shape, hint: kind.definition, absent: false,
    }));
  const said = new Set(model.claims.map(saying));
  const sayings = SAYINGS.map((word) => ({
    ...plain(word, word === "negated" ? "the source says it is not so" : ""), absent: !said.has(word),
  }));
  return [
    { id: "class", label: "Entity type", counts: "entities", values: kinds(model.classes, "") },
    { id: "relation", label: "Relation", counts: "claims", values: kinds(model.relations, "line") },
    {
      id: "source", label: "Source", counts: "claims",
      values: model.sources.map((source) => plain(source.label, [source.publisher, source.published].filter(Boolean).join(", "))),
    },
    { id: "saying", label: "How it is said", counts: "claims", values: sayings },
  ];
}

/**
 * Apply the filters.
 * @param {import("./data.js").Model} model
 * @param {Record<string, ReadonlySet<number>>} off switched-off values by facet
 * @returns {Visible}
 */
export function apply(model, off) {
  const isOff = (facet, value) => off[facet]?.has(value) ?? false;
  const classOn = model.nodes.map((node) => !isOff("class", node.class));
  const claims = new Uint8Array(model.claims.length);
  const passing = new Uint8Array(model.claims.length);
  const counts = {
    class: new Int32Array(model.classes.length),
    relation: new Int32Array(model.relations.length),
    source: new Int32Array(model.sources.length),
    saying: new Int32Array(SAYINGS.length),
  };
  for (const claim of model.claims) {
    const values = { relation: claim.relation, source: claim.source, saying: SAYINGS.indexOf(saying(claim)) };
    const failed = ON_CLAIMS.filter((facet) => isOff(facet, values[facet]));
    const ends = classOn[claim.subject] && (claim.object === null || classOn[claim.object]);
    passing[claim.index] = failed.length === 0 ? 1 : 0;
    claims[claim.index] = failed.length === 0 && ends ? 1 : 0;
    for (const facet of ON_CLAIMS) {
      const others = failed.length === 0 || (failed.length === 1 && failed[0] === facet);
      if (others && ends) counts[facet][values[facet]] += 1;
    }
  }
  const nodes = nodeMask(model, claims, classOn);
  nodeMask(model, passing, classOn.map(() => true)).forEach((shown, index) => {
    if (shown) counts.class[model.nodes[index].class] += 1;
  });
  const edges = Uint8Array.from(model.edges, (edge) => (edge.claims.some((claim) => claims[claim]) ? 1 : 0));
  return { nodes, edges, claims, counts, totals: totals(model, nodes, edges, claims) };
}

/**
 * Switch one value of a facet.
 * @param {Record<string, ReadonlySet<number>>} off
 * @param {string} facet
 * @param {number} value
 * @param {boolean} on
 * @returns {Record<string, ReadonlySet<number>>}
 */
export function switched(off, facet, value, on) {
  const values = new Set(off[facet] ?? []);
  if (on) values.delete(value);
  else values.add(value);
  return { ...off, [facet]: values };
}

/**
 * Switch on what is needed to see a node or a claim.
 * @param {import("./data.js").Model} model
 * @param {Record<string, ReadonlySet<number>>} off
 * @param {number[]} claims claims to be seen
 * @param {number[]} nodes nodes to be seen
 * @returns {Record<string, ReadonlySet<number>>}
 */
export function revealed(model, off, claims, nodes) {
  let on = off;
  const show = (facet, value) => {
    on = switched(on, facet, value, true);
  };
  for (const index of claims) {
    const claim = model.claims[index];
    show("relation", claim.relation);
    show("source", claim.source);
    show("saying", SAYINGS.indexOf(saying(claim)));
    for (const node of mentioned(claim)) show("class", model.nodes[node].class);
  }
  for (const node of nodes) show("class", model.nodes[node].class);
  return on;
}

/**
 * Which nodes are shown: those with a shown relation or a shown claim of their own. A node that
 * never had one of these is shown while a shown claim mentions it.
 */
function nodeMask(model, claims, classOn) {
  const own = new Uint8Array(model.nodes.length);
  const aside = new Uint8Array(model.nodes.length);
  const hasOwn = new Uint8Array(model.nodes.length);
  for (const claim of model.claims) {
    for (const node of [claim.subject, claim.object]) {
      if (node === null) continue;
      hasOwn[node] = 1;
      if (claims[claim.index]) own[node] = 1;
    }
    if (claims[claim.index]) for (const node of mentioned(claim)) aside[node] = 1;
  }
  return Uint8Array.from(model.nodes, (node, index) => {
    const shown = hasOwn[index] ? own[index] : aside[index] || node.claims.length === 0;
    return classOn[index] && shown ? 1 : 0;
  });
}

function totals(model, nodes, edges, claims) {
  const sum = (mask) => mask.reduce((total, value) => total + value, 0);
  const sources = new Set(model.claims.filter((claim) => claims[claim.index]).map((claim) => claim.source));
  return { nodes: sum(nodes), relations: sum(edges), claims: sum(claims), sources: sources.size };
}
