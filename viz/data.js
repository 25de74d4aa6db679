// The page's data block, read once: columns become typed arrays, and nodes, edges and claims are linked.

import { isoDay } from "./days.js";
import { inflated } from "./inflate.js";

/**
 * @typedef {object} Links which items belong to each of many owners
 * @property {Uint32Array} start where the items of an owner begin; one longer than there are owners
 * @property {Uint32Array} items
 *
 * @typedef {object} Kind a class of entities or a relation
 * @property {string} id
 * @property {string} label
 * @property {string} inverse how a relation reads from its object; empty for a class
 * @property {string} colour #RRGGBB
 * @property {string} shape of a class's nodes; empty for a relation
 * @property {boolean} symmetric
 * @property {string} definition
 *
 * @typedef {object} Source
 * @property {string} id
 * @property {string} label
 * @property {string} publisher
 * @property {string} published
 * @property {string} basis how the day of publication is known
 * @property {string} obtained
 *
 * @typedef {object} Finding where claims agree, repeat each other or disagree
 * @property {string} verdict such as "contradicted" or "corroborated"
 * @property {string} label the verdict in words
 * @property {string} severity conflict, caution or note
 * @property {number[]} members claims
 * @property {string} explanation
 * @property {string} settled what would settle it; empty where nothing is open
 * @property {number | null} witnesses how many independent origins say it, where that was counted
 *
 * @typedef {object} Nodes
 * @property {number} count
 * @property {string[]} id
 * @property {string[]} label
 * @property {Uint16Array} class
 * @property {string[][]} aliases
 * @property {[string, string][][]} codes scheme and code
 * @property {string[]} note
 * @property {Links} edges
 * @property {Links} claims every claim that mentions it, in the view's order
 *
 * @typedef {object} Edges one for each subject, relation and object
 * @property {number} count
 * @property {Uint32Array} subject
 * @property {Uint16Array} relation
 * @property {Uint32Array} object
 * @property {Uint8Array} firm whether a claim asserts it and does not negate it
 * @property {Links} claims
 *
 * @typedef {object} Claims
 * @property {number} count stated and derived ones
 * @property {Int32Array} subject node
 * @property {Int32Array} object node, or -1
 * @property {Uint16Array} relation
 * @property {Uint16Array} source
 * @property {Int32Array} edge or -1
 * @property {Int32Array} start day; see days.js for FIRST and LAST
 * @property {Int32Array} startLatest
 * @property {Int32Array} endEarliest
 * @property {Int32Array} end the day after the last
 * @property {Int32Array} published
 * @property {Int32Array} retracted the day it was retracted; LAST where it never was
 * @property {Uint8Array} measured whether it was measured over its period, so that it is never "in force"
 * @property {Uint8Array} derived whether it follows from other claims
 * @property {Links} premises claims a derived one rests on
 * @property {Record<string, {at: (index: number) => number, texts: string[]}>} text every column as text
 *
 * @typedef {object} Model
 * @property {string} digest of the data, so that a link can say which page it was made for
 * @property {string} title
 * @property {string} view which view of the store it is, in words
 * @property {number | null} about
 * @property {number} limit above so many relations the page opens on its core
 * @property {number} known the last day of publication or retraction that the page knows of
 * @property {[number, number] | null} valid the valid period of the view, first and last day
 * @property {{nodes: number, relations: number, claims: number, derived: number, sources: number}} counts
 * @property {Kind[]} classes
 * @property {Kind[]} relations
 * @property {Source[]} sources
 * @property {Finding[]} findings
 * @property {Nodes} nodes
 * @property {Edges} edges
 * @property {Claims} claims
 * @property {Record<string, string[]>} claimTypes each claim type with the types above it
 * @property {{name: string, property: string, kind: string}[]} columns of a claim, in the ontology's order
 * @property {Record<string, string>} prefixes
 * @property {Record<string, string>} names what ids that are no node are called
 * @property {Map<string, number>} nodeOf node by id
 * @property {Map<string, number>} claimOf claim by id
 * @property {Record<string, Layout>} layouts web, and ladder and geography where they make sense
 * @property {Geography | null} geography
 * @property {{lang: string, dir: string, words: Record<string, string>}} speech the page's own words
 *
 * @typedef {object} Layout
 * @property {Float32Array} x
 * @property {Float32Array} y
 * @property {{label: string, x: number}[]} [stages] the columns of the ladder
 *
 * @typedef {object} Geography
 * @property {number[][]} outline rings of land: longitude, latitude, longitude … in tenths of a degree
 * @property {Record<string, [number, number]>} points longitude and latitude of each place, by node id
 */

const FORMAT = 2;
const NONE = -1;

/**
 * Read and link the data of the page.
 * @param {string} text JSON, or JSON that holds deflated JSON
 * @returns {Promise<Model>}
 */
export async function decode(text) {
  let raw = JSON.parse(text);
  if (raw.deflated) raw = JSON.parse(await inflated(raw.deflated));
  if (raw.format !== FORMAT) throw new Error(`the page's data have format ${raw.format}, not ${FORMAT}`);
  const claims = readClaims(raw);
  const edges = readEdges(raw, claims);
  const nodes = readNodes(raw, edges, claims);
  spellNumbers(claims, nodes, raw);
  return {
    ...raw, nodes, edges, claims,
    nodeOf: new Map(nodes.id.map((id, index) => [id, index])),
    claimOf: new Map(Array.from({ length: claims.count }, (_, index) => [textOf(claims, "id", index), index])),
    layouts: Object.fromEntries(Object.entries(raw.layouts).map(([name, layout]) => [
      name, { ...layout, x: Float32Array.from(layout.x), y: Float32Array.from(layout.y) },
    ])),
  };
}

/**
 * What belongs to one owner.
 * @param {Links} links
 * @param {number} owner
 * @returns {Uint32Array}
 */
export function linked(links, owner) {
  return links.items.subarray(links.start[owner], links.start[owner + 1]);
}

/**
 * A cell of a claim as text, as the CSV has it; also the words "period", "quantity" and "band".
 * @param {Claims} claims
 * @param {string} column
 * @param {number} index
 * @returns {string} empty where the claim says nothing
 */
export function textOf(claims, column, index) {
  const { at, texts } = claims.text[column];
  return texts[at(index)];
}

/**
 * The claim's gist; names that the gist shares with its claim are stored once.
 * @param {Model} model
 * @param {number} claim
 * @returns {string}
 */
export function gistOf(model, claim) {
  const { claims, nodes } = model;
  const names = { s: nodes.label[claims.subject[claim]], o: nodes.label[claims.object[claim]], r: model.relations[claims.relation[claim]].label };
  return textOf(claims, "gist", claim).replace(/\u0001([sor\u0001])/g, (_, slot) => names[slot] ?? slot);
}

/**
 * What an entity, unit or quantity kind is called.
 * @param {Model} model
 * @param {string} id
 * @returns {string}
 */
export function nameOf(model, id) {
  const node = model.nodeOf.get(id);
  if (node !== undefined) return model.nodes.label[node];
  return Object.hasOwn(model.names, id) ? model.names[id] : id;
}

/** How a claim is said, as numbers into this list: negation before modality. */
export const SAYINGS = ["asserted", "planned", "forecast", "opinion", "negated"];

/**
 * @param {Claims} claims
 * @param {number} index
 * @returns {string} one of SAYINGS
 */
export function sayingOf(claims, index) {
  return textOf(claims, "negated", index) === "true" ? "negated" : textOf(claims, "modality", index);
}

/**
 * The nodes a claim is about, each once: its ends, its product and its instrument.
 * @param {Model} model
 * @param {number} claim
 * @returns {number[]}
 */
export function mentioned(model, claim) {
  const { claims, nodeOf } = model;
  const slots = [claims.subject[claim], claims.object[claim]];
  for (const column of ["product", "instrument"]) slots.push(nodeOf.get(textOf(claims, column, claim)) ?? NONE);
  return [...new Set(slots)].filter((node) => node !== NONE);
}

/** A column is a list of numbers, or one number where all are the same. */
function numbers(column, count, Type) {
  return Array.isArray(column) ? Type.from(column) : new Type(count).fill(column);
}

function readClaims(raw) {
  const { count, days, derived, measured, retracted, subject, object, relation, source, edge, cells, premises } = raw.claims;
  const text = Object.fromEntries(Object.entries(cells).map(([name, column]) => {
    const at = Array.isArray(column) ? (index) => column[index] : () => column;
    return [name, { at, texts: raw.strings }];
  }));
  const owners = Object.keys(premises).map(Number);
  const rests = owners.flatMap((owner) => premises[owner].map((premise) => [owner, premise]));
  return {
    count, text,
    subject: numbers(subject, count, Int32Array),
    object: numbers(object, count, Int32Array),
    relation: numbers(relation, count, Uint16Array),
    source: numbers(source, count, Uint16Array),
    edge: numbers(edge, count, Int32Array),
    start: numbers(days.start, count, Int32Array),
    startLatest: numbers(days.start_latest, count, Int32Array),
    endEarliest: numbers(days.end_earliest, count, Int32Array),
    end: numbers(days.end, count, Int32Array),
    published: numbers(days.published, count, Int32Array),
    retracted: numbers(retracted, count, Int32Array),
    measured: numbers(measured, count, Uint8Array),
    derived: numbers(derived, count, Uint8Array),
    premises: link(count, rests),
  };
}

/** Columns that are kept as numbers, as texts too. */
function spellNumbers(claims, nodes, raw) {
  const ids = (list) => list.map((item) => item.id);
  const { text } = claims;
  text.subject = { at: (index) => claims.subject[index], texts: nodes.id };
  text.object = { at: (index) => (claims.object[index] === NONE ? nodes.count : claims.object[index]), texts: [...nodes.id, ""] };
  text.predicate = { at: (index) => claims.relation[index], texts: ids(raw.relations) };
  text.source_id = { at: (index) => claims.source[index], texts: ids(raw.sources) };
  const days = { start: claims.start, start_latest: claims.startLatest, end_earliest: claims.endEarliest, end: claims.end, published: claims.published };
  for (const [name, values] of Object.entries(days)) {
    Object.defineProperty(text, name, { enumerable: true, get: once(() => spelledDays(values)) });
  }
}

function spelledDays(values) {
  const distinct = [...new Set(values)];
  const numbers = new Map(distinct.map((day, number) => [day, number]));
  return { at: (index) => numbers.get(values[index]), texts: distinct.map(isoDay) };
}

/** Made when it is first asked for. */
function once(make) {
  let made;
  return () => (made ??= make());
}

function readEdges(raw, claims) {
  const { count, subject, relation, object, firm } = raw.edges;
  const pairs = [];
  for (let claim = 0; claim < claims.count; claim += 1) {
    if (claims.edge[claim] !== NONE) pairs.push([claims.edge[claim], claim]);
  }
  return {
    count,
    subject: numbers(subject, count, Uint32Array),
    relation: numbers(relation, count, Uint16Array),
    object: numbers(object, count, Uint32Array),
    firm: numbers(firm, count, Uint8Array),
    claims: link(count, pairs),
  };
}

function readNodes(raw, edges, claims) {
  const { count, id, label, note, aliases, codes } = raw.nodes;
  const ends = [];
  for (let edge = 0; edge < edges.count; edge += 1) {
    ends.push([edges.subject[edge], edge]);
    if (edges.object[edge] !== edges.subject[edge]) ends.push([edges.object[edge], edge]);
  }
  const nodes = {
    count, id, label,
    class: numbers(raw.nodes.class, count, Uint16Array),
    note: Array.from({ length: count }, (_, index) => note[index] ?? ""),
    aliases: Array.from({ length: count }, (_, index) => aliases[index] ?? []),
    codes: Array.from({ length: count }, (_, index) => codes[index] ?? []),
    edges: link(count, ends),
  };
  const nodeOf = new Map(id.map((name, index) => [name, index]));
  const mentions = [];
  for (let claim = 0; claim < claims.count; claim += 1) {
    for (const node of mentioned(/** @type {any} */ ({ claims, nodeOf }), claim)) mentions.push([node, claim]);
  }
  return { ...nodes, claims: link(count, mentions) };
}

/** Pairs of owner and item, sorted by owner; the items of one keep their order. */
function link(owners, pairs) {
  const start = new Uint32Array(owners + 1);
  for (const [owner] of pairs) start[owner + 1] += 1;
  for (let owner = 0; owner < owners; owner += 1) start[owner + 1] += start[owner];
  const next = start.slice(0, owners);
  const items = new Uint32Array(pairs.length);
  for (const [owner, item] of pairs) items[next[owner]++] = item;
  return { start, items };
}
