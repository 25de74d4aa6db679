// Pointer and keys on one plot: the nearest figure is meant, and one of them is in the order of tabs.

const REACH = 28;

/**
 * @param {HTMLElement} figure what the plot stands in
 * @param {import("./chartplot.js").Plot} plot
 * @param {(place: import("./chartplot.js").Place | null) => void} tip shows the words of a point
 * @param {{hover: (claim: number | null) => void, select: (claim: number) => void}} use
 */
export function listen(figure, { element, places }, tip, use) {
  let meant = null;
  const mean = (place) => {
    if (place === meant) return;
    meant?.element.classList.remove("meant");
    meant = place;
    meant?.element.classList.add("meant");
    tip(place);
    use.hover(place ? place.point.claim : null);
  };
  const nearest = (event) => {
    const box = element.getBoundingClientRect();
    return nearestPlace(places, event.clientX - box.left, event.clientY - box.top);
  };
  const focused = () => places.findIndex((place) => place.element === document.activeElement);
  const go = (to) => places[Math.min(places.length - 1, Math.max(0, to))].element.focus();
  const arrive = () => {
    const here = places[focused()];
    if (here) for (const place of places) place.element.setAttribute("tabindex", place === here ? "0" : "-1");
    mean(here ?? null);
  };
  // what a click has focused is let go with the pointer, what keys have focused is not
  const leave = () => mean(places.find((place) => place.element.matches(":focus-visible")) ?? null);
  const select = (place) => place && use.select(place.point.claim);
  const keys = {
    ArrowRight: () => go(focused() + 1),
    ArrowLeft: () => go(focused() - 1),
    Home: () => go(0),
    End: () => go(places.length - 1),
    Enter: () => select(places[focused()]),
    " ": () => select(places[focused()]),
  };
  element.addEventListener("pointermove", (event) => mean(nearest(event)));
  element.addEventListener("pointerleave", leave);
  element.addEventListener("click", (event) => select(nearest(event)));
  // on the figure, because a drawing that listens to focus or keys can itself be reached by Tab
  figure.addEventListener("focusin", arrive);
  figure.addEventListener("focusout", () => mean(null));
  figure.addEventListener("keydown", (event) => {
    const closes = event.key === "Escape" && meant;
    if (event.ctrlKey || event.metaKey || event.altKey || !(closes || Object.hasOwn(keys, event.key))) return;
    event.preventDefault();
    event.stopPropagation();
    if (closes) mean(null);
    else keys[event.key]();
  });
}

function nearestPlace(places, x, y) {
  let best = null;
  let least = REACH;
  for (const place of places) {
    const away = Math.hypot(place.x - x, place.y - y);
    if (away < least) [best, least] = [place, away];
  }
  return best;
}
