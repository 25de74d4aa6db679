// The page's address holds the state, so that a link opens the same view again and "Back" undoes a change.

import { read, written } from "./hash.js";

const PAUSE = 250;
/** Changes of the dates that follow each other so closely, as in dragging and playing, are one step for "Back". */
const ONE_STEP = 3000;
const DATES = new Set(["from", "to", "known"]);

/**
 * Follow the address from now on; the state of the page's start was read from it before.
 * @param {import("./data.js").Model} model
 * @param {import("./filter.js").Facet[]} facets
 * @param {{get: () => import("./state.js").State, set: (patch: Partial<import("./state.js").State>) => void}} store
 * @param {(lines: string[]) => void} say tells the reader what of a link could not be taken over
 * @returns {{write: () => void, link: () => string}}
 */
export function createAddress(model, facets, store, say) {
  const begun = store.get();
  const now = { waiting: 0, ours: location.hash, kept: begun, dated: -Infinity, follows: false };
  const link = () => `${location.href.split("#")[0]}#${written(model, store.get(), facets)}`;
  const write = () => {
    // A frame in a notebook has no address of its own and may not change it.
    if (location.protocol === "about:") return;
    const isStep = !now.follows && begins(now, store.get());
    now.follows = false;
    now.kept = store.get();
    if (link() === location.href) return;
    if (isStep) history.pushState(null, "", link());
    else history.replaceState(null, "", link());
    now.ours = location.hash;
  };
  window.addEventListener("hashchange", () => {
    if (location.hash === now.ours) return;
    now.ours = location.hash;
    now.follows = true;
    const { state, complaints } = location.hash.length > 1 ? read(model, location.hash, facets) : { state: begun, complaints: [] };
    store.set(state);
    if (complaints.length) say(complaints);
  });
  return {
    link,
    write() {
      clearTimeout(now.waiting);
      now.waiting = setTimeout(write, PAUSE);
    },
  };
}

/** Whether a change is a step of its own: all are but those that go on with a change of the dates. */
function begins(now, state) {
  const changed = Object.keys(state).filter((key) => state[key] !== now.kept[key]);
  if (!changed.length) return false;
  const isDates = changed.every((key) => DATES.has(key));
  const goesOn = isDates && performance.now() - now.dated < ONE_STEP;
  if (isDates) now.dated = performance.now();
  else now.dated = -Infinity;
  return !goesOn;
}
