// The right pane: what the page is about, or everything on what is selected.

import { claimCard, nameLink } from "./card.js";
import { linked } from "./data.js";
import { dayWords } from "./days.js";
import { data, el, swatch } from "./dom.js";
import { claimGroups, edgesBetween, neighbourRows, neighbours, newestFirst, shownOf } from "./neighbours.js";
import { wordsOf } from "./sentence.js";
import { isUnknownYet } from "./time.js";
import { welcome } from "./welcome.js";
import { counted, figure, t } from "./words.js";

/**
 * @typedef {object} PanelUse
 * @property {(node: number) => void} goTo
 * @property {(selection: import("./state.js").Selection) => void} select
 * @property {(selection: import("./state.js").Selection | null) => void} hover show in the graph what the pointer is on
 * @property {() => void} clear
 * @property {() => void} toggleBeyond show or hide claims outside the filters
 * @property {() => void} reveal switch on what is needed to see the selection in the graph
 * @property {(node: number) => void} expand draw the neighbours of a node, or take them off again
 * @property {(node: number) => void} startPath
 * @property {(hex: string) => string} colour
 *
 * @typedef {{key: string, most: number, unfolded: Set<string>}} Memory how far the reader has come
 */

const FEW = 6;
const PAGE = 50;
const NEIGHBOURS = 20;

/** @type {WeakMap<HTMLElement, Memory>} */
const memories = new WeakMap();

/**
 * Fill the panel. Where the same is selected as before, place, focus and unfolded parts stay.
 * @param {HTMLElement} place
 * @param {import("./data.js").Model} model
 * @param {import("./filter.js").Visible} visible
 * @param {import("./state.js").State} state
 * @param {PanelUse} use
 */
export function drawPanel(place, model, visible, state, use) {
  const { selected } = state;
  const key = selected ? JSON.stringify(selected) : "";
  const known = memories.get(place);
  const memory = known?.key === key ? known : { key, most: PAGE, unfolded: new Set() };
  memories.set(place, memory);
  const stays = memory === known;
  const scroller = place.closest(".pane") ?? place;
  const scrolled = stays ? scroller.scrollTop : 0;
  const focused = stays ? focusedIn(place) : -1;
  const context = { model, visible, state, use, memory };
  const view = selected ? VIEWS[selected.kind](context, selected) : welcome(context);
  place.replaceChildren(...view.filter(Boolean));
  scroller.scrollTop = scrolled;
  if (focused >= 0) /** @type {HTMLElement} */ (focusable(place)[Math.min(focused, focusable(place).length - 1)])?.focus({ preventScroll: true });
}

const VIEWS = {
  node: (context, { index }) => nodeView(context, index),
  edge: (context, { index }) => edgeView(context, index),
  pair: (context, { index, other }) => pairView(context, index, other),
  claim: (context, { index }) => claimView(context, index),
};

function nodeView(context, node) {
  const { model, use, visible } = context;
  const { nodes } = model;
  const kind = model.classes[nodes.class[node]];
  const claims = linked(nodes.claims, node);
  const words = { product: t("as the product of other claims"), instrument: t("as the instrument of other claims") };
  const groups = claimGroups(model, readable(context, claims), node, words);
  return [
    head(use, el("p", { class: "kind" }, swatch(kind.shape, use.colour(kind.colour)), data(kind.label))),
    el("h2", {}, data(nodes.label[node])),
    nodes.aliases[node].length > 0 && el("p", { class: "quiet" }, t("also:"), " ", data(nodes.aliases[node].join(", "))),
    codes(model, node),
    nodes.note[node] && el("p", { class: "note" }, data(nodes.note[node])),
    summary(context, claims, counted(linked(nodes.edges, node).length, "{n} relation", "{n} relations")),
    hiddenNote(context, claims, visible.nodes[node] === 1),
    nodeButtons(context, node),
    el("div", { attrs: { id: "chart-place" } }),
    ...neighbourView(context, node),
    ...claimsView(context, groups, { seenFrom: node }),
    !groups.length && el("p", { class: "quiet", text: claims.length ? t("None of its claims passes the filters.") : t("No claim of this view mentions it.") }),
  ];
}

function edgeView(context, edge) {
  const { model, use, visible } = context;
  const { edges } = model;
  const relation = model.relations[edges.relation[edge]];
  const claims = linked(edges.claims, edge);
  const [subject, object] = [edges.subject[edge], edges.object[edge]];
  const others = edgesBetween(model, subject, object).length - 1;
  return [
    head(use, el("p", { class: "kind" }, swatch(edges.firm[edge] ? "line" : "dashed", use.colour(relation.colour)), t("Relation"))),
    tripleHead(context, subject, relation.label, object),
    relation.definition && el("p", { class: "quiet" }, data(relation.definition)),
    !edges.firm[edge] && el("p", { class: "note", text: t("Dashed: no source asserts it; it is planned, forecast, an opinion, or denied.") }),
    summary(context, claims, ""),
    hiddenNote(context, claims, visible.edges[edge] > 0),
    others > 0 && el("p", { class: "buttons" },
      small(counted(others, "{n} more relation between the two", "{n} more relations between the two"), () => use.select(pairOf(subject, object)))),
    el("div", { attrs: { id: "chart-place" } }),
    ...claimsView(context, relationGroup(context, edge), { seenFrom: null, bare: !relation.symmetric }),
  ];
}

function pairView(context, a, b) {
  const { model, use, visible } = context;
  const between = edgesBetween(model, a, b);
  const claims = [...new Set(between.flatMap((edge) => [...linked(model.edges.claims, edge)]))];
  const groups = between.flatMap((edge) => relationGroup(context, edge));
  return [
    head(use, el("p", { class: "kind", text: counted(between.length, "{n} relation between two entities", "{n} relations between two entities") })),
    tripleHead(context, a, "–", b),
    summary(context, claims, counted(between.length, "{n} relation", "{n} relations")),
    hiddenNote(context, claims, between.some((edge) => visible.edges[edge])),
    el("ul", { class: "relations" }, ...between.map((edge) => relationRow(context, edge))),
    el("div", { attrs: { id: "chart-place" } }),
    ...claimsView(context, groups, { seenFrom: null }),
    !between.length && el("p", { class: "quiet", text: t("No relation of this page connects them directly.") }),
    el("p", { class: "buttons" }, small(t("Path between them"), () => use.startPath(a))),
  ];
}

function claimView(context, claim) {
  const { model, use, visible } = context;
  const { claims, nodes, relations } = model;
  const relation = relations[claims.relation[claim]];
  const [subject, object, edge] = [claims.subject[claim], claims.object[claim], claims.edge[claim]];
  const size = edge < 0 ? 0 : linked(model.edges.claims, edge).length;
  const back = edge < 0
    ? small(t("All claims about {name}", { name: nodes.label[subject] }), () => use.goTo(subject))
    : small(counted(size, "The relation with its {n} claim", "The relation with its {n} claims"), () => use.select({ kind: "edge", index: edge }));
  return [
    head(use, el("p", { class: "kind" }, swatch("line", use.colour(relation.colour)), t("Claim"))),
    tripleHead(context, subject, relation.label, object),
    hiddenNote(context, [claim], visible.claims[claim] > 0),
    el("p", { class: "buttons" }, back),
    claimCard(context, claim, { seenFrom: null, bare: true, open: true }),
    el("div", { attrs: { id: "chart-place" } }),
  ];
}

function head(use, kind) {
  const attrs = { type: "button", "aria-label": t("Close the details") };
  return el("div", { class: "pane-head" }, kind, el("button", { class: "close", text: "×", attrs, on: { click: use.clear } }));
}

function tripleHead(context, subject, words, object) {
  const end = (node) => nameLink(context, { label: context.model.nodes.label[node], node });
  return el("h2", { class: "triple" }, end(subject), " ", data(words, "verb"), " ", object >= 0 && end(object));
}

function codes({ nodes }, node) {
  const texts = nodes.codes[node].map(([scheme, code]) => `${scheme} ${code}`);
  return el("p", { class: "codes" }, ...[nodes.id[node], ...texts].map((text) => data(text, "code")));
}

function summary({ model, visible }, claims, relations) {
  const sources = new Set();
  const shown = shownOf(visible, claims);
  for (const claim of claims) if (shown === 0 || visible.claims[claim]) sources.add(model.claims.source[claim]);
  const all = counted(claims.length, "{n} claim", "{n} claims");
  const parts = [shown === claims.length ? all : t("{shown} of {all}", { shown, all }), relations, counted(sources.size, "{n} source", "{n} sources")];
  return el("p", { class: "summary", text: parts.filter(Boolean).join(" · ") });
}

/** Says what the filters keep back, with the ways to see it all the same. */
function hiddenNote({ model, visible, state, use }, claims, drawn) {
  const outside = claims.length - shownOf(visible, claims);
  if (!outside && drawn) return null;
  const single = state.selected.kind === "claim";
  const text = drawn
    ? counted(outside, "{n} claim is outside the current filters.", "{n} claims are outside the current filters.")
    : unknownYet(model, state, claims) ?? t("Outside the current filters.");
  return el("div", { class: "note", attrs: { role: "status" } }, el("p", { text }),
    el("p", { class: "buttons" },
      outside > 0 && !single && small(state.beyond ? t("Leave them out") : t("Read them here"), use.toggleBeyond),
      small(t("Show in the graph"), use.reveal)));
}

/** Where nothing of it was known on the chosen day. */
function unknownYet(model, state, claims) {
  const { known } = state;
  if (known === null || !claims.length || !Array.from(claims).every((claim) => isUnknownYet(model.claims, claim, known))) return null;
  return t("Not known yet on {day}.", { day: dayWords(known) });
}

function nodeButtons({ model, state, use }, node) {
  const aggregated = model.edges.count > model.limit && !state.whole;
  const expanded = state.expanded.has(node);
  const some = linked(model.nodes.edges, node).length > 0;
  return some && el("p", { class: "buttons" },
    aggregated && small(expanded ? t("Hide neighbours") : t("Show neighbours"), () => use.expand(node), { "aria-pressed": String(expanded) }),
    small(t("Path from here to…"), () => use.startPath(node)));
}

/** Relations with their numbers first; the neighbours themselves when a relation is unfolded. */
function neighbourView(context, node) {
  const groups = neighbours(context.model, context.visible, node);
  if (!groups.length) return [];
  return [
    el("h3", {}, el("span", { text: t("Neighbours") }), el("span", { class: "count", text: t("claims shown / all") })),
    el("div", { class: "neighbours" }, ...groups.map((group) => neighbourGroup(context, node, group))),
  ];
}

function neighbourGroup(context, node, group) {
  const { model, visible, use } = context;
  const relation = model.relations[group.relation];
  const key = `neighbours ${group.relation} ${group.forward}`;
  const summaryRow = el("summary", {},
    swatch("line", use.colour(relation.colour)),
    data(group.label, "label"),
    el("span", { class: "quiet", text: counted(group.edges.length, "{n} neighbour", "{n} neighbours") }),
    share(group.shown, group.all));
  const list = el("ul");
  const rows = () => neighbourRows(model, visible, node, group.edges).map((row) => () => neighbourRow(context, row));
  return unfolding(context, key, group.shown ? "" : "empty", summaryRow, list, () => inPages(list, list, rows(), NEIGHBOURS));
}

function neighbourRow(context, { node, edge, shown, all }) {
  const { model, use } = context;
  const claims = counted(all, "{n} claim", "{n} claims");
  return el("li", { class: shown ? "" : "empty" },
    nameLink(context, { label: model.nodes.label[node], node }),
    el("button", { class: "to-edge", attrs: { type: "button", title: claims, "aria-label": t("Read the claims: {n}", { n: all }) }, on: {
      click: () => use.select({ kind: "edge", index: edge }),
      pointerenter: () => use.hover({ kind: "edge", index: edge }),
      pointerleave: () => use.hover(null),
    } }, share(shown, all)));
}

function share(shown, all) {
  return el("span", { class: "count", text: shown === all ? figure(all) : t("{shown} / {all}", { shown, all }) });
}

/** A `details` that makes its content only when it is opened, and is open again after a redraw. */
function unfolding({ memory }, key, className, summaryRow, content, fill) {
  let filled = false;
  const details = /** @type {HTMLDetailsElement} */ (el("details", { class: className, attrs: { open: memory.unfolded.has(key) } }, summaryRow, content));
  const opened = () => {
    if (details.open) memory.unfolded.add(key);
    else memory.unfolded.delete(key);
    if (details.open && !filled) fill();
    filled ||= details.open;
  };
  details.addEventListener("toggle", opened);
  if (details.open) opened();
  return details;
}

function relationRow(context, edge) {
  const { model, visible, use } = context;
  const { edges, nodes, relations } = model;
  const relation = relations[edges.relation[edge]];
  const claims = linked(edges.claims, edge);
  const here = { kind: /** @type {const} */ ("edge"), index: edge };
  return el("li", {},
    swatch(edges.firm[edge] ? "line" : "dashed", use.colour(relation.colour)),
    el("button", { class: "name-link", attrs: { type: "button" }, on: {
      click: () => use.select(here), pointerenter: () => use.hover(here), pointerleave: () => use.hover(null),
    } }, data(nodes.label[edges.subject[edge]]), " ", data(relation.label, "verb"), " ", data(nodes.label[edges.object[edge]])),
    share(shownOf(visible, claims), claims.length));
}

function relationGroup(context, edge) {
  const { edges, relations } = context.model;
  const relation = relations[edges.relation[edge]];
  const claims = newestFirst(context.model, readable(context, linked(edges.claims, edge)));
  return claims.length ? [{ label: wordsOf(relation, true), colour: relation.colour, claims }] : [];
}

/** The claims to read: those that pass the filters, or all if the reader asked for them. */
function readable({ visible, state }, claims) {
  return state.beyond ? Array.from(claims) : Array.from(claims).filter((claim) => visible.claims[claim]);
}

/** Claims by group, in pages: a hub has thousands. */
function claimsView(context, groups, options) {
  const { memory } = context;
  const total = groups.reduce((sum, group) => sum + group.claims.length, 0);
  const place = el("div", { class: "claims" });
  const makers = groups.flatMap((group) => group.claims.map((claim, at) => () => {
    const card = claimCard(context, claim, { ...options, open: total <= FEW });
    if (at > 0) return card;
    return [el("h3", {}, data(group.label), el("span", { class: "count", text: figure(group.claims.length) })), card];
  }));
  inPages(place, place, makers, PAGE, memory);
  return [place];
}

/** Make the first items, and the next ones at each press of a button. */
function inPages(place, list, makers, page, memory = { most: page }) {
  let made = 0;
  const more = el(list.tagName === "UL" ? "li" : "p", { class: "more-row" });
  const add = () => {
    const next = makers.slice(made, memory.most).flatMap((make) => make());
    made = Math.min(memory.most, makers.length);
    const left = makers.length - made;
    if (more.isConnected || more.parentNode) more.before(...next);
    else list.append(...next);
    if (left > 0) {
      more.replaceChildren(small(t("Show {n} more", { n: Math.min(page, left) }), press), el("span", { class: "quiet", text: t("{n} left", { n: left }) }));
      place.append(more);
    } else {
      more.replaceChildren();
      more.remove();
    }
    return next;
  };
  const press = () => {
    memory.most = made + page;
    const [first] = add();
    const target = more.querySelector("button") ?? first?.querySelector("button");
    /** @type {HTMLElement | null} */ (target)?.focus({ preventScroll: true });
  };
  add();
}

function small(text, action, attrs = {}) {
  return el("button", { class: "small", text, attrs: { type: "button", ...attrs }, on: { click: action } });
}

/** @returns {import("./state.js").Selection} */
function pairOf(a, b) {
  return { kind: "pair", index: Math.min(a, b), other: Math.max(a, b) };
}

function focusable(place) {
  return place.querySelectorAll("button, summary, a");
}

/** Which of the panel's controls has the focus; -1 if none. */
function focusedIn(place) {
  return [...focusable(place)].indexOf(/** @type {any} */ (document.activeElement));
}
