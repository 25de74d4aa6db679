// One place for what the user has chosen; everything else follows from it and the data.

/**
 * @typedef {{kind: "node" | "edge" | "claim", index: number} | {kind: "pair", index: number, other: number}} Selection
 *   a node, a relation, a claim, or all relations between two nodes (the smaller number first)
 *
 * @typedef {object} PathChoice a way between two nodes
 * @property {number} from
 * @property {number} to
 * @property {boolean} timed whether every step must not begin before the one ahead of it
 *
 * @typedef {object} State
 * @property {Readonly<Record<string, ReadonlySet<number>>>} off switched-off values by facet
 * @property {number | null} from first day of the valid period; null for ever
 * @property {number | null} to last day of the valid period, inclusive; null exactly when from is null
 * @property {number | null} known the day up to which claims are known; null for the page's own
 * @property {Selection | null} selected
 * @property {PathChoice | null} path
 * @property {"graph" | "list" | "map"} shown what the middle shows
 * @property {"web" | "ladder" | "geography"} layout
 * @property {boolean} whole whether a big page draws every relation instead of its core
 * @property {ReadonlySet<number>} expanded nodes whose neighbours a big page draws beside its core
 * @property {boolean} beyond whether the panel also shows claims outside the filters
 */

/** @type {State} */
export const START = Object.freeze({
  off: Object.freeze({}), from: null, to: null, known: null, selected: null, path: null,
  shown: "graph", layout: "web", whole: false, expanded: new Set(), beyond: false,
});

/**
 * A state and those who want to know of its changes.
 * @param {State} start
 */
export function createStore(start) {
  let state = start;
  const listeners = [];
  return {
    /** @returns {State} */
    get: () => state,
    /** @param {Partial<State>} patch */
    set(patch) {
      const before = state;
      state = Object.freeze({ ...before, ...patch });
      for (const listener of listeners) listener(state, before);
    },
    /** @param {(now: State, before: State) => void} listener */
    subscribe(listener) {
      listeners.push(listener);
    },
  };
}

/**
 * @param {Selection | null} a
 * @param {Selection | null} b
 * @returns {boolean}
 */
export function sameSelection(a, b) {
  if (a === b) return true;
  if (!a || !b || a.kind !== b.kind || a.index !== b.index) return false;
  return a.kind !== "pair" || b.kind !== "pair" || a.other === b.other;
}
