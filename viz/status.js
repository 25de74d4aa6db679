// What the page says of itself: how much is shown, what is left out, why nothing is left.

import { dayWords } from "./days.js";
import { byId, el } from "./dom.js";
import { counted, t } from "./words.js";

const FEW = 6;

/**
 * @typedef {object} StatusUse
 * @property {() => void} onReset
 * @property {(patch: Partial<import("./state.js").State>) => void} set
 */

/**
 * @param {import("./data.js").Model} model
 * @param {import("./filter.js").Facet[]} facets
 * @param {StatusUse} use
 */
export function createStatus(model, facets, use) {
  const closable = (children) => {
    const close = () => {
      byId("message").hidden = true;
    };
    const button = el("button", { class: "small", text: t("Close"), attrs: { type: "button" }, on: { click: close } });
    byId("message").replaceChildren(...children, button);
    byId("message").hidden = false;
  };
  return {
    /** @param {string[]} lines */
    say(lines) {
      closable([el("ul", {}, ...lines.map((text) => el("li", { text })))]);
    },
    /** What passes the filters and is not drawn on a big page. */
    left({ nodes, relations }, state) {
      const place = byId("left");
      const isCore = relations + nodes > 0;
      place.hidden = !isCore && !state.whole;
      if (place.hidden) return;
      const button = (text, whole) => el("button", { class: "small", text, attrs: { type: "button" }, on: { click: () => use.set({ whole }) } });
      if (state.whole) {
        place.replaceChildren(t("Every relation is drawn."), " ", button(t("Draw the core"), false));
        return;
      }
      const what = [counted(nodes, "{n} entity", "{n} entities"), counted(relations, "{n} relation", "{n} relations")];
      place.replaceChildren(
        t("The busiest part is drawn, relations between two entities as one line. Not drawn: {entities}, {relations}.", { entities: what[0], relations: what[1] }),
        " ", button(t("Draw everything"), true),
      );
    },
    /** How much passes the filters. */
    counts(visible, state) {
      drawCounts(model, visible);
      byId("summary").textContent = summary(model, facets, state);
      drawNotice(model, facets, visible, state, use);
    },
  };
}

function drawCounts(model, { totals }) {
  const { counts } = model;
  const some = (name) => totals[name] !== counts[name];
  const values = (name) => ({ m: totals[name], n: counts[name] });
  const words = {
    nodes: some("nodes") ? t("{m} of {n} entities", values("nodes")) : counted(counts.nodes, "{n} entity", "{n} entities"),
    relations: some("relations") ? t("{m} of {n} relations", values("relations")) : counted(counts.relations, "{n} relation", "{n} relations"),
    claims: some("claims") ? t("{m} of {n} claims", values("claims")) : counted(counts.claims, "{n} claim", "{n} claims"),
    derived: some("derived") ? t("{m} of {n} derived", values("derived")) : t("{n} derived", values("derived")),
    sources: some("sources") ? t("{m} of {n} sources", values("sources")) : counted(counts.sources, "{n} source", "{n} sources"),
  };
  const parts = Object.keys(words).filter((name) => name !== "derived" || counts.derived > 0);
  byId("counts").replaceChildren(...parts.map((name) => el("span", { text: words[name], attrs: { "data-count": name, "data-value": totals[name] } })));
}

/** The choice in words, for paper and for pictures. */
function summary(model, facets, state) {
  const lines = [model.view];
  if (state.from !== null && state.to !== null) lines.push(t("valid from {from} to {to}", { from: dayWords(state.from), to: dayWords(state.to) }));
  if (state.known !== null) lines.push(t("as known on {day}", { day: dayWords(state.known) }));
  for (const facet of facets) {
    const off = state.off[facet.id];
    if (!off?.size) continue;
    const names = (list) => list.slice(0, FEW).join(", ") + (list.length > FEW ? "…" : "");
    const on = facet.values.filter((value, index) => !value.absent && !off.has(index)).map((value) => value.label);
    const hidden = facet.values.filter((value, index) => !value.absent && off.has(index)).map((value) => value.label);
    if (!hidden.length) continue;
    lines.push(on.length < hidden.length
      ? t("{facet}: only {values}", { facet: facet.label, values: names(on) || t("none") })
      : t("{facet}: without {values}", { facet: facet.label, values: names(hidden) }));
  }
  return lines.join("; ");
}

function drawNotice(model, facets, visible, state, use) {
  const notice = byId("notice");
  const why = emptyWhy(model, facets, visible, state);
  notice.hidden = !why;
  if (!why) return;
  notice.replaceChildren(el("p", { text: why }));
  if (model.counts.claims) {
    notice.append(el("button", { class: "small", text: t("Reset filters and dates"), attrs: { type: "button" }, on: { click: use.onReset } }));
  }
}

function emptyWhy(model, facets, visible, state) {
  if (!model.counts.claims && !model.nodes.count) return t("No claims in this view ({view}).", { view: model.view });
  if (visible.totals.nodes) return "";
  const off = facets.filter((facet) => state.off[facet.id]?.size).map((facet) => facet.label);
  if (state.from !== null) off.push(t("valid period"));
  if (state.known !== null) off.push(t("known day"));
  return t("Nothing passes. Narrowed by: {filters}.", { filters: off.join(", ") });
}
