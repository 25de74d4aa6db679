// The claims' columns as the data block has them: numbers, numbers that follow from others, and texts.

import { claimId } from "./claimid.js";
import { isoDay } from "./days.js";

/**
 * @typedef {object} TextColumn a column of texts; nothing of it is made before it is asked for
 * @property {(index: number) => number} at which text a claim has
 * @property {string[]} texts each once, the empty one among them; every claim's own where `spell` is there
 * @property {(index: number) => string} [spell] the text of one claim alone, where texts are long to make
 *
 * @typedef {Record<string, TextColumn>} TextColumns
 */

const NONE = -1;
const MARK = "\u0001";
const DAYS = { start: "start", start_latest: "startLatest", end_earliest: "endEarliest", end: "end", published: "published" };

/**
 * The columns of numbers by name.
 * @param {any} raw the claims of the data block
 * @param {import("./unpack.js").Block} block
 * @returns {(name: string) => Int32Array} each made once
 */
export function numberColumns(raw, block) {
  const { cells, days } = raw;
  const made = new Map();
  const stored = (name) => raw[name] ?? days[name] ?? cells[name].at ?? cells[name].nodes;
  const numbers = (name) => {
    if (!made.has(name)) made.set(name, read(stored(name)));
    return made.get(name);
  };
  const read = (column) => (column.of === undefined ? block.numbers(column, raw.count) : following(column, numbers(column.of), block));
  return numbers;
}

/** A column that follows from another one, but for some places. */
function following({ values, but }, other, block) {
  const rule = block.numbers(values);
  const made = new Int32Array(other.length);
  for (let index = 0; index < made.length; index += 1) made[index] = rule[other[index]];
  if (but) {
    const told = block.numbers(but.values);
    block.numbers(but.at).forEach((place, index) => { made[place] = told[index]; });
  }
  return made;
}

/**
 * Every column as texts.
 * @param {import("./unpack.js").Block} block
 * @param {(name: string) => Int32Array} numbers
 * @param {import("./data.js").Claims} claims without its texts
 * @param {string[]} nodeIds
 * @returns {TextColumns}
 */
export function textColumns({ raw, ...block }, numbers, claims, nodeIds) {
  const count = claims.count;
  const spelled = (spell) => {
    const all = once(() => Array.from({ length: count }, (_, index) => spell(index)));
    return { at: (index) => index, get texts() { return all(); }, spell };
  };
  const text = {};
  for (const [name, cell] of Object.entries(raw.claims.cells)) {
    if (cell.patterns) text[name] = patterned(cell, numbers(name), block);
    else if (cell.nodes !== undefined) text[name] = ofNodes(numbers(name), nodeIds);
    else if (cell.texts) text[name] = tabled(() => numbers(name), () => ["", ...block.texts(cell.texts)]);
  }
  const told = (index, column) => say(text[column], index);
  text.subject = ofNodes(claims.subject, nodeIds);
  text.object = ofNodes(claims.object, nodeIds);
  text.predicate = tabled(() => claims.relation, () => raw.relations.map(({ id }) => id));
  text.source_id = tabled(() => claims.source, () => raw.sources.map(({ id }) => id));
  for (const [name, property] of Object.entries(DAYS)) text[name] = ofDays(claims[property]);
  const { id, premises } = raw.claims.cells;
  const digests = raw.sources.map((source) => source.sha256 ?? source.id);
  text.id = spelled(excepted(id, block, (index) => claimId(digests[claims.source[index]], (column) => told(index, column))));
  const { start, items } = claims.premises;
  text.premises = spelled(excepted(premises, block, (index) => Array.from(items.subarray(start[index], start[index + 1]), (premise) => told(premise, "id")).join(";")));
  return text;
}

/**
 * A text of one claim.
 * @param {TextColumn} column
 * @param {number} index
 * @returns {string}
 */
export function say(column, index) {
  return column.spell ? column.spell(index) : column.texts[column.at(index)];
}

/** Made when it is first asked for. */
export function once(make) {
  let made;
  return () => (made ??= make());
}

function tabled(numbers, makeTexts) {
  const texts = once(makeTexts);
  return { at: (index) => numbers()[index], get texts() { return texts(); } };
}

function ofNodes(nodes, ids) {
  const texts = once(() => [...ids, ""]);
  return { at: (index) => (nodes[index] === NONE ? ids.length : nodes[index]), get texts() { return texts(); } };
}

function ofDays(days) {
  const table = once(() => {
    const distinct = [...new Set(days)];
    return { numbers: new Map(distinct.map((day, number) => [day, number])), texts: distinct.map(isoDay) };
  });
  return { at: (index) => table().numbers.get(days[index]), get texts() { return table().texts; } };
}

/** Texts with numbers in them: the second of a text is stored as its distance from the first, and so on. */
function patterned({ patterns, numbers }, at, block) {
  const texts = once(() => {
    const pieces = ["", ...block.texts(patterns)].map((pattern) => pattern.split(MARK));
    const columns = numbers.map((column) => block.numbers(column));
    const next = columns.map(() => 0);
    return Array.from(at, (pattern) => {
      let [text, ...rest] = pieces[pattern];
      let number = 0;
      rest.forEach((piece, place) => {
        number += columns[place][next[place]++];
        text += number + piece;
      });
      return text;
    });
  });
  return { at: (index) => index, get texts() { return texts(); } };
}

/** A rule with the claims for which another text is told. */
function excepted({ but }, block, rule) {
  if (!but) return rule;
  const told = once(() => {
    const texts = block.texts(but.texts);
    return new Map(Array.from(block.numbers(but.at), (place, index) => [place, texts[index]]));
  });
  return (index) => told().get(index) ?? rule(index);
}
