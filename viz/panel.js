// The right pane: what the page is about, or the claims of what is selected.

import { claimCard, nameOf } from "./card.js";
import { counted, data, el, swatch } from "./dom.js";

/**
 * @typedef {object} PanelUse
 * @property {(node: number) => void} goTo
 * @property {() => void} clear
 * @property {() => void} toggleBeyond show or hide claims outside the filters
 * @property {() => void} reveal switch on what is needed to see the selection in the graph
 * @property {(hex: string) => string} colour
 */

const FEW = 6;
const HUBS = 8;

/**
 * Fill the panel.
 * @param {HTMLElement} place
 * @param {import("./data.js").Model} model
 * @param {import("./filter.js").Visible} visible
 * @param {import("./state.js").State} state
 * @param {PanelUse} use
 */
export function drawPanel(place, model, visible, state, use) {
  const { selected, beyond } = state;
  const context = { model, visible, use, beyond };
  if (!selected) place.replaceChildren(...welcome(context));
  else if (selected.kind === "node") place.replaceChildren(...nodeView(context, model.nodes[selected.index]));
  else place.replaceChildren(...edgeView(context, model.edges[selected.index]));
  place.scrollTop = 0;
}

function welcome({ model, visible, use }) {
  const { counts } = model;
  if (!counts.claims) {
    return [
      el("h2", { text: "Nothing to show" }),
      el("p", {}, "This view holds no claims: ", data(model.view), ". A later known date, another valid date or another entity may hold some."),
    ];
  }
  const hubs = model.nodes
    .filter((node) => visible.nodes[node.index])
    .sort((a, b) => b.claims.length - a.claims.length || a.index - b.index)
    .slice(0, HUBS);
  const row = (node) =>
    el("li", {},
      swatch(model.classes[node.class].shape, use.colour(model.classes[node.class].colour)),
      nameOf({ label: node.label, node: node.index }, use),
      el("span", { class: "count", text: counted(node.claims.length, "claim") }));
  return [
    el("h2", { text: "How to read this" }),
    el("p", {}, `Every line stands for one relation and the dated, sourced claims that say so. ${counted(counts.claims, "claim")} from ${counted(counts.sources, "source")} make up this page.`),
    el("p", { text: "Click an entity or a line to read its claims and where they come from. Search finds names, aliases and codes." }),
    el("h3", { text: "Most claims" }),
    el("ul", { class: "hubs" }, ...hubs.map(row)),
    el("h3", { text: "Keys" }),
    keyList([["/", "search"], ["Esc", "clear"], ["+ − 0", "zoom in, out, show all"], ["← ↑ ↓ →", "move the graph"], ["l", "list or graph"]]),
  ];
}

function keyList(rows) {
  const list = el("dl", { class: "keys" });
  for (const [keys, text] of rows) list.append(el("dt", {}, el("kbd", { text: keys })), el("dd", { text }));
  return list;
}

function nodeView(context, node) {
  const { model, use, visible } = context;
  const kind = model.classes[node.class];
  const shown = node.claims.filter((claim) => context.beyond || visible.claims[claim]);
  const open = shown.length <= FEW;
  return [
    head(use, el("p", { class: "kind" }, swatch(kind.shape, use.colour(kind.colour)), data(kind.label))),
    el("h2", {}, data(node.label)),
    node.aliases.length > 0 && el("p", { class: "quiet" }, "also: ", data(node.aliases.join(", "))),
    codes(node),
    node.note && el("p", { class: "note" }, data(node.note)),
    summary(context, node.claims, counted(node.edges.length, "relation")),
    hiddenNote(context, node.claims, visible.nodes[node.index] === 1),
    ...groups(model, node, shown).map((group) => groupView(context, node, group, open)),
    shown.length === 0 && el("p", { class: "quiet", text: node.claims.length ? "None of its claims passes the filters." : "No claim of this view mentions it." }),
  ].filter(Boolean);
}

function edgeView(context, edge) {
  const { model, use, visible } = context;
  const relation = model.relations[edge.relation];
  const end = (index) => nameOf({ label: model.nodes[index].label, node: index }, use);
  const shown = edge.claims.filter((claim) => context.beyond || visible.claims[claim]);
  return [
    head(use, el("p", { class: "kind" }, swatch(edge.firm ? "line" : "dashed", use.colour(relation.colour)), "Relation")),
    el("h2", { class: "triple" }, end(edge.subject), el("span", { class: "verb", text: ` ${relation.label} ` }), end(edge.object)),
    relation.definition && el("p", { class: "quiet", text: relation.definition }),
    !edge.firm && el("p", { class: "note", text: "Dashed: no source asserts it; it is planned, forecast, an opinion, or denied." }),
    summary(context, edge.claims, ""),
    hiddenNote(context, edge.claims, visible.edges[edge.index] === 1),
    ...shown.map((claim) => edgeCard(context, edge, claim, shown.length <= FEW)),
  ].filter(Boolean);
}

function head(use, kind) {
  const close = el("button", { class: "close", text: "×", attrs: { type: "button", "aria-label": "Close the details" }, on: { click: use.clear } });
  return el("div", { class: "pane-head" }, kind, close);
}

function codes(node) {
  const texts = node.codes.map(([scheme, code]) => `${scheme} ${code}`);
  return el("p", { class: "codes" }, ...[node.id, ...texts].map((text) => data(text, "code")));
}

function summary({ model }, claims, relations) {
  const sources = new Set(claims.map((claim) => model.claims[claim].source)).size;
  const parts = [counted(claims.length, "claim"), relations, counted(sources, "source")];
  return el("p", { class: "summary", text: parts.filter(Boolean).join(" · ") });
}

function hiddenNote({ visible, beyond, use }, claims, drawn) {
  const outside = claims.filter((claim) => !visible.claims[claim]).length;
  if (!outside && drawn) return null;
  const text = drawn ? `${counted(outside, "claim")} outside the current filters.` : "Outside the current filters.";
  const button = (label, action) => el("button", { class: "small", text: label, attrs: { type: "button" }, on: { click: action } });
  return el("p", { class: "note", attrs: { role: "status" } }, `${text} `,
    outside > 0 && button(beyond ? "Leave them out" : "Read them here", use.toggleBeyond),
    button("Switch the filters on", use.reveal));
}

/** A node's claims by relation and the part the node plays in them. */
function groups(model, node, claims) {
  const found = new Map();
  for (const index of claims) {
    const claim = model.claims[index];
    const [order, label] = part(model.relations[claim.relation], claim, node.index);
    const key = `${order} ${label}`;
    if (!found.has(key)) found.set(key, { order, label, colour: model.relations[claim.relation].colour, claims: [] });
    found.get(key).claims.push(index);
  }
  return [...found.values()].sort((a, b) => a.order - b.order || b.claims.length - a.claims.length || (a.label < b.label ? -1 : 1));
}

function part(relation, claim, node) {
  if (claim.subject === node) return [0, relation.label];
  if (claim.object === node) return relation.symmetric ? [0, relation.label] : [1, relation.inverse];
  return claim.product?.node === node ? [2, "as the product of other claims"] : [3, "as the instrument of other claims"];
}

function groupView(context, node, group, open) {
  return el(
    "section",
    { class: "group" },
    el("h3", {}, data(group.label), el("span", { class: "count", text: String(group.claims.length) })),
    ...group.claims.map((claim) => card(context, claim, { seenFrom: node.index, open })),
  );
}

function edgeCard(context, edge, claim, open) {
  const bare = context.model.claims[claim].subject === edge.subject;
  return card(context, claim, { seenFrom: null, bare, open });
}

function card({ model, visible, use }, claim, options) {
  return claimCard(model, model.claims[claim], use, { ...options, outside: !visible.claims[claim] });
}
