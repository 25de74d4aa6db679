// A claim as a card: what it says, when it holds, how sure it is, and what it rests on.

import { gistOf, linked, nameOf, sayingOf, textOf } from "./data.js";
import { dayWords, FIRST, LAST } from "./days.js";
import { data, el, link } from "./dom.js";
import { namedIn } from "./neighbours.js";
import { wordsOf } from "./sentence.js";
import { isUnknownYet } from "./time.js";
import { findingsOn, originOf, originsOf, verdictOf } from "./verdicts.js";
import { counted, figure, t } from "./words.js";

/**
 * @typedef {object} CardUse
 * @property {(node: number) => void} goTo
 * @property {(selection: import("./state.js").Selection) => void} select
 * @property {(selection: import("./state.js").Selection | null) => void} hover
 * @property {(hex: string) => string} colour
 *
 * @typedef {object} Context what every part of the panel needs
 * @property {import("./data.js").Model} model
 * @property {import("./filter.js").Visible} visible
 * @property {import("./state.js").State} state
 * @property {CardUse} use
 *
 * @typedef {object} CardOptions
 * @property {number | null} seenFrom the node whose card list this is, so that only the other end is named
 * @property {boolean} [bare] whether both ends stand above the card already
 * @property {boolean} open whether the evidence is unfolded
 */

const SURE = 2;
const FEW = 5;

/**
 * @param {Context} context
 * @param {number} claim
 * @param {CardOptions} options
 * @returns {HTMLElement}
 */
export function claimCard(context, claim, options) {
  const { model, visible, use } = context;
  const findings = findingsOn(model, visible, claim);
  const conflicts = findings.filter((finding) => finding.severity === "conflict");
  const here = { kind: /** @type {const} */ ("claim"), index: claim };
  const element = el(
    "article",
    {
      class: visible.claims[claim] ? "card" : "card outside",
      attrs: { "data-claim": textOf(model.claims, "id", claim) },
      on: { pointerenter: () => use.hover(here), pointerleave: () => use.hover(null) },
    },
    options.bare ? null : ends(context, claim, options.seenFrom),
    el("p", { class: "gist" }, data(gistOf(model, claim))),
    chips(context, claim, findings),
    headline(context, claim),
    ...conflicts.map((finding) => disagreement(context, claim, finding)),
    evidence(context, claim, findings.filter((finding) => finding.severity !== "conflict"), options.open),
  );
  element.style.setProperty("--edge", use.colour(model.relations[model.claims.relation[claim]].colour));
  return element;
}

/**
 * A name that leads to its node, or plain text where the page has no such node.
 * @param {Context} context
 * @param {{label: string, node: number}} named
 * @returns {HTMLElement}
 */
export function nameLink({ use }, { label, node }) {
  if (node < 0) return data(label);
  const here = { kind: /** @type {const} */ ("node"), index: node };
  return el("button", {
    class: "name-link data", text: label, attrs: { type: "button" },
    on: { click: () => use.goTo(node), pointerenter: () => use.hover(here), pointerleave: () => use.hover(null) },
  });
}

/**
 * A claim in two lines that opens its card.
 * @param {Context} context
 * @param {number} claim
 * @returns {HTMLElement}
 */
export function claimLink({ model, use }, claim) {
  const here = { kind: /** @type {const} */ ("claim"), index: claim };
  const aside = [textOf(model.claims, "quantity", claim), textOf(model.claims, "period", claim), originOf(model, claim)];
  return el(
    "button",
    {
      class: "claim-link", attrs: { type: "button", "data-opens": textOf(model.claims, "id", claim) },
      on: { click: () => use.select(here), pointerenter: () => use.hover(here), pointerleave: () => use.hover(null) },
    },
    data(gistOf(model, claim), "gist"),
    data(aside.filter(Boolean).join(" · "), "quiet"),
  );
}

/**
 * @param {string} locator such as "129-183;462-528" or "row:12"
 * @returns {string} the same in words
 */
export function locatorText(locator) {
  if (locator.startsWith("row:")) return t("row {row}", { row: locator.slice(4) });
  if (locator.startsWith("premises:")) return "";
  if (!/^\d+-\d+(;\d+-\d+)*$/.test(locator)) return locator;
  const spans = locator.split(";").map((span) => span.split("-").map((place) => figure(Number(place))).join("–"));
  return t("characters {spans}", { spans: spans.join(", ") });
}

function ends(context, claim, seenFrom) {
  const { claims, nodes, relations } = context.model;
  const [subject, object] = [claims.subject[claim], claims.object[claim]];
  const end = (node) => nameLink(context, { label: nodes.label[node], node });
  const relation = data(wordsOf(relations[claims.relation[claim]], true), "verb");
  if (object < 0) return seenFrom === subject ? null : el("p", { class: "ends" }, end(subject), " ", relation);
  if (seenFrom === subject) return el("p", { class: "ends" }, end(object));
  if (seenFrom === object) return el("p", { class: "ends" }, end(subject));
  return el("p", { class: "ends" }, end(subject), " ", relation, " ", end(object));
}

/** Why a claim is not among those that are shown. */
function outsideWords({ model, visible, state }, claim) {
  if (state.known !== null && isUnknownYet(model.claims, claim, state.known)) return t("not known yet on {day}", { day: dayWords(state.known) });
  return visible.timed[claim] > 0 ? t("outside the period") : t("outside the filters");
}

/** Short marks: first what limits the claim, then how it stands among others. */
function chips(context, claim, findings) {
  const { model, visible, state } = context;
  const marks = [...sayingChips(model, claim), ...findingChips(model, findings)];
  if (model.claims.derived[claim]) marks.push(["plain", t("derived"), t("reckoned from other claims")]);
  if (!visible.claims[claim]) {
    marks.push(["outside", outsideWords(context, claim), ""]);
  } else if (state.from !== null && visible.claims[claim] === SURE) {
    marks.push(["plain", t("certainly in the period"), t("it holds in the chosen period whatever its uncertain dates are")]);
  } else if (state.from !== null) {
    marks.push(["unsure", t("possibly in the period"), t("its dates are uncertain: it may hold in the chosen period")]);
  }
  if (!marks.length) return null;
  return el("p", { class: "chips" }, ...marks.map(([kind, text, hint]) => el("span", { class: `chip ${kind}`, text, attrs: { title: hint || null } })));
}

function sayingChips(model, claim) {
  const marks = [];
  const modality = textOf(model.claims, "modality", claim);
  if (modality === "planned") marks.push(["said", t("planned"), t("not asserted as a fact")]);
  else if (modality === "forecast") marks.push(["said", t("forecast"), t("not asserted as a fact")]);
  else if (modality === "opinion") marks.push(["said", t("opinion"), t("not asserted as a fact")]);
  if (sayingOf(model.claims, claim) === "negated") marks.push(["said", t("denied"), t("the source says that this is not so")]);
  if (model.claims.retracted[claim] !== LAST) marks.push(["said", t("retracted"), ""]);
  return marks;
}

function findingChips(model, findings) {
  const marks = [];
  const verdicts = new Set(findings.map(verdictOf));
  if (findings.some((finding) => finding.severity === "conflict")) marks.push(["contested", t("contested"), t("sources disagree")]);
  if (verdicts.has("corroborated")) {
    const finding = findings.find((one) => verdictOf(one) === "corroborated");
    marks.push(["agreed", counted(witnesses(model, finding), "{n} independent origin", "{n} independent origins"), ""]);
  }
  if (verdicts.has("repeated") || verdicts.has("sameSpeaker")) marks.push(["plain", t("repeated"), t("several claims go back to one origin")]);
  return marks;
}

/** The number of witnesses if the page's data tell it, else of the names that the claims go back to. */
function witnesses(model, finding) {
  return finding.witnesses ?? originsOf(model, finding.members).length;
}

/** Both clocks: when it holds in the world, and since when it can be known. */
function headline(context, claim) {
  const { claims } = context.model;
  const quantity = textOf(claims, "quantity", claim);
  const band = textOf(claims, "band", claim);
  const period = textOf(claims, "period", claim);
  return el(
    "div",
    { class: "headline" },
    quantity && el("p", {}, data(quantity, "quantity"), band && el("span", { class: "range quiet" }, " ", data(bandText(band)))),
    el("p", { class: "clocks" },
      el("span", { class: "clock" }, el("span", { class: "quiet", text: t("valid") }), " ", data(period || t("without a time"), "period")),
      el("span", { class: "clock" }, el("span", { class: "quiet", text: t("known") }), " ", el("span", { class: "known", text: knownText(claims, claim) }))),
  );
}

function knownText(claims, claim) {
  const since = dayWords(claims.published[claim]);
  if (claims.retracted[claim] === LAST) return t("since {day}", { day: since });
  return t("from {day} until its retraction on {end}", { day: since, end: dayWords(claims.retracted[claim]) });
}

/** "5,864.55 to 5,864.65 t" as a band; "800 t or more" as it is. */
function bandText(band) {
  const [low, high, ...more] = band.split(" to ");
  return high && !more.length ? t("between {low} and {high}", { low, high }) : band;
}

/** The other side of a contested claim, in sight without unfolding anything. */
function disagreement(context, claim, finding) {
  return el(
    "section",
    { class: "finding conflict" },
    el("p", { class: "head" }, data(finding.label)),
    el("p", { class: "quiet", text: t("The other side says:") }),
    ...others(context, claim, finding),
    reasons(finding),
  );
}

function reasons(finding) {
  return el(
    "details",
    { class: "why" },
    el("summary", { text: finding.settled ? t("Why, and what would settle it") : t("Why") }),
    el("p", {}, data(finding.explanation)),
    finding.settled && el("p", {}, el("strong", { text: t("What would settle it:") }), " ", data(finding.settled)),
  );
}

/** The other members as links; a long list is folded. */
function others(context, claim, finding) {
  const links = finding.members.filter((member) => member !== claim).map((member) => claimLink(context, member));
  if (links.length <= FEW) return links;
  const rest = links.slice(FEW);
  const more = counted(rest.length, "{n} more", "{n} more");
  return [...links.slice(0, FEW), el("details", { class: "rest" }, el("summary", { text: more }), ...rest)];
}

/** A finding that is no conflict: who else says so, who repeats it, what must not be compared. */
function agreement(context, claim, finding) {
  const { model } = context;
  const verdict = verdictOf(finding);
  const rest = finding.members.filter((member) => member !== claim);
  let head = finding.label;
  let names = [];
  if (verdict === "corroborated") {
    names = originsOf(model, finding.members);
    head = counted(witnesses(model, finding), "{n} independent origin", "{n} independent origins");
    if (names.length !== witnesses(model, finding)) names = [];
  } else if (verdict === "repeated" || verdict === "sameSpeaker") {
    head = counted(rest.length, "repeats: same origin as {n} other claim", "repeats: same origin as {n} other claims");
  }
  return el(
    "section",
    { class: `finding ${finding.severity}` },
    el("p", { class: "head" }, data(names.length ? t("{head}: {names}", { head, names: names.join(" · ") }) : head)),
    ...others(context, claim, finding),
    reasons(finding),
  );
}

function evidence(context, claim, findings, open) {
  const { model, state, use } = context;
  const source = model.sources[model.claims.source[claim]];
  const speaker = textOf(model.claims, "attributed_to", claim);
  const said = [speaker && nameOf(model, speaker), source.label, source.publisher !== source.label && source.publisher];
  const list = el("dl", { class: "facts" });
  for (const [term, value] of rows(context, claim)) {
    if (value) list.append(el("dt", { text: term }), el("dd", {}, typeof value === "string" ? data(value) : value));
  }
  const alone = () => use.select({ kind: "claim", index: claim });
  const isAlone = state.selected?.kind === "claim" && state.selected.index === claim;
  return el(
    "details",
    { class: "evidence", attrs: { open } },
    el("summary", {}, data(said.filter(Boolean).join(" · "), "source")),
    ...findings.map((finding) => agreement(context, claim, finding)),
    derivation(context, claim),
    list,
    !isAlone && el("button", { class: "small open-claim", text: t("Open this claim"), attrs: { type: "button" }, on: { click: alone } }),
  );
}

function rows(context, claim) {
  const { model } = context;
  const text = (column) => textOf(model.claims, column, claim);
  const named = (column) => {
    const found = namedIn(model, column, claim);
    return found && nameLink(context, found);
  };
  const confidence = text("confidence");
  return [
    ...sourceRows(context, claim, named),
    [t("Scope"), text("scope_note")],
    [t("Product"), named("product")],
    [t("Instrument"), named("instrument")],
    [t("Announced"), text("announced")],
    [t("Begins"), between(model.claims.start[claim], model.claims.startLatest[claim])],
    [t("Ends"), between(model.claims.endEarliest[claim] - 1, model.claims.end[claim] - 1)],
    [t("Dates"), basisWords(text("date_basis"))],
    [t("Confidence"), confidence === "1" ? "" : confidence],
    [t("Claim type"), text("type")],
    [t("Claim id"), data(text("id"), "id")],
  ];
}

function sourceRows({ model }, claim, named) {
  const source = model.sources[model.claims.source[claim]];
  const day = dayWords(model.claims.published[claim]);
  const published = source.basis ? t("{day} ({basis})", { day, basis: source.basis }) : day;
  return [
    [t("Source"), source.label],
    [t("Publisher"), source.publisher],
    [t("Said by"), named("attributed_to")],
    [t("Origin"), named("origin")],
    [t("Published"), published],
    [t("Where"), locatorText(textOf(model.claims, "locator", claim))],
    [t("Obtained"), source.obtained && link(source.obtained)],
  ];
}

/** Words only where a bound is uncertain and both of its ends are days. */
function between(first, last) {
  if (first === last || first <= FIRST || last >= LAST - 1) return "";
  return t("between {first} and {last}", { first: dayWords(first), last: dayWords(last) });
}

function basisWords(basis) {
  if (basis === "inferred") return t("inferred, not stated as such");
  return basis === "relative" ? t("stated relative to another day") : "";
}

/** A derived claim's formula, and what it was reckoned from. */
function derivation(context, claim) {
  const { claims } = context.model;
  const formula = textOf(claims, "formula", claim);
  const premises = linked(claims.premises, claim);
  const missing = textOf(claims, "premises", claim).split(";").filter(Boolean).length - premises.length;
  if (!formula && !premises.length && missing <= 0) return null;
  return el(
    "section",
    { class: "finding derivation" },
    el("p", { class: "head", text: t("How it follows") }),
    formula && el("p", { class: "formula" }, data(formula)),
    ...Array.from(premises, (premise) => claimLink(context, premise)),
    missing > 0 && el("p", { class: "quiet", text: counted(missing, "{n} premise is not on this page.", "{n} premises are not on this page.") }),
  );
}
