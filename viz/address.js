// The page's address holds the state, so that a link opens the same view again.

import { read, written } from "./hash.js";

const PAUSE = 250;

/**
 * @param {import("./data.js").Model} model
 * @param {import("./filter.js").Facet[]} facets
 * @param {{get: () => import("./state.js").State, set: (patch: Partial<import("./state.js").State>) => void}} store
 * @param {(lines: string[]) => void} say tells the reader what of a link could not be taken over
 * @returns {{read: () => void, write: () => void, link: () => string}}
 */
export function createAddress(model, facets, store, say) {
  let waiting = 0;
  let ours = location.hash;
  const link = () => `${location.href.split("#")[0]}#${written(model, store.get(), facets)}`;
  const write = () => {
    // A frame in a notebook has no address of its own and may not change it.
    if (location.protocol === "about:") return;
    history.replaceState(null, "", link());
    ours = location.hash;
  };
  const take = () => {
    if (!location.hash || location.hash === "#") return;
    const { state, complaints } = read(model, location.hash, facets);
    store.set(state);
    if (complaints.length) say(complaints);
  };
  window.addEventListener("hashchange", () => {
    if (location.hash !== ours) take();
  });
  return {
    link,
    read: take,
    write() {
      clearTimeout(waiting);
      waiting = setTimeout(write, PAUSE);
    },
  };
}
