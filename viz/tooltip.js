// A few words beside the pointer.

import { gistOf, linked, textOf } from "./data.js";
import { data, el } from "./dom.js";
import { edgesBetween, newestFirst } from "./neighbours.js";
import { counted, t } from "./words.js";

const AWAY = 14;

/**
 * @param {HTMLElement} place
 * @param {import("./data.js").Model} model
 * @returns {(hit: import("./state.js").Selection | null, x: number, y: number) => void} show or hide it
 */
export function createTooltip(place, model) {
  let shown = "";
  return (hit, x, y) => {
    place.hidden = !hit;
    if (!hit) return;
    const key = JSON.stringify(hit);
    if (key !== shown) place.replaceChildren(...WORDS[hit.kind](model, hit).filter(Boolean));
    shown = key;
    const stage = /** @type {HTMLElement} */ (place.parentElement);
    const left = Math.min(x + AWAY, stage.clientWidth - place.offsetWidth - 4);
    const below = y + AWAY + place.offsetHeight < stage.clientHeight;
    // From the left in any language: the pointer is counted from there too.
    place.style.left = `${Math.max(4, left)}px`;
    place.style.top = `${below ? y + AWAY : Math.max(4, y - AWAY - place.offsetHeight)}px`;
  };
}

const WORDS = {
  node: (model, { index }) => [
    data(model.nodes.label[index], "strong"),
    aside(model.classes[model.nodes.class[index]].label, linked(model.nodes.claims, index).length),
  ],
  edge: (model, { index }) => {
    const { edges, relations } = model;
    const claims = linked(edges.claims, index);
    return [
      triple(model, edges.subject[index], relations[edges.relation[index]].label, edges.object[index]),
      ...newest(model, claims),
      aside(edges.firm[index] ? "" : t("not asserted"), claims.length),
    ];
  },
  pair: (model, { index, other }) => {
    const between = edgesBetween(model, index, other);
    const claims = between.flatMap((edge) => [...linked(model.edges.claims, edge)]);
    return [triple(model, index, "–", other), aside(counted(between.length, "{n} relation", "{n} relations"), claims.length)];
  },
  claim: (model, { index }) => [data(gistOf(model, index), "strong"), el("span", { class: "quiet" }, data(textOf(model.claims, "period", index)))],
};

function triple(model, subject, words, object) {
  const name = (node) => data(model.nodes.label[node], "strong");
  return el("span", {}, name(subject), " ", data(words), " ", name(object));
}

/** The newest claim of a relation in its own words. */
function newest(model, claims) {
  if (!claims.length) return [];
  const [claim] = newestFirst(model, claims);
  const period = textOf(model.claims, "period", claim);
  return [el("span", {}, data(gistOf(model, claim)), period && el("span", { class: "quiet" }, " ", data(t("({period})", { period }))))];
}

function aside(text, claims) {
  return el("span", { class: "quiet" }, data([text, counted(claims, "{n} claim", "{n} claims")].filter(Boolean).join(" · ")));
}
