// The whole state as the fragment of the page's address, so that a link shows what its sender saw.
//
// Everything is named by ids, never by numbers, so that a link outlives a new version of the data.
// "key=value&key=value"; "," parts the items of a list, ";" what belongs together in one item.

import { linked, textOf } from "./data.js";
import { isoDay, parseDay } from "./days.js";
import { edgesBetween } from "./neighbours.js";
import { START } from "./state.js";
import { t } from "./words.js";

const LONGEST = 100000;
const LONGEST_SHOWN = 60;
const MOST_COMPLAINTS = 20;
const EMPTY = "~"; // stands for an id that is empty, which would get lost in a list

/** @typedef {import("./data.js").Model} Model */
/** @typedef {import("./state.js").State} State */
/** @typedef {{id: string, values: {id: string}[]}} Facet */

/**
 * Write a state. Should it be too long for an address, the longest lists are left out, and "cut" names them.
 * @param {Model} model
 * @param {State} state
 * @param {Facet[]} facets
 * @returns {string} the fragment without "#"
 */
export function written(model, state, facets) {
  const parts = [["d", coded(model.digest)], ...filterParts(state, facets)];
  const add = (key, value) => value && parts.push([key, value]);
  if (state.from !== null && state.to !== null) parts.push(["from", isoDay(state.from)], ["to", isoDay(state.to)]);
  if (state.known !== null) parts.push(["known", isoDay(state.known)]);
  if (state.selected) parts.push(selectionPart(model, state.selected));
  add("path", state.path && state.path.from !== state.path.to && pathText(model, state.path)); // else its goal is still being chosen
  for (const key of ["shown", "layout"]) add(key, state[key] !== START[key] && coded(state[key]));
  for (const key of ["whole", "beyond"]) add(key, state[key] && "1");
  add("expanded", list([...state.expanded].map((node) => model.nodes.id[node])));
  return shortened(parts);
}

/**
 * Read a fragment; what cannot be taken over is left out and said. One that was written by a page (it has "d")
 * gives the whole state; a deep link such as "claim=…" or "about=…" gives only what it says.
 * @param {Model} model
 * @param {string} fragment with or without "#"
 * @param {Facet[]} facets
 * @returns {{state: Partial<State>, complaints: string[]}}
 */
export function read(model, fragment, facets) {
  const text = fragment.replace(/^#/, "");
  if (text.length > LONGEST) return { state: {}, complaints: [t("The link is too long to be one of this page; it was not read.")] };
  const reading = { model, facets, state: {}, off: {}, complaints: [], days: new Map() };
  const seen = new Set();
  for (const part of text.split("&").filter(Boolean)) readPart(reading, part, seen);
  readPeriod(reading);
  const { state, off, complaints } = reading;
  if (Object.keys(off).length) state.off = off;
  if (complaints.length > MOST_COMPLAINTS) {
    complaints.splice(MOST_COMPLAINTS, Infinity, t("{n} more parts of the link were left out.", { n: complaints.length - MOST_COMPLAINTS }));
  }
  return { state: seen.has("d") ? { ...START, ...state } : state, complaints };
}

/**
 * @param {string} fragment as written() made it
 * @returns {boolean} whether it was too long, so that a part of the state is left out
 */
export function isCut(fragment) {
  return /(^|&)cut=/.test(fragment);
}

// Writing

/** Encoded, but with the colons of ids readable. */
function coded(text) {
  if (text === "") return EMPTY;
  if (text === EMPTY) return "%7E";
  return encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, "\ufffd")).replaceAll("%3A", ":");
}

function list(ids) {
  return ids.map(coded).join(",");
}

/** For each facet the values that are off, or those that are on where these are fewer. */
function filterParts(state, facets) {
  return facets.flatMap(({ id, values }) => {
    const off = Object.hasOwn(state.off, id) ? state.off[id] : new Set();
    if (!off.size) return [];
    const ids = (isWanted) => list(values.filter((_, index) => isWanted(index)).map((value) => value.id));
    const mostlyOff = off.size * 2 > values.length;
    return [mostlyOff ? [`on.${id}`, ids((index) => !off.has(index))] : [`off.${id}`, ids((index) => off.has(index))]];
  });
}

function selectionPart(model, selected) {
  const { nodes, edges, relations, claims } = model;
  const together = (...ids) => ids.map(coded).join(";");
  const { index } = selected;
  switch (selected.kind) {
    case "node": return ["about", coded(nodes.id[index])];
    case "claim": return ["claim", coded(textOf(claims, "id", index))];
    case "pair": return ["pair", together(nodes.id[index], nodes.id[selected.other])];
    default: return ["edge", together(nodes.id[edges.subject[index]], relations[edges.relation[index]].id, nodes.id[edges.object[index]])];
  }
}

function pathText(model, { from, to, timed }) {
  const ends = [model.nodes.id[from], model.nodes.id[to]].map(coded);
  return [...ends, ...(timed ? ["timed"] : [])].join(";");
}

function shortened(parts) {
  const joined = (kept) => kept.map(([key, value]) => `${key}=${value}`).join("&");
  const cut = [];
  let kept = parts;
  const size = () => joined(kept).length + list(cut).length + "&cut=".length;
  while (size() > LONGEST) {
    const longest = kept.reduce((most, part) => (part[1].length > most[1].length ? part : most));
    kept = kept.filter((part) => part !== longest);
    cut.push(longest[0]);
  }
  return joined(cut.length ? [...kept, ["cut", list(cut)]] : kept);
}

// Reading

/** @typedef {{model: Model, facets: Facet[], state: any, off: any, complaints: string[], days: Map<string, number>}} Reading */

function readPart(reading, part, seen) {
  const cut = part.indexOf("=");
  const key = cut < 0 ? part : part.slice(0, cut);
  const value = cut < 0 ? "" : part.slice(cut + 1);
  const [, mode, facetId] = /^(on|off)\.(.+)$/s.exec(key) ?? [];
  const facet = facetId && reading.facets.find(({ id }) => id === facetId);
  const once = facet ? `off.${facet.id}` : SELECTIONS.has(key) ? "selected" : key;
  if (!facet && !READERS.has(key)) {
    say(reading, t("The link's part {part} is not known and was left out.", { part: shown(key) }));
  } else if (seen.has(once)) {
    say(reading, t("The link's part {part} contradicts an earlier one and was left out.", { part: shown(key) }));
  } else if (facet) {
    readFilter(reading, facet, mode, value);
  } else {
    READERS.get(key)(reading, value, key);
  }
  seen.add(once);
}

function say(reading, complaint) {
  reading.complaints.push(complaint);
}

/** A text short enough for a complaint. */
function shown(text) {
  const characters = [...text];
  return characters.length > LONGEST_SHOWN ? `${characters.slice(0, LONGEST_SHOWN).join("")}…` : text;
}

/** The text that was encoded; null where it is damaged. */
function decoded(text) {
  if (text === EMPTY) return "";
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** What ids stand for; those that cannot be read or found are said. */
function found(reading, value, separator, find) {
  const results = [];
  for (const piece of value.split(separator)) {
    const id = decoded(piece);
    const result = id === null ? undefined : find(id);
    if (result !== undefined) results.push(result);
    else if (id === null) say(reading, t("A part of the link is damaged and was left out: {text}", { text: shown(piece) }));
    else say(reading, t("This page does not have {id}, which the link names; it was left out.", { id: shown(id) }));
  }
  return results;
}

function nodesOf(reading, value, separator) {
  return found(reading, value, separator, (id) => reading.model.nodeOf.get(id));
}

function readFilter(reading, facet, mode, value) {
  const indexOf = new Map(facet.values.map(({ id }, index) => [id, index]));
  const named = new Set(value === "" ? [] : found(reading, value, ",", (id) => indexOf.get(id)));
  if (mode === "on" && value !== "" && !named.size) return; // nothing of it is here: rather all than nothing
  const off = mode === "off" ? named : new Set(facet.values.keys());
  if (mode === "on") for (const index of named) off.delete(index);
  if (off.size) reading.off[facet.id] = off;
}

function readDigest({ model, complaints }, value) {
  if (decoded(value) !== model.digest) {
    complaints.push(t("The link was made for another version of the data; what is still here was taken over."));
  }
}

function readDay(reading, value, key) {
  const day = parseDay(decoded(value) ?? "");
  if (day === null) say(reading, t("The link names {text}, which is no day such as 2025-05-01; it was left out.", { text: shown(value) }));
  else if (key === "known") reading.state.known = day;
  else reading.days.set(key, day);
}

function readPeriod(reading) {
  const { days, state } = reading;
  if (!days.size) return;
  const [from, to] = [days.get("from"), days.get("to")];
  if (from === undefined || to === undefined) {
    say(reading, t("The link's valid period lacks its first or last day; it was left out."));
  } else if (from > to) {
    say(reading, t("The link's valid period ends before it begins; it was left out."));
  } else {
    state.from = from;
    state.to = to;
  }
}

function readAbout(reading, value) {
  const [node] = nodesOf(reading, value, null);
  if (node !== undefined) reading.state.selected = { kind: "node", index: node };
}

function readClaim(reading, value) {
  const [claim] = found(reading, value, null, (id) => reading.model.claimOf.get(id));
  if (claim !== undefined) reading.state.selected = { kind: "claim", index: claim };
}

function readPair(reading, value) {
  const ends = nodesOf(reading, value, ";");
  if (ends.length !== 2) return incomplete(reading, value);
  const [index, other] = ends.sort((a, b) => a - b);
  if (!edgesBetween(reading.model, index, other).length) {
    const { label } = reading.model.nodes;
    say(reading, index === other
      ? t("The link asks for relations of {name} with itself, and there are none.", { name: label[index] })
      : t("The link asks for relations between {first} and {last}, and there are none.", { first: label[index], last: label[other] }));
    return;
  }
  reading.state.selected = { kind: "pair", index, other };
}

function readEdge(reading, value) {
  const ids = found(reading, value, ";", (id) => id);
  const index = ids.length === 3 ? edgeOf(reading.model, ids) : undefined;
  if (index === undefined) return incomplete(reading, value);
  reading.state.selected = { kind: "edge", index };
}

/** The number of a relation between two nodes; a symmetric one may be named from either end. */
function edgeOf({ nodes, edges, relations, nodeOf }, [subjectId, relation, objectId]) {
  const [subject, object] = [nodeOf.get(subjectId), nodeOf.get(objectId)];
  if (subject === undefined || object === undefined) return undefined;
  return linked(nodes.edges, subject).find((edge) => {
    const kind = relations[edges.relation[edge]];
    const isForth = edges.subject[edge] === subject && edges.object[edge] === object;
    const isBack = edges.subject[edge] === object && edges.object[edge] === subject;
    return kind.id === relation && (isForth || (kind.symmetric && isBack));
  });
}

function readPath(reading, value) {
  const [from, to, ...more] = value.split(";");
  const ends = nodesOf(reading, [from, to ?? ""].join(";"), ";");
  const isTimed = more.length === 1 && more[0] === "timed";
  if (ends.length !== 2 || (more.length && !isTimed)) return incomplete(reading, value);
  if (ends[0] === ends[1]) {
    say(reading, t("The link asks for a path from {name} to itself. Choose another entity as its goal.", { name: reading.model.nodes.label[ends[0]] }));
  }
  reading.state.path = { from: ends[0], to: ends[1], timed: isTimed };
}

function incomplete(reading, value) {
  say(reading, t("A part of the link does not fit this page and was left out: {text}", { text: shown(decoded(value) ?? value) }));
}

function readChoice(reading, value, key) {
  const { layouts, geography } = reading.model;
  const known = {
    shown: ["graph", "list", ...(geography ? ["map"] : [])],
    layout: [...Object.keys(layouts), ...(geography ? ["geography"] : [])],
    whole: ["1"],
    beyond: ["1"],
  }[key];
  if (!known.includes(value)) incomplete(reading, `${key}=${value}`);
  else reading.state[key] = value === "1" ? true : value;
}

function readExpanded(reading, value) {
  const nodes = nodesOf(reading, value, ",");
  if (nodes.length) reading.state.expanded = new Set(nodes);
}

function readCut(reading) {
  say(reading, t("The link could not hold everything that was chosen; a part of it is missing."));
}

const SELECTIONS = new Set(["about", "claim", "edge", "pair"]);

const READERS = new Map([
  ["d", readDigest], ["from", readDay], ["to", readDay], ["known", readDay],
  ["about", readAbout], ["claim", readClaim], ["edge", readEdge], ["pair", readPair], ["path", readPath],
  ["shown", readChoice], ["layout", readChoice], ["whole", readChoice], ["beyond", readChoice],
  ["expanded", readExpanded], ["cut", readCut],
]);
