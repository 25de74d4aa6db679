// Ways from one node to another over what is visible; pure and always the same for the same input.

import { linked, sayingOf } from "./data.js";
import { FIRST } from "./days.js";
import { otherEnd } from "./neighbours.js";

/**
 * @typedef {object} Path
 * @property {number[]} nodes from the first to the last
 * @property {number[]} edges one fewer
 * @property {number[]} claims the claim chosen for each step
 */

const NONE = -1;

/**
 * The way that a choice asks for.
 * @param {import("./data.js").Model} model
 * @param {import("./filter.js").Visible} visible
 * @param {import("./state.js").PathChoice} choice
 * @returns {Path | null}
 */
export function pathOf(model, visible, { from, to, timed }) {
  return timed ? timedPath(model, visible, from, to) : shortestPath(model, visible, from, to);
}

/**
 * A way of fewest steps, relations walked either way; of equals the one with more claims on it, then
 * the one over relations of lower number. As in `kg path`, only relations that a claim asserts count.
 * @param {import("./data.js").Model} model
 * @param {import("./filter.js").Visible} visible
 * @param {number} from
 * @param {number} to
 * @returns {Path | null}
 */
export function shortestPath(model, visible, from, to) {
  const { edges, nodes } = model;
  if (from === to) return { nodes: [from], edges: [], claims: [] };
  const depth = new Int32Array(nodes.count).fill(NONE);
  const weight = new Float64Array(nodes.count);
  const by = new Int32Array(nodes.count).fill(NONE);
  depth[from] = 0;
  let ring = [from];
  while (ring.length && depth[to] === NONE) {
    const next = [];
    for (const node of ring) {
      for (const edge of linked(nodes.edges, node)) {
        const there = otherEnd(edges, edge, node);
        if (!visible.edges[edge] || (depth[there] !== NONE && depth[there] <= depth[node])) continue;
        const asserted = assertedCount(model, visible, edge);
        if (!asserted) continue;
        if (depth[there] === NONE) {
          depth[there] = depth[node] + 1;
          next.push(there);
        }
        const heavier = weight[node] + asserted - weight[there];
        if (by[there] === NONE || heavier > 0 || (heavier === 0 && edge < by[there])) {
          by[there] = edge;
          weight[there] = weight[node] + asserted;
        }
      }
    }
    ring = next;
  }
  return depth[to] === NONE ? null : traced(model, visible, by, from, to);
}

/**
 * A way of fewest steps on which no step begins before the one ahead of it began. A claim without a
 * known beginning fits anywhere, unless it had ended by then.
 *
 * Ring by ring it keeps the earliest day on which each node can be reached: whoever comes earlier can
 * go on wherever a later one can.
 * @param {import("./data.js").Model} model
 * @param {import("./filter.js").Visible} visible
 * @param {number} from
 * @param {number} to
 * @returns {Path | null}
 */
export function timedPath(model, visible, from, to) {
  const { edges, nodes } = model;
  if (from === to) return { nodes: [from], edges: [], claims: [] };
  const reached = new Float64Array(nodes.count).fill(Infinity);
  reached[from] = FIRST;
  /** @type {{node: number, day: number, edge: number, claim: number, before: any}[]} */
  let ring = [{ node: from, day: FIRST, edge: NONE, claim: NONE, before: null }];
  while (ring.length) {
    const best = new Map();
    for (const here of ring) {
      for (const edge of linked(nodes.edges, here.node)) {
        const there = otherEnd(edges, edge, here.node);
        const claim = visible.edges[edge] ? earliestFrom(model, visible, edge, here.day) : NONE;
        if (claim === NONE) continue;
        const step = { node: there, day: Math.max(here.day, model.claims.start[claim]), edge, claim, before: here };
        const known = best.get(there);
        if (step.day < reached[there] && (!known || isBetter(model, step, known))) best.set(there, step);
      }
    }
    if (best.has(to)) return unrolled(best.get(to));
    ring = [...best.values()];
    for (const { node, day } of ring) reached[node] = day;
  }
  return null;
}

/**
 * Which steps of a way in order of time may have begun before one ahead of them.
 * @param {import("./data.js").Model} model
 * @param {Path} path
 * @returns {("" | "unknown" | "imprecise")[]} for each step; empty where the order is certain
 */
export function doubtsOf(model, { claims }) {
  const { start, startLatest } = model.claims;
  let latest = FIRST;
  return claims.map((claim) => {
    if (start[claim] === FIRST) return claims.length > 1 ? "unknown" : "";
    const doubt = start[claim] < latest ? "imprecise" : "";
    latest = Math.max(latest, startLatest[claim]);
    return doubt;
  });
}

/**
 * How many relations a way could not use: those outside the filters, and those nobody asserts.
 * @param {import("./data.js").Model} model
 * @param {import("./filter.js").Visible} visible
 * @returns {{outside: number, unasserted: number}}
 */
export function unused(model, visible) {
  let outside = 0;
  let unasserted = 0;
  for (let edge = 0; edge < model.edges.count; edge += 1) {
    if (!visible.edges[edge]) outside += 1;
    else if (!assertedCount(model, visible, edge)) unasserted += 1;
  }
  return { outside, unasserted };
}

function isUsable(model, visible, claim) {
  return visible.claims[claim] > 0 && sayingOf(model.claims, claim) === "asserted";
}

function assertedCount(model, visible, edge) {
  let count = 0;
  for (const claim of linked(model.edges.claims, edge)) if (isUsable(model, visible, claim)) count += 1;
  return count;
}

/** The claim to show for a relation: certain before possible, stated before derived, newest first. */
function bestClaim(model, visible, edge) {
  const { derived, published } = model.claims;
  let best = NONE;
  for (const claim of linked(model.edges.claims, edge)) {
    if (!isUsable(model, visible, claim)) continue;
    const order = () => visible.claims[claim] - visible.claims[best] || derived[best] - derived[claim] || published[claim] - published[best];
    if (best === NONE || order() > 0) best = claim;
  }
  return best;
}

/** The claim of a relation that begins first from a day on. */
function earliestFrom(model, visible, edge, day) {
  const { start, end } = model.claims;
  let best = NONE;
  for (const claim of linked(model.edges.claims, edge)) {
    const fits = start[claim] === FIRST ? end[claim] > day : start[claim] >= day;
    if (fits && isUsable(model, visible, claim) && (best === NONE || start[claim] < start[best])) best = claim;
  }
  return best;
}

/** Earlier is better, then more claims on the relation, then its lower number. */
function isBetter(model, step, known) {
  const size = (edge) => linked(model.edges.claims, edge).length;
  const order = step.day - known.day || size(known.edge) - size(step.edge) || step.edge - known.edge;
  return order < 0;
}

function traced(model, visible, by, from, to) {
  const nodes = [to];
  const edges = [];
  for (let node = to; node !== from; node = nodes[nodes.length - 1]) {
    edges.push(by[node]);
    nodes.push(otherEnd(model.edges, by[node], node));
  }
  edges.reverse();
  return { nodes: nodes.reverse(), edges, claims: edges.map((edge) => bestClaim(model, visible, edge)) };
}

function unrolled(last) {
  const path = { nodes: [], edges: [], claims: [] };
  for (let step = last; step; step = step.before) {
    path.nodes.unshift(step.node);
    if (!step.before) break;
    path.edges.unshift(step.edge);
    path.claims.unshift(step.claim);
  }
  return path;
}
