// The page's data block, read once: columns become typed arrays, and nodes, edges and claims are linked.

import { numberColumns, once, say, textColumns } from "./columns.js";
import { edgesOf, linksOf } from "./links.js";
import { unpacked } from "./unpack.js";

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
 * @property {string | null} sha256 of the document
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
 * @property {Int32Array} product node, or -1
 * @property {Int32Array} instrument node, or -1
 * @property {import("./columns.js").TextColumns} text every column as text
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
 * @property {{get: (id: string) => number | undefined}} claimOf claim by id
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

const FORMAT = 3;
const NONE = -1;

/**
 * Read and link the data of the page.
 * @param {string} text of the data block, see unpack.js
 * @returns {Promise<Model>}
 */
export async function decode(text) {
  const block = await unpacked(text);
  const { raw } = block;
  if (raw.format !== FORMAT) throw new Error(`the page's data have format ${raw.format}, not ${FORMAT}`);
  const ids = block.texts(raw.nodes.id);
  const { claims, edges } = readClaims(block, ids);
  const ofClaim = once(() => new Map(claims.text.id.texts.map((id, index) => [id, index])));
  return {
    ...raw, edges, claims,
    nodes: readNodes(block, ids, edges, claims),
    nodeOf: new Map(ids.map((id, index) => [id, index])),
    claimOf: { get: (id) => ofClaim().get(id) },
    layouts: Object.fromEntries(Object.entries(raw.layouts).map(([name, layout]) => [
      name, { ...layout, x: places(block, layout.x), y: places(block, layout.y) },
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
  return say(claims.text[column], index);
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
export function mentioned({ claims }, claim) {
  const slots = [claims.subject[claim], claims.object[claim], claims.product[claim], claims.instrument[claim]];
  return [...new Set(slots)].filter((node) => node !== NONE);
}

/** @returns {{claims: Claims, edges: Edges}} */
function readClaims(block, ids) {
  const { raw } = block;
  const { count } = raw.claims;
  const numbers = numberColumns(raw.claims, block);
  const said = (column, word) => ["", ...block.texts(raw.claims.cells[column].texts)].indexOf(word);
  const [asserted, negated] = [said("modality", "asserted"), said("negated", "true")];
  const [modality, negation] = [numbers("modality"), numbers("negated")];
  const { edges, of } = edgesOf(
    {
      subject: numbers("subject"), relation: numbers("relation"), object: numbers("object"),
      asserts: (claim) => modality[claim] === asserted && negation[claim] !== negated,
    },
    raw.relations.map((kind) => kind.symmetric),
    ids.length,
  );
  const claims = {
    count,
    subject: numbers("subject"),
    object: numbers("object"),
    product: numbers("product"),
    instrument: numbers("instrument"),
    relation: new Uint16Array(numbers("relation")),
    source: new Uint16Array(numbers("source")),
    edge: of,
    start: numbers("start"),
    startLatest: numbers("start_latest"),
    endEarliest: numbers("end_earliest"),
    end: numbers("end"),
    published: numbers("published"),
    retracted: numbers("retracted"),
    measured: new Uint8Array(numbers("measured")),
    derived: new Uint8Array(numbers("derived")),
    premises: readPremises(block, count),
  };
  return { claims: { ...claims, text: textColumns(block, numbers, claims, ids) }, edges };
}

function readPremises(block, count) {
  const [of, items] = [block.numbers(block.raw.claims.premises.of), block.numbers(block.raw.claims.premises.items)];
  const { start, items: pairs } = linksOf(count, of.length, [of]);
  return { start, items: pairs.map((pair) => items[pair]) };
}

/** @returns {Nodes} */
function readNodes(block, id, edges, claims) {
  const { count, label, note, aliases, codes, class: kind } = block.raw.nodes;
  const { product, instrument } = block.raw.claims.cells;
  const mentions = [claims.subject, claims.object];
  if (product.nodes !== NONE) mentions.push(claims.product); // a column of nothing is a single number
  if (instrument.nodes !== NONE) mentions.push(claims.instrument);
  return {
    count, id,
    label: block.texts(label),
    class: new Uint16Array(block.numbers(kind, count)),
    note: Array.from({ length: count }, (_, index) => note[index] ?? ""),
    aliases: Array.from({ length: count }, (_, index) => aliases[index] ?? []),
    codes: Array.from({ length: count }, (_, index) => codes[index] ?? []),
    edges: linksOf(count, edges.count, [edges.subject, edges.object]),
    claims: linksOf(count, claims.count, mentions),
  };
}

function places(block, column) {
  return Array.isArray(column) ? Float32Array.from(column) : new Float32Array(block.numbers(column));
}
