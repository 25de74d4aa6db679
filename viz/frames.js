// The time animation step by step: the valid period walks through the histogram's bins.

import { isoDay } from "./days.js";
import { bins, border, spanOf } from "./time.js";

/**
 * @param {import("./data.js").Model} model
 * @param {any} store
 * @param {{visible: import("./filter.js").Visible}} seen
 * @param {any} engine
 * @returns {AsyncGenerator<import("./export/frames.js").Frame>} the state is put back at the end
 */
export async function* frames(model, store, seen, engine) {
  const span = spanOf(model.claims);
  if (!span) return;
  const before = store.get();
  const { starts, grain } = bins(model.claims, seen.visible.timed, span);
  const middle = /** @type {HTMLElement} */ (document.getElementById("middle"));
  try {
    for (let step = 0; step < starts.length; step += 1) {
      const from = starts[step];
      const to = border(from, 1, grain) - 1;
      store.set({ from, to });
      await new Promise(requestAnimationFrame);
      const canvas = engine.picture(middle.clientWidth, middle.clientHeight);
      const name = `${String(step + 1).padStart(3, "0")}-${isoDay(from).slice(0, grain === "day" || grain === "week" ? 10 : 7)}.png`;
      yield { name, canvas, from, to, relations: seen.visible.totals.relations };
    }
  } finally {
    store.set({ from: before.from, to: before.to });
  }
}
