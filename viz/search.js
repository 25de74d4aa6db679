// Finding entities by label, alias, code or id.

/**
 * @typedef {object} Hit
 * @property {number} node
 * @property {string} matched the name that matched, where it is not the label
 *
 * @typedef {{text: string, shown: string, node: number, label: boolean}[]} Index
 */

const MOST = 12;

/**
 * Every name of every node, folded for comparison.
 * @param {import("./data.js").Model} model
 * @returns {Index}
 */
export function buildIndex(model) {
  const index = [];
  for (const node of model.nodes) {
    const add = (shown, label) => index.push({ text: fold(shown), shown, node: node.index, label });
    add(node.label, true);
    for (const alias of node.aliases) add(alias, false);
    for (const [scheme, code] of node.codes) index.push({ text: fold(code), shown: `${scheme} ${code}`, node: node.index, label: false });
    add(node.id, false);
  }
  return index;
}

/**
 * The nodes whose names fit best: whole name, then its beginning, a word's beginning, any part.
 * @param {Index} index
 * @param {string} query
 * @param {(node: number) => number} weight breaks ties, the heavier first
 * @returns {Hit[]}
 */
export function find(index, query, weight) {
  const wanted = fold(query);
  if (!wanted) return [];
  /** @type {Map<number, {rank: number, hit: Hit}>} */
  const best = new Map();
  for (const entry of index) {
    const rank = rankOf(entry.text, wanted) * 2 + (entry.label ? 0 : 1);
    const known = best.get(entry.node);
    if (rank < 8 && (!known || rank < known.rank)) {
      best.set(entry.node, { rank, hit: { node: entry.node, matched: entry.label ? "" : entry.shown } });
    }
  }
  return [...best.values()]
    .sort((a, b) => a.rank - b.rank || weight(b.hit.node) - weight(a.hit.node) || a.hit.node - b.hit.node)
    .slice(0, MOST)
    .map((found) => found.hit);
}

/**
 * Lower case, without accents and outer spaces.
 * @param {string} text
 * @returns {string}
 */
export function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
}

function rankOf(text, wanted) {
  if (text === wanted) return 0;
  const at = text.indexOf(wanted);
  if (at === 0) return 1;
  if (at < 0) return 4;
  return /[\p{L}\p{N}]/u.test(text[at - 1]) ? 3 : 2;
}
