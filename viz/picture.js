// The graph's picture: which scene the engine draws, and how its numbers read as selections.

import { coreOf, pairsOf } from "./core.js";
import { linked } from "./data.js";
import { edgesBetween } from "./neighbours.js";
import { mergedScene, sceneOf } from "./scene.js";

/**
 * @typedef {import("./state.js").State} State
 * @typedef {import("./state.js").Selection} Selection
 * @typedef {{kind: "node" | "edge", index: number}} Hit in the scene's own numbers
 *
 * @typedef {object} Picture
 * @property {(visible: import("./filter.js").Visible, state: State) => import("./core.js").Core["left"]} update
 *   draw what passes; gives what passes and is not drawn
 * @property {(state: State, way: {nodes: number[], edges: number[]} | null) => void} focus
 * @property {(hit: Hit | null) => Selection | null} meaning
 * @property {(selection: Selection | null) => Hit | null} place where a selection is drawn
 */

/**
 * @param {import("./data.js").Model} model
 * @param {any} engine
 * @returns {Picture}
 */
export function createPicture(model, engine) {
  const isBig = model.edges.count > model.limit;
  let pairs = null;
  const pairsOnce = () => (pairs ??= pairsOf(model.edges)); // a page that draws every relation needs none
  const now = { merged: false, layout: "" };

  const setScene = (asPairs, layout) => {
    if (now.layout === layout && now.merged === asPairs) return;
    const scene = asPairs ? mergedScene(model, layout, pairsOnce()) : sceneOf(model, layout);
    engine.setData(scene, { keepCamera: now.layout === layout });
    Object.assign(now, { merged: asPairs, layout });
  };
  const place = (selection) => {
    if (!selection) return null;
    if (selection.kind === "node") return { kind: "node", index: selection.index };
    const edge = edgeOf(model, selection);
    if (edge < 0) return selection.kind === "claim" ? { kind: "node", index: model.claims.subject[selection.index] } : null;
    return { kind: "edge", index: now.merged ? pairsOnce().of[edge] : edge };
  };
  return {
    place,
    update(visible, state) {
      setScene(isBig && !state.whole, state.layout);
      if (!now.merged) {
        engine.setMask(nodeLevels(model, visible, visible.nodes), visible.edges);
        return { nodes: 0, relations: 0 };
      }
      const core = coreOf(model, pairsOnce(), visible, [...state.expanded, ...nodesOf(model, state.selected), ...pathEnds(state)]);
      engine.setMask(nodeLevels(model, visible, core.nodes), core.pairs);
      return core.left;
    },
    focus(state, way) {
      engine.select(focusOf(model, state.selected, way, place, now.merged ? pairsOnce() : null));
    },
    meaning(hit) {
      if (!hit || hit.kind === "node" || !now.merged) return hit;
      const { edges: joined, first, last } = pairsOnce();
      const edges = linked(joined, hit.index);
      if (edges.length === 1) return { kind: "edge", index: edges[0] };
      return { kind: "pair", index: first[hit.index], other: last[hit.index] };
    },
  };
}

/** 0 for a node that is hidden, 1 where all claims of its own are only possibly in the valid period, else 2. */
function nodeLevels(model, { claims }, nodes) {
  const { subject, object } = model.claims;
  const best = new Uint8Array(nodes.length);
  for (let claim = 0; claim < claims.length; claim += 1) {
    const level = claims[claim];
    if (level > best[subject[claim]]) best[subject[claim]] = level;
    if (object[claim] >= 0 && level > best[object[claim]]) best[object[claim]] = level;
  }
  const found = new Uint8Array(nodes.length);
  for (let node = 0; node < nodes.length; node += 1) if (nodes[node]) found[node] = best[node] === 1 ? 1 : 2;
  return found;
}

/** The nodes a selection is about. */
function nodesOf(model, selection) {
  if (!selection) return [];
  if (selection.kind === "node") return [selection.index];
  if (selection.kind === "pair") return [selection.index, selection.other];
  const ends = selection.kind === "edge" ? model.edges : model.claims;
  return [ends.subject[selection.index], ends.object[selection.index]].filter((node) => node >= 0);
}

function pathEnds({ path }) {
  return path ? [path.from, path.to] : [];
}

/** One edge that stands for a selection, or -1. */
function edgeOf(model, selection) {
  if (selection.kind === "edge") return selection.index;
  if (selection.kind === "claim") return model.claims.edge[selection.index];
  return edgesBetween(model, selection.index, selection.other)[0] ?? -1;
}

/** What stays bright: a way between two nodes, or what is selected and what it touches. */
function focusOf(model, selected, way, place, pairs) {
  if (!selected && !way) return null;
  const drawn = (edge) => (pairs ? pairs.of[edge] : edge);
  if (way) return { nodes: new Set(way.nodes), edges: new Set(way.edges.map(drawn)), chosen: place(selected) };
  const nodes = new Set(nodesOf(model, selected));
  const edges = new Set();
  for (const edge of focusedEdges(model, selected)) {
    edges.add(drawn(edge));
    nodes.add(model.edges.subject[edge]);
    nodes.add(model.edges.object[edge]);
  }
  return { nodes, edges, chosen: place(selected) };
}

function focusedEdges(model, selected) {
  if (selected.kind === "node") return linked(model.nodes.edges, selected.index);
  if (selected.kind === "pair") return edgesBetween(model, selected.index, selected.other);
  const edge = edgeOf(model, selected);
  return edge < 0 ? [] : [edge];
}
