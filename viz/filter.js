// What passes the filters and the dates, as masks over the data; and what each box would show.

import { SAYINGS, linked, mentioned, nameOf } from "./data.js";
import { levels } from "./time.js";
import { t } from "./words.js";

/**
 * @typedef {object} Facet
 * @property {string} id
 * @property {string} label
 * @property {"entities" | "claims"} counts what its numbers count
 * @property {{id: string, label: string, colour: string, shape: string, hint: string, absent: boolean}[]} values
 *   those that are absent never occur on this page and get no box
 *
 * @typedef {object} Visible
 * @property {Uint8Array} nodes
 * @property {Uint8Array} edges 0 hidden, 1 possibly, 2 certainly in the valid period
 * @property {Uint8Array} claims the same
 * @property {Uint8Array} timed claims that pass everything but the valid period
 * @property {{nodes: number, relations: number, claims: number, derived: number, sources: number}} totals
 * @property {Record<string, Int32Array>} counts by facet: what each value holds under the other facets
 *
 * @typedef {object} Filter
 * @property {Facet[]} facets
 * @property {(state: import("./state.js").State) => Visible} apply
 * @property {(state: import("./state.js").State, claims: Iterable<number>, nodes: Iterable<number>) => Partial<import("./state.js").State>} revealed
 *   what to change so that these claims and nodes are seen
 *
 * @typedef {{facet: Facet, of: ArrayLike<number>}} OnClaims a facet with the value of each claim
 */

const CONFIDENCES = [[1, "1"], [0.9, "0.9"], [0.7, "0.7"], [0, "0"]];

/**
 * @param {import("./data.js").Model} model
 * @returns {Filter}
 */
export function createFilter(model) {
  const classes = classFacet(model);
  const onClaims = claimFacets(model);
  return {
    facets: [classes, ...onClaims.map(({ facet }) => facet)],
    apply: (state) => apply(model, onClaims, state),
    revealed: (state, claims, nodes) => revealed(model, onClaims, state, claims, nodes),
  };
}

/**
 * Switch one value of a facet.
 * @param {Readonly<Record<string, ReadonlySet<number>>>} off
 * @param {string} facet
 * @param {number} value
 * @param {boolean} on
 * @returns {Record<string, ReadonlySet<number>>}
 */
export function switched(off, facet, value, on) {
  const values = new Set(off[facet] ?? []);
  if (on) values.delete(value);
  else values.add(value);
  return { ...off, [facet]: values };
}

function classFacet(model) {
  const values = model.classes.map((kind) => ({ id: kind.id, label: kind.label, colour: kind.colour, shape: kind.shape, hint: kind.definition, absent: false }));
  return { id: "class", label: t("Entity type"), counts: /** @type {const} */ ("entities"), values };
}

/** @returns {OnClaims[]} */
function claimFacets(model) {
  const { claims } = model;
  const plain = (id, label, hint = "") => ({ id, label, colour: "", shape: "", hint, absent: false });
  const said = sayings(claims);
  const occurs = new Set(said);
  const saidAs = [t("asserted"), t("planned"), t("forecast"), t("opinion"), t("negated")];
  const derivations = [plain("stated", t("stated by a source")), plain("derived", t("derived from other claims"))];
  const facet = (id, label, values) => ({ id, label, counts: /** @type {const} */ ("claims"), values });
  return [
    {
      facet: facet("relation", t("Relation"), model.relations.map((kind) => ({ id: kind.id, label: kind.label, colour: kind.colour, shape: "line", hint: kind.definition, absent: false }))),
      of: claims.relation,
    },
    {
      facet: facet("source", t("Source"), model.sources.map((source) => plain(source.id, source.label, [source.publisher, source.published].filter(Boolean).join(", ")))),
      of: claims.source,
    },
    byText(model, "origin", t("Origin"), t("no origin named"), facet),
    {
      facet: facet("saying", t("How it is said"), SAYINGS.map((word, index) => ({
        ...plain(word, saidAs[index], word === "negated" ? t("the source says that it is not so") : ""), absent: !occurs.has(index),
      }))),
      of: said,
    },
    byText(model, "quantity_kind", t("Quantity"), t("no quantity"), (_, label, values) => facet("quantity", label, values)),
    byText(model, "instrument", t("Policy or event"), t("none named"), facet),
    confidences(model, plain, facet),
    {
      facet: facet("derivation", t("Where it comes from"), derivations.map((value, index) => ({ ...value, absent: !claims.derived.includes(index) }))),
      of: claims.derived,
    },
  ];
}

/** How each claim is said, as a number into SAYINGS. */
function sayings(claims) {
  const modality = columnOf(claims, "modality");
  const said = spread(modality.numbers, new Map([...modality.times.keys()].map((number) => [number, SAYINGS.indexOf(modality.texts[number])])), Uint8Array);
  const { at, texts } = claims.text.negated;
  for (let claim = 0; claim < claims.count; claim += 1) if (texts[at(claim)] === "true") said[claim] = SAYINGS.indexOf("negated");
  return said;
}

/** A facet over the ids in a column, the most frequent first; claims that name none come last. */
function byText(model, column, label, none, facet) {
  const { texts, numbers, times } = columnOf(model.claims, column);
  const counts = new Map();
  times.forEach((count, number) => counts.set(texts[number], (counts.get(texts[number]) ?? 0) + count));
  const ids = [...counts.keys()].sort((a, b) => Number(a === "") - Number(b === "") || counts.get(b) - counts.get(a) || (a < b ? -1 : 1));
  const at = new Map(ids.map((id, index) => [id, index]));
  const values = ids.map((id) => ({ id: id || "none", label: id ? nameOf(model, id) : none, colour: "", shape: "", hint: id, absent: false }));
  const places = new Map([...times.keys()].map((number) => [number, at.get(texts[number])]));
  return { facet: facet(column, label, values), of: spread(numbers, places, Uint16Array) };
}

/** A column as numbers into its texts, and how often each occurs: few texts stand for many claims. */
function columnOf(claims, column) {
  const { at, texts } = claims.text[column];
  const numbers = new Uint32Array(claims.count);
  const times = new Map();
  for (let claim = 0; claim < claims.count; claim += 1) {
    const number = at(claim);
    numbers[claim] = number;
    times.set(number, (times.get(number) ?? 0) + 1);
  }
  return { texts, numbers, times };
}

/** What a table says of each number. */
function spread(numbers, table, Type) {
  const found = new Type(numbers.length);
  for (let at = 0; at < numbers.length; at += 1) found[at] = table.get(numbers[at]);
  return found;
}

function confidences(model, plain, facet) {
  const { texts, numbers, times } = columnOf(model.claims, "confidence");
  const step = (text) => CONFIDENCES.findIndex(([low]) => Number(text || 1) >= low);
  const of = spread(numbers, new Map([...times.keys()].map((number) => [number, step(texts[number])])), Uint8Array);
  const labels = [t("certain reading (1)"), t("0.9 to below 1"), t("0.7 to below 0.9"), t("below 0.7")];
  const values = CONFIDENCES.map(([, id], index) => ({ ...plain(id, labels[index]), absent: !of.includes(index) }));
  return { facet: facet("confidence", t("Confidence"), values), of };
}

/** @returns {Visible} */
function apply(model, onClaims, state) {
  const { claims, edges } = model;
  const known = levels(claims, null, null, state.known ?? model.known);
  const held = state.from === null ? known : levels(claims, state.from, state.to, state.known ?? model.known);
  const classOn = onOff(model.classes.length, state.off.class);
  const facetOn = onClaims.map(({ facet }) => onOff(facet.values.length, state.off[facet.id]));
  const shown = new Uint8Array(claims.count);
  const passing = new Uint8Array(claims.count);
  const timed = new Uint8Array(claims.count);
  const counted = onClaims.map(({ facet }) => new Int32Array(facet.values.length));
  for (let claim = 0; claim < claims.count; claim += 1) {
    if (known[claim] === 0) continue;
    let failed = 0;
    let failing = -1;
    for (let at = 0; at < onClaims.length && failed < 2; at += 1) {
      if (facetOn[at][onClaims[at].of[claim]]) continue;
      failed += 1;
      failing = at;
    }
    const object = claims.object[claim];
    const ends = classOn[model.nodes.class[claims.subject[claim]]] && (object < 0 || classOn[model.nodes.class[object]]);
    if (failed === 0 && ends) timed[claim] = 1;
    if (held[claim] === 0) continue;
    if (failed === 0) passing[claim] = 1;
    if (failed === 0 && ends) shown[claim] = held[claim];
    if (!ends || failed > 1) continue;
    if (failed === 1) counted[failing][onClaims[failing].of[claim]] += 1;
    else for (let at = 0; at < onClaims.length; at += 1) counted[at][onClaims[at].of[claim]] += 1;
  }
  const nodes = nodeMask(model, held, shown, classOn);
  const all = nodeMask(model, held, passing, null);
  const byClass = new Int32Array(model.classes.length);
  for (let node = 0; node < model.nodes.count; node += 1) if (all[node]) byClass[model.nodes.class[node]] += 1;
  const edgeLevels = new Uint8Array(edges.count);
  for (let claim = 0; claim < claims.count; claim += 1) {
    const edge = claims.edge[claim];
    if (edge >= 0 && shown[claim] > edgeLevels[edge]) edgeLevels[edge] = shown[claim];
  }
  const counts = Object.fromEntries([["class", byClass], ...onClaims.map(({ facet }, at) => [facet.id, counted[at]])]);
  return { nodes, edges: edgeLevels, claims: shown, timed, counts, totals: totals(model, nodes, edgeLevels, shown) };
}

function onOff(count, off) {
  const on = new Uint8Array(count).fill(1);
  for (const value of off ?? []) if (value < count) on[value] = 0;
  return on;
}

/**
 * Which nodes are shown: those with a shown claim of their own. A node that is subject or object
 * of no claim in the period is shown while a shown claim mentions it, one without claims always.
 */
function nodeMask(model, held, shown, classOn) {
  const { nodes, claims } = model;
  const mask = new Uint8Array(nodes.count);
  for (let node = 0; node < nodes.count; node += 1) {
    if (classOn && !classOn[nodes.class[node]]) continue;
    const mentions = linked(nodes.claims, node);
    let hasOwn = false;
    let own = false;
    let aside = mentions.length === 0;
    for (let at = 0; at < mentions.length && !own; at += 1) {
      const claim = mentions[at];
      if (held[claim] === 0) continue;
      if (claims.subject[claim] === node || claims.object[claim] === node) {
        hasOwn = true;
        own = shown[claim] > 0;
      } else if (shown[claim]) aside = true;
    }
    mask[node] = own || (aside && !hasOwn) ? 1 : 0;
  }
  return mask;
}

function totals(model, nodes, edges, shown) {
  const { claims } = model;
  const filled = (mask) => {
    let total = 0;
    for (let at = 0; at < mask.length; at += 1) if (mask[at]) total += 1;
    return total;
  };
  const sources = new Set();
  let derived = 0;
  for (let claim = 0; claim < claims.count; claim += 1) {
    if (!shown[claim]) continue;
    if (claims.derived[claim]) derived += 1;
    else sources.add(claims.source[claim]);
  }
  return { nodes: filled(nodes), relations: filled(edges), claims: filled(shown) - derived, derived, sources: sources.size };
}

function revealed(model, onClaims, state, wanted, nodes) {
  const { claims } = model;
  let { off, from, to, known } = state;
  const classes = new Set(nodes);
  for (const claim of wanted) {
    for (const { facet, of } of onClaims) off = switched(off, facet.id, of[claim], true);
    for (const node of mentioned(model, claim)) classes.add(node);
  }
  for (const node of classes) off = switched(off, "class", model.nodes.class[node], true);
  const list = [...wanted];
  const hidden = (mask) => list.some((claim) => mask[claim] === 0);
  if (known !== null && hidden(levels(claims, null, null, known))) known = null;
  if (from !== null && hidden(levels(claims, from, to, known ?? model.known))) from = to = null;
  return { off, from, to, known };
}
