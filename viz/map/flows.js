// The relations that can be drawn on the map, and how thick each is.

import { linked, nameOf, sayingOf, textOf } from "../data.js";

/**
 * @typedef {object} Measure one quantity in one unit that claims of several flows give
 * @property {string} kind
 * @property {string} unit
 * @property {string} label
 *
 * @typedef {object} Flows
 * @property {number} count
 * @property {Uint32Array} edge
 * @property {Float32Array} weight claims, or the largest figure; 0 where it has none
 * @property {Float32Array} bend as a share of the distance; positive to the left of the way
 * @property {number} most the largest weight
 * @property {boolean} measured whether the weights are figures
 * @property {number} all visible relations, on the map or not
 */

const FLATTEST = 0.08;
const STEP = 0.06;
const ROUNDEST = 0.36;

/**
 * What the flows can be measured by, beside the number of claims.
 * @param {import("../data.js").Model} model
 * @param {import("./places.js").Places} places
 * @returns {Measure[]} what most flows have comes first
 */
export function measuresOf(model, places) {
  const { edges, claims } = model;
  /** @type {Map<string, {kind: string, unit: string, edges: Set<number>}>} */
  const found = new Map();
  for (let edge = 0; edge < edges.count; edge += 1) {
    if (!isPlaced(model, places, edge)) continue;
    for (const claim of linked(edges.claims, edge)) {
      if (figureOf(claims, claim) === null) continue;
      const [kind, unit] = [textOf(claims, "quantity_kind", claim), textOf(claims, "unit", claim)];
      const key = `${kind} ${unit}`;
      if (!found.has(key)) found.set(key, { kind, unit, edges: new Set() });
      found.get(key)?.edges.add(edge);
    }
  }
  return [...found.values()].filter((one) => one.edges.size > 1).sort((a, b) => b.edges.size - a.edges.size)
    .map(({ kind, unit }) => ({ kind, unit, label: [nameOf(model, kind), unit && nameOf(model, unit)].filter(Boolean).join(", ") }));
}

/**
 * @param {import("../data.js").Model} model
 * @param {import("./places.js").Places} places
 * @param {import("../filter.js").Visible} visible
 * @param {Measure | null} measure null counts claims
 * @returns {Flows}
 */
export function flowsOf(model, places, visible, measure) {
  const { edges } = model;
  const drawn = [];
  let all = 0;
  for (let edge = 0; edge < edges.count; edge += 1) {
    if (!visible.edges[edge]) continue;
    all += 1;
    if (isPlaced(model, places, edge)) drawn.push(edge);
  }
  const weight = Float32Array.from(drawn, (edge) => weightOf(model, visible, edge, measure));
  return {
    measured: measure !== null, count: drawn.length, edge: Uint32Array.from(drawn), weight, all,
    bend: bendsOf(model, places, drawn), most: weight.reduce((most, one) => Math.max(most, one), 0),
  };
}

function isPlaced({ edges }, places, edge) {
  return places.spot[edges.subject[edge]] >= 0 && places.spot[edges.object[edge]] >= 0;
}

function weightOf(model, visible, edge, measure) {
  let weight = 0;
  for (const claim of linked(model.edges.claims, edge)) {
    if (!visible.claims[claim]) continue;
    if (!measure) weight += 1;
    else if (textOf(model.claims, "quantity_kind", claim) === measure.kind && textOf(model.claims, "unit", claim) === measure.unit) {
      weight = Math.max(weight, figureOf(model.claims, claim) ?? 0);
    }
  }
  return weight;
}

/** The figure of a claim, or null; what is denied has none. */
function figureOf(claims, claim) {
  for (const column of ["value", "low", "high"]) {
    const text = textOf(claims, column, claim);
    if (text && sayingOf(claims, claim) !== "negated") return Math.abs(Number(text));
  }
  return null;
}

/** Flows between two nodes lie beside each other, all bent towards the nearer pole as great circles are. */
function bendsOf({ edges }, { spot, x, y }, drawn) {
  const pairs = new Map();
  for (const edge of drawn) {
    const ends = [edges.subject[edge], edges.object[edge]].sort((a, b) => a - b);
    const key = ends.join(" ");
    pairs.set(key, (pairs.get(key) ?? 0) + 1);
  }
  const taken = new Map();
  return Float32Array.from(drawn, (edge) => {
    const [from, to] = [edges.subject[edge], edges.object[edge]];
    const key = [from, to].sort((a, b) => a - b).join(" ");
    const number = taken.get(key) ?? 0;
    taken.set(key, number + 1);
    const step = Math.min(STEP, (ROUNDEST - FLATTEST) / pairs.get(key));
    const south = y[spot[from]] + y[spot[to]] > 0;
    const east = x[spot[to]] >= x[spot[from]];
    return (east === south ? -1 : 1) * (FLATTEST + step * number);
  });
}
