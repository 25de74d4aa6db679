// A few words beside a point of the chart.

import { textOf } from "./data.js";
import { figureWords, remarksOn, sourceWords } from "./chartwords.js";
import { data, el } from "./dom.js";

const AWAY = 3;

/**
 * @param {HTMLElement} figure what the words stand in, with the plot as its last element
 * @param {import("./data.js").Model} model
 * @param {import("./filter.js").Visible | null} visible
 * @returns {(place: import("./chartplot.js").Place | null) => void} show or hide them
 */
export function createTip(figure, model, visible) {
  const tip = el("div", { class: "chart-tip", attrs: { hidden: true, "aria-hidden": "true" } });
  const plot = /** @type {Element} */ (figure.lastElementChild);
  figure.append(tip);
  return (place) => {
    tip.hidden = !place;
    if (!place) return;
    const { point } = place;
    tip.replaceChildren(
      data(figureWords(model, point.claim), "strong"),
      data(textOf(model.claims, "period", point.claim)),
      data(sourceWords(model, point), "quiet"),
      ...remarksOn(model, point, visible).map((text) => data(text, "quiet")),
    );
    const [box, own] = [plot.getBoundingClientRect(), figure.getBoundingClientRect()];
    const x = place.x + box.left - own.left - tip.offsetWidth / 2;
    tip.style.setProperty("left", `${Math.max(0, Math.min(x, own.width - tip.offsetWidth))}px`);
    // below the drawing, or above it where the screen ends, so that it covers no figure
    const below = own.bottom + AWAY + tip.offsetHeight <= innerHeight || own.top < tip.offsetHeight;
    tip.style.setProperty("top", below ? `${own.height + AWAY}px` : `${-AWAY - tip.offsetHeight}px`);
  };
}
