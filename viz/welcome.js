// The first view: what the page holds and three ways into it.

import { nameLink } from "./card.js";
import { gistOf, linked, textOf } from "./data.js";
import { dayWords, FIRST, LAST } from "./days.js";
import { data, el, swatch } from "./dom.js";
import { shownOf } from "./neighbours.js";
import { originOf, stands } from "./verdicts.js";
import { counted, figure, t } from "./words.js";

const HUBS = 6;
const POLICY = "kg:PolicyState";

/** @type {WeakMap<import("./data.js").Model, {valid: [number, number] | null, published: [number, number] | null, origins: number}>} */
const sums = new WeakMap();

/**
 * @param {import("./card.js").Context} context
 * @returns {HTMLElement[]}
 */
export function welcome(context) {
  const { model } = context;
  if (!model.counts.claims && !model.counts.derived) {
    return [
      el("h2", { text: t("Nothing to show") }),
      el("p", {}, t("This view holds no claims:"), " ", data(model.view)),
      el("p", { text: t("A later known date, another valid date or another entity may hold some.") }),
    ];
  }
  const hubs = busiest(context, HUBS);
  return [
    el("h2", { text: t("How to read this") }),
    el("p", { text: t("Every line stands for one relation, and for the dated, sourced claims that say so. Click an entity or a line to read its claims, their figures and where they come from.") }),
    figures(context),
    el("h3", { text: t("Three things to try") }),
    el("ul", { class: "tries" }, ...tries(context)),
    el("h3", { text: t("Most claims") }),
    el("ul", { class: "hubs" }, ...hubs.map((node) => hubRow(context, node))),
    el("h3", { text: t("Keys") }),
    keyList([
      ["/", t("search")],
      ["Esc", t("clear the selection")],
      ["+ − 0", t("zoom in, out, show all")],
      ["← ↑ ↓ →", t("move the graph")],
      ["l", t("list or graph")],
    ]),
  ];
}

/**
 * The span of days a page covers, and from how many origins; reckoned once.
 * @param {import("./data.js").Model} model
 * @returns {{valid: [number, number] | null, published: [number, number] | null, origins: number}}
 */
export function sumsOf(model) {
  const known = sums.get(model);
  if (known) return known;
  const { count, start, end, published, derived } = model.claims;
  const valid = [LAST, FIRST];
  const seen = [LAST, FIRST];
  const { attributed_to: told, origin } = model.claims.text;
  const origins = new Map(); // by what decides it, as the same few come again and again
  for (let claim = 0; claim < count; claim += 1) {
    if (start[claim] > FIRST && start[claim] < valid[0]) valid[0] = start[claim];
    if (end[claim] < LAST && end[claim] - 1 > valid[1]) valid[1] = end[claim] - 1;
    if (end[claim] === LAST && start[claim] > valid[1]) valid[1] = start[claim];
    seen[0] = Math.min(seen[0], published[claim]);
    seen[1] = Math.max(seen[1], published[claim]);
    if (derived[claim]) continue;
    const key = (told.at(claim) * origin.texts.length + origin.at(claim)) * model.sources.length + model.claims.source[claim];
    if (!origins.has(key)) origins.set(key, originOf(model, claim));
  }
  const range = ([first, last]) => (first <= last ? /** @type {[number, number]} */ ([first, last]) : null);
  const found = { valid: range(valid), published: range(seen), origins: new Set(origins.values()).size };
  sums.set(model, found);
  return found;
}

function figures({ model }) {
  const { counts } = model;
  const { valid, published, origins } = sumsOf(model);
  const range = (days) => t("{first} to {last}", { first: dayWords(days[0]), last: dayWords(days[1]) });
  const rows = [
    [figure(counts.claims), t("Claims of sources")],
    counts.derived > 0 && [figure(counts.derived), t("Derived from them")],
    [figure(counts.sources), t("Sources")],
    [figure(origins), t("Origins behind them")],
    valid && [range(valid), t("They speak of")],
    published && [range(published), t("Published")],
  ];
  const list = el("dl", { class: "figures" });
  for (const row of rows) if (row) list.append(el("dt", { text: row[1] }), el("dd", { text: row[0] }));
  return list;
}

function busiest({ model, visible }, most) {
  const { start, items } = model.nodes.claims;
  const best = [];
  for (let node = 0; node < model.nodes.count; node += 1) {
    const least = best.length < most ? 0 : best[most - 1].size;
    if (!visible.nodes[node] || start[node + 1] - start[node] < least) continue;
    let size = 0;
    for (let at = start[node]; at < start[node + 1]; at += 1) if (visible.claims[items[at]]) size += 1;
    best.push({ node, size });
    best.sort((a, b) => b.size - a.size || a.node - b.node);
    best.length = Math.min(best.length, most);
  }
  return best.map(({ node }) => node);
}

function tries({ model, visible, use }) {
  const made = [];
  const add = (kind, head, text, action) =>
    made.push(el("li", {}, el("button", { class: "try", attrs: { type: "button", "data-try": kind }, on: { click: action } },
      el("span", { class: "strong", text: head }), data(text, "quiet"))));
  const claim = (index) => () => use.select({ kind: "claim", index });
  const hub = mostConnected(model, visible);
  if (hub >= 0) add("hub", t("Start at the most connected entity"), model.nodes.label[hub], () => use.goTo(hub));
  const contested = model.findings.find((finding) => finding.severity === "conflict" && stands(finding, visible));
  if (contested) add("contested", t("See where sources disagree"), gistOf(model, contested.members[0]), claim(contested.members[0]));
  const policy = newestPolicy(model, visible);
  if (policy >= 0) add("policy", t("Read the newest policy"), gistOf(model, policy), claim(policy));
  return made;
}

function mostConnected({ nodes, edges }, visible) {
  const degree = new Uint32Array(nodes.count);
  for (let edge = 0; edge < edges.count; edge += 1) {
    if (!visible.edges[edge]) continue;
    degree[edges.subject[edge]] += 1;
    degree[edges.object[edge]] += 1;
  }
  let best = -1;
  for (let node = 0; node < nodes.count; node += 1) {
    if (visible.nodes[node] && (best < 0 || degree[node] > degree[best])) best = node;
  }
  return best;
}

/** The visible policy that begins last; of plans only if nothing else is there. */
function newestPolicy(model, visible) {
  const { claims } = model;
  let best = -1;
  const rank = (claim) => [textOf(claims, "modality", claim) === "asserted" ? 1 : 0, claims.start[claim], claims.published[claim]];
  for (let claim = 0; claim < claims.count; claim += 1) {
    if (!visible.claims[claim] || textOf(claims, "claim_type", claim) !== POLICY) continue;
    if (best < 0 || isMore(rank(claim), rank(best))) best = claim;
  }
  return best;
}

function isMore(a, b) {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at >= 0 && a[at] > b[at];
}

function hubRow(context, node) {
  const { model, visible, use } = context;
  const kind = model.classes[model.nodes.class[node]];
  const shown = shownOf(visible, linked(model.nodes.claims, node));
  return el("li", {},
    swatch(kind.shape, use.colour(kind.colour)),
    nameLink(context, { label: model.nodes.label[node], node }),
    el("span", { class: "count", text: counted(shown, "{n} claim", "{n} claims") }));
}

function keyList(rows) {
  const list = el("dl", { class: "keys" });
  for (const [keys, text] of rows) list.append(el("dt", {}, el("kbd", { text: keys })), el("dd", { text }));
  return list;
}
