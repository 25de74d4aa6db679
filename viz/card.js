// A claim as a card: what it says, and the evidence for it.

import { data, el, link } from "./dom.js";

/**
 * @typedef {object} CardUse
 * @property {(node: number) => void} goTo
 * @property {(hex: string) => string} colour
 *
 * @typedef {object} CardOptions
 * @property {number | null} seenFrom the node whose card list this is, so that only the other end is named
 * @property {boolean} [bare] whether both ends stand above the card already
 * @property {boolean} open whether the evidence is unfolded
 * @property {boolean} outside whether the claim does not pass the filters
 */

/**
 * @param {import("./data.js").Model} model
 * @param {any} claim
 * @param {CardUse} use
 * @param {CardOptions} options
 * @returns {HTMLElement}
 */
export function claimCard(model, claim, use, options) {
  const element = el(
    "article",
    { class: options.outside ? "card outside" : "card", attrs: { "data-claim": claim.id } },
    options.bare ? null : ends(model, claim, use, options.seenFrom),
    el("p", { class: "gist" }, data(claim.gist)),
    chips(claim, options),
    headline(claim),
    evidence(model, claim, use, options.open),
  );
  element.style.setProperty("--edge", use.colour(model.relations[claim.relation].colour));
  return element;
}

/**
 * A name that leads to its node, or plain text where the page has no such node.
 * @param {{label: string, node: number | null}} named
 * @param {CardUse} use
 * @returns {HTMLElement}
 */
export function nameOf(named, use) {
  if (named.node === null) return data(named.label);
  const node = named.node;
  return el("button", { class: "name-link data", text: named.label, attrs: { type: "button" }, on: { click: () => use.goTo(node) } });
}

function ends(model, claim, use, seenFrom) {
  const relation = model.relations[claim.relation];
  const end = (node) => nameOf({ label: model.nodes[node].label, node }, use);
  if (claim.object === null) {
    return seenFrom === claim.subject ? null : el("p", { class: "ends" }, end(claim.subject), ` ${relation.label}`);
  }
  if (seenFrom === claim.subject) return el("p", { class: "ends" }, "→ ", end(claim.object));
  if (seenFrom === claim.object) return el("p", { class: "ends" }, "← ", end(claim.subject));
  return el("p", { class: "ends" }, end(claim.subject), ` ${relation.label} `, end(claim.object));
}

function chips(claim, options) {
  const words = [];
  if (claim.modality !== "asserted") words.push([claim.modality, "not asserted as a fact"]);
  if (claim.negated) words.push(["not so", "the source says that this is not the case"]);
  if (claim.contested) words.push(["contested", "sources disagree"]);
  if (claim.formula) words.push(["derived", "follows from other claims"]);
  if (options.outside) words.push(["outside the filters", ""]);
  if (!words.length) return null;
  return el("p", { class: "chips" }, ...words.map(([text, hint]) => el("span", { class: "chip", text, attrs: { title: hint || null } })));
}

function headline(claim) {
  const quantity = claim.quantity && data(claim.quantity, "quantity");
  const period = claim.period && data(claim.period, "period");
  if (!quantity && !period) return null;
  return el("p", { class: "headline" }, period || null, quantity || null);
}

function evidence(model, claim, use, open) {
  const source = model.sources[claim.source];
  const rows = [
    ["Between", claim.band],
    ["Contested", claim.contested],
    ["Scope", claim.scope],
    ["Product", claim.product && nameOf(claim.product, use)],
    ["Instrument", claim.instrument && nameOf(claim.instrument, use)],
    ["Announced", claim.announced],
    ["Dates", claim.basis && `${claim.basis}, not stated as such`],
    ["Said by", claim.said && nameOf(claim.said, use)],
    ["Origin", claim.origin && nameOf(claim.origin, use)],
    ["Published", source.basis ? `${claim.published} (${source.basis})` : claim.published],
    ["Obtained", source.obtained && link(source.obtained)],
    ["Where", locatorText(claim.locator)],
    ["Confidence", claim.confidence],
    ["Formula", claim.formula],
    ["Rests on", claim.premises.join(" ")],
    ["Claim type", claim.type],
    ["Claim id", data(claim.id, "id")],
  ];
  const list = el("dl", { class: "facts" });
  for (const [term, value] of rows) {
    if (!value) continue;
    list.append(el("dt", { text: term }), el("dd", {}, typeof value === "string" ? data(value) : value));
  }
  return el(
    "details",
    { class: "evidence", attrs: { open } },
    el("summary", {}, data([source.label, source.publisher, claim.published].filter(Boolean).join(" · "), "source")),
    list,
  );
}

/**
 * @param {string} locator such as "129-183;462-528" or "row:12"
 * @returns {string} the same in words
 */
export function locatorText(locator) {
  if (locator.startsWith("row:")) return `row ${locator.slice(4)}`;
  if (/^\d+-\d+(;\d+-\d+)*$/.test(locator)) return `characters ${locator.replaceAll("-", "–").split(";").join(", ")}`;
  return locator;
}
