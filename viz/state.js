// One place for what the user has chosen; everything else follows from it and the data.

/**
 * @typedef {{kind: "node" | "edge", index: number}} Selection
 *
 * @typedef {object} State
 * @property {Record<string, ReadonlySet<number>>} off switched-off values by facet
 * @property {Selection | null} selected
 * @property {"graph" | "list"} shown what the middle shows
 * @property {boolean} beyond whether the panel also shows claims outside the filters
 */

/** @type {State} */
export const START = Object.freeze({ off: {}, selected: null, shown: "graph", beyond: false });

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
  return a === b || (!!a && !!b && a.kind === b.kind && a.index === b.index);
}
