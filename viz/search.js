// Finding entities by label, alias, code or id.

/**
 * @typedef {object} Hit
 * @property {number} node
 * @property {string} matched the name that matched, where it is not the label
 *
 * @typedef {object} Found
 * @property {Hit[]} hits the best
 * @property {number} total how many entities fit
 *
 * @typedef {object} Index every name, in columns so that ten thousand entities are searched in a moment
 * @property {string[]} text folded, with a space at either end
 * @property {string[]} shown as it is written; empty for a label
 * @property {number[]} node
 * @property {number} nodes how many entities there are
 */

const MOST = 12;
const [WHOLE, BEGINNING, WORD, PART, SCATTERED, NOT] = [0, 1, 2, 3, 4, 5];
const PLAIN = /^[ -~]*$/;
const LETTERS = { ß: "ss", ø: "o", ł: "l", æ: "ae", œ: "oe", đ: "d", ı: "i" };

/** @type {WeakMap<import("./data.js").Model, Index>} */
const indices = new WeakMap();

/**
 * The names of a page, made when somebody first looks for one, and once for all fields.
 * @param {import("./data.js").Model} model
 * @returns {Index}
 */
export function indexOf(model) {
  const known = indices.get(model) ?? buildIndex(model);
  indices.set(model, known);
  return known;
}

/**
 * Every name of every node, folded for comparison.
 * @param {import("./data.js").Model} model
 * @returns {Index}
 */
export function buildIndex({ nodes }) {
  /** @type {Index} */
  const index = { text: [], shown: [], node: [], nodes: nodes.count };
  for (let node = 0; node < nodes.count; node += 1) {
    const add = (name, shown) => {
      index.text.push(` ${fold(name)} `);
      index.shown.push(shown);
      index.node.push(node);
    };
    add(nodes.label[node], "");
    for (const alias of nodes.aliases[node]) add(alias, alias);
    for (const [scheme, code] of nodes.codes[node]) {
      add(code, `${scheme} ${code}`);
      add(`${scheme} ${code}`, `${scheme} ${code}`);
    }
    add(nodes.id[node], nodes.id[node]);
  }
  return index;
}

/**
 * The nodes whose names fit best: a whole name before the beginning of a longer one, then the
 * beginning of a word, then any part, then all words of the query somewhere in a name.
 * @param {Index} index
 * @param {string} query
 * @param {(node: number) => number} weight breaks ties, the heavier first
 * @returns {Found}
 */
export function find(index, query, weight) {
  const wanted = fold(query);
  if (!wanted) return { hits: [], total: 0 };
  const { rank, name } = ranked(index, wanted);
  const tiers = Array.from({ length: NOT }, () => /** @type {number[]} */ ([]));
  let total = 0;
  for (let node = 0; node < index.nodes; node += 1) {
    if (rank[node] === NOT) continue;
    tiers[rank[node]].push(node);
    total += 1;
  }
  const best = [];
  for (const tier of tiers) {
    if (best.length < MOST) best.push(...heaviest(tier, weight, MOST - best.length));
  }
  return { hits: best.map((node) => ({ node, matched: index.shown[name[node]] })), total };
}

/**
 * What counts of a name: its letters and digits in lower case, without accents; a space for all between.
 * @param {string} text
 * @returns {string}
 */
export function fold(text) {
  const lower = text.toLowerCase();
  // most names are plain ASCII, for which the short way gives the same in a fraction of the time
  if (PLAIN.test(lower)) return lower.replace(/['.]/g, "").replace(/[^a-z0-9]+/g, " ").trim();
  return lower
    .normalize("NFKD")
    .replace(/\p{M}|['’.]/gu, "")
    .replace(/[ßøłæœđı]/g, (letter) => LETTERS[letter])
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** The few heaviest of many, without sorting them all. */
function heaviest(nodes, weight, most) {
  const best = [];
  for (const node of nodes) {
    const own = weight(node);
    if (best.length === most && own <= best[most - 1].own) continue;
    let at = best.length;
    while (at > 0 && best[at - 1].own < own) at -= 1;
    best.splice(at, 0, { node, own });
    if (best.length > most) best.pop();
  }
  return best.map(({ node }) => node);
}

/** The best rank of each node, and the name that has it; the label where several do. */
function ranked({ text, node, nodes }, wanted) {
  const rank = new Uint8Array(nodes).fill(NOT);
  const name = new Int32Array(nodes).fill(-1);
  const words = wanted.split(" ");
  const [whole, beginning] = [` ${wanted} `, ` ${wanted}`];
  for (let at = 0; at < text.length; at += 1) {
    const owner = node[at];
    if (rank[owner] === WHOLE || (rank[owner] === BEGINNING && text[at] !== whole)) continue;
    const fits = rankOf(text[at], wanted, whole, beginning, words);
    if (fits < rank[owner]) {
      rank[owner] = fits;
      name[owner] = at;
    }
  }
  return { rank, name };
}

function rankOf(text, wanted, whole, beginning, words) {
  if (!text.includes(wanted)) return words.length > 1 && words.every((word) => text.includes(word)) ? SCATTERED : NOT;
  if (text === whole) return WHOLE;
  if (text.startsWith(beginning)) return BEGINNING;
  return text.includes(beginning) ? WORD : PART;
}
