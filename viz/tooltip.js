// A few words beside the pointer.

import { counted, data, el } from "./dom.js";

const AWAY = 14;

/**
 * @param {HTMLElement} place
 * @param {import("./data.js").Model} model
 * @returns {(hit: import("./state.js").Selection | null, x: number, y: number) => void} show or hide it
 */
export function createTooltip(place, model) {
  return (hit, x, y) => {
    place.hidden = !hit;
    if (!hit) return;
    place.replaceChildren(...(hit.kind === "node" ? nodeWords(model, hit.index) : edgeWords(model, hit.index)));
    const stage = /** @type {HTMLElement} */ (place.parentElement);
    const left = Math.min(x + AWAY, stage.clientWidth - place.offsetWidth - 4);
    const below = y + AWAY + place.offsetHeight < stage.clientHeight;
    place.style.left = `${Math.max(4, left)}px`;
    place.style.top = `${below ? y + AWAY : Math.max(4, y - AWAY - place.offsetHeight)}px`;
  };
}

function nodeWords(model, index) {
  const node = model.nodes[index];
  const aside = `${model.classes[node.class].label} · ${counted(node.claims.length, "claim")}`;
  return [data(node.label, "strong"), el("span", { class: "quiet", text: aside })];
}

function edgeWords(model, index) {
  const edge = model.edges[index];
  const relation = model.relations[edge.relation];
  const aside = counted(edge.claims.length, "claim") + (edge.firm ? "" : " · not asserted");
  return [
    el("span", {}, data(model.nodes[edge.subject].label, "strong"), ` ${relation.label} `, data(model.nodes[edge.object].label, "strong")),
    el("span", { class: "quiet", text: aside }),
  ];
}
