// Keys: some work everywhere outside fields, some while the graph has the focus.

const STEP = 60;

/**
 * @typedef {object} KeyUse
 * @property {() => void} search
 * @property {() => void} clear
 * @property {() => void} toggleList
 * @property {() => void} toggleMap
 * @property {(direction: 1 | -1) => void} step the valid period
 * @property {(factor: number) => void} zoom
 * @property {() => void} fit
 * @property {(x: number, y: number) => void} move
 */

/**
 * @param {HTMLElement} graph
 * @param {KeyUse} use
 */
export function listen(graph, use) {
  const everywhere = {
    "/": use.search,
    Escape: use.clear,
    l: use.toggleList,
    m: use.toggleMap,
    "[": () => use.step(-1),
    "]": () => use.step(1),
  };
  const onGraph = {
    "+": () => use.zoom(1.3),
    "=": () => use.zoom(1.3),
    "-": () => use.zoom(1 / 1.3),
    0: use.fit,
    ArrowLeft: () => use.move(-STEP, 0),
    ArrowRight: () => use.move(STEP, 0),
    ArrowUp: () => use.move(0, -STEP),
    ArrowDown: () => use.move(0, STEP),
  };
  const run = (table, event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(table, event.key)) return;
    event.preventDefault();
    table[event.key]();
  };
  document.addEventListener("keydown", (event) => {
    const inField = event.target instanceof HTMLSelectElement || (event.target instanceof HTMLInputElement && event.target.type !== "checkbox");
    if (!inField && !event.defaultPrevented) run(everywhere, event);
  });
  graph.addEventListener("keydown", (event) => run(onGraph, event));
}
