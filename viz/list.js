// The same as the graph shows, as text: tables that can be sorted and are read page by page.

import { gistOf, linked, nameOf, sayingOf, textOf } from "./data.js";
import { dayWords, FIRST, LAST } from "./days.js";
import { data, el } from "./dom.js";
import { shownOf } from "./neighbours.js";
import { counted, locale, t } from "./words.js";

/**
 * @typedef {object} ListUse
 * @property {(selection: import("./state.js").Selection) => void} select
 *
 * @typedef {object} Column
 * @property {string} id
 * @property {string} label
 * @property {(item: number) => number} order what the table is sorted by
 * @property {(item: number) => Node | string} cell
 * @property {boolean} [numeric]
 *
 * @typedef {object} Table
 * @property {string} id
 * @property {string} heading
 * @property {string} caption
 * @property {Column[]} columns
 * @property {Uint32Array} items
 * @property {(item: number) => Record<string, string>} attrs of a row
 *
 * @typedef {{column: string, down: boolean, page: number}} Place where in a table the reader is
 */

export const ROWS = 100;

/** @type {WeakMap<HTMLElement, Map<string, Place>>} */
const places = new WeakMap();
/** @type {WeakMap<object, Int32Array>} */
const ranks = new WeakMap();

/**
 * @param {HTMLElement} place
 * @param {import("./data.js").Model} model
 * @param {import("./filter.js").Visible} visible
 * @param {ListUse} use
 */
export function drawList(place, model, visible, use) {
  if (!places.has(place)) places.set(place, new Map());
  const remembered = /** @type {Map<string, Place>} */ (places.get(place));
  place.replaceChildren(...tables(model, visible, use).map((table) => {
    if (!remembered.has(table.id)) remembered.set(table.id, { column: "", down: false, page: 0 });
    return tableView(table, /** @type {Place} */ (remembered.get(table.id)));
  }));
}

/**
 * The tables of what is visible; those that would be empty are left out, but for the first.
 * @param {import("./data.js").Model} model
 * @param {import("./filter.js").Visible} visible
 * @param {ListUse} use
 * @returns {Table[]}
 */
export function tables(model, visible, use) {
  const bare = (claim) => model.claims.object[claim] < 0;
  const made = [
    relationTable(model, visible, use, positions(visible.edges)),
    bareTable(model, use, positions(visible.claims, bare)),
    entityTable(model, visible, use, positions(visible.nodes)),
  ];
  return made.filter((table, at) => at === 0 || table.items.length > 0);
}

/**
 * Items in the order of a column; equal ones keep their order.
 * @param {Uint32Array} items
 * @param {(item: number) => number} order
 * @param {boolean} down the greatest first
 * @returns {Uint32Array}
 */
export function sorted(items, order, down) {
  const keys = Float64Array.from(items, order);
  const at = Uint32Array.from(items.keys());
  at.sort((a, b) => {
    const [x, y] = [keys[a], keys[b]];
    if (x === y) return a - b;
    // What has no value stands last, whichever way the rest runs.
    if (Number.isNaN(x) || Number.isNaN(y)) return Number.isNaN(x) ? (Number.isNaN(y) ? a - b : 1) : -1;
    return down ? y - x : x - y;
  });
  return at.map((index) => items[index]);
}

/**
 * The time that some claims span, for a cell and for sorting.
 * @param {import("./data.js").Claims} claims
 * @param {number[]} shown
 * @returns {{text: string, start: number}} start is NaN where none of them has a beginning
 */
export function spanOf(claims, shown) {
  let [start, end] = [LAST, FIRST];
  for (const claim of shown) {
    if (claims.start[claim] > FIRST) start = Math.min(start, claims.start[claim]);
    end = Math.max(end, claims.end[claim]);
  }
  const known = start < LAST ? start : Number.NaN;
  if (shown.length === 1) return { text: textOf(claims, "period", shown[0]), start: known };
  const texts = new Set(shown.map((claim) => textOf(claims, "period", claim)));
  if (texts.size === 1) return { text: [...texts][0], start: known };
  if (Number.isNaN(known)) return { text: end < LAST && end > FIRST ? t("until {last}", { last: dayWords(end - 1) }) : "", start: known };
  const first = dayWords(start);
  const text = end === LAST ? t("from {first} on", { first }) : t("{first} to {last}", { first, last: dayWords(end - 1) });
  return { text, start: known };
}

function relationTable(model, visible, use, items) {
  const { edges, claims, relations } = model;
  const nodeRank = ranksOf(model.nodes.label);
  const relationRank = ranksOf(relations.map((relation) => relation.label));
  const shown = (edge) => Array.from(linked(edges.claims, edge)).filter((claim) => visible.claims[claim]);
  const open = (edge) => () => use.select({ kind: "edge", index: edge });
  const columns = [
    { id: "from", label: t("From"), order: (edge) => nodeRank[edges.subject[edge]], cell: (edge) => nodeButton(model, edges.subject[edge], use) },
    { id: "relation", label: t("Relation"), order: (edge) => relationRank[edges.relation[edge]], cell: (edge) => button(relations[edges.relation[edge]].label, open(edge)) },
    { id: "to", label: t("To"), order: (edge) => nodeRank[edges.object[edge]], cell: (edge) => nodeButton(model, edges.object[edge], use) },
    { id: "period", label: t("When"), order: (edge) => firstDay(model, visible, edge), cell: (edge) => data(spanOf(claims, shown(edge)).text) },
    { id: "quantity", label: t("How much"), order: (edge) => amountRank(claims, newestFigure(claims, shown(edge))), cell: (edge) => figureCell(model, shown(edge)) },
    { id: "claims", label: t("Claims"), numeric: true, order: (edge) => shownOf(visible, linked(edges.claims, edge)), cell: (edge) => String(shown(edge).length) },
    { id: "said", label: t("Said"), order: (edge) => edges.firm[edge], cell: (edge) => sayings(claims, shown(edge)) },
  ];
  const caption = counted(items.length, "{n} relation shown", "{n} relations shown");
  return { id: "relations", heading: t("Relations"), caption, columns, items, attrs: (edge) => ({ "data-edge": String(edge) }) };
}

function bareTable(model, use, items) {
  const { claims, relations } = model;
  const nodeRank = ranksOf(model.nodes.label);
  const relationRank = ranksOf(relations.map((relation) => relation.label));
  const day = (claim) => (claims.start[claim] > FIRST ? claims.start[claim] : Number.NaN);
  const columns = [
    { id: "entity", label: t("Entity"), order: (claim) => nodeRank[claims.subject[claim]], cell: (claim) => nodeButton(model, claims.subject[claim], use) },
    { id: "relation", label: t("Relation"), order: (claim) => relationRank[claims.relation[claim]], cell: (claim) => data(relations[claims.relation[claim]].label) },
    { id: "claim", label: t("Claim"), order: (claim) => claim, cell: (claim) => button(gistOf(model, claim), () => use.select({ kind: "claim", index: claim })) },
    { id: "period", label: t("When"), order: day, cell: (claim) => data(textOf(claims, "period", claim)) },
    { id: "quantity", label: t("How much"), order: (claim) => amountRank(claims, claim), cell: (claim) => data(textOf(claims, "quantity", claim)) },
  ];
  const caption = counted(items.length, "{n} claim about one entity shown", "{n} claims about one entity shown");
  return { id: "bare", heading: t("Claims about one entity"), caption, columns, items, attrs: (claim) => ({ "data-row-claim": String(claim) }) };
}

function entityTable(model, visible, use, items) {
  const { nodes, classes, claims } = model;
  const nodeRank = ranksOf(nodes.label);
  const classRank = ranksOf(classes.map((kind) => kind.label));
  const count = (links, mask) => {
    let total = 0;
    for (const item of links) if (mask[item]) total += 1;
    return total;
  };
  const relations = (node) => count(linked(nodes.edges, node), visible.edges);
  const shown = (node) => Array.from(linked(nodes.claims, node)).filter((claim) => visible.claims[claim]);
  const columns = [
    { id: "entity", label: t("Entity"), order: (node) => nodeRank[node], cell: (node) => nodeButton(model, node, use) },
    { id: "type", label: t("Type"), order: (node) => classRank[nodes.class[node]], cell: (node) => data(classes[nodes.class[node]].label) },
    { id: "period", label: t("When"), order: (node) => spanOf(claims, shown(node)).start, cell: (node) => data(spanOf(claims, shown(node)).text) },
    { id: "relations", label: t("Relations"), numeric: true, order: relations, cell: (node) => String(relations(node)) },
    { id: "claims", label: t("Claims"), numeric: true, order: (node) => count(linked(nodes.claims, node), visible.claims), cell: (node) => String(shown(node).length) },
  ];
  const alone = items.filter((node) => relations(node) === 0).length;
  const caption = t("{shown}, {alone} without a relation", { shown: counted(items.length, "{n} entity shown", "{n} entities shown"), alone });
  return { id: "entities", heading: t("Entities"), caption, columns, items, attrs: (node) => ({ "data-node": String(node) }) };
}

/** Heading, table and pager; sorting and paging draw only this table anew. */
function tableView(table, place) {
  const section = el("section", { class: "table", attrs: { "data-table": table.id, "aria-label": table.heading } });
  const sort = (column) => () => {
    place.down = place.column === column.id ? !place.down : Boolean(column.numeric);
    place.column = column.id;
    place.page = 0;
    draw(`th [data-sort="${column.id}"]`);
  };
  const turn = (page, name) => () => {
    place.page = page;
    draw(`[data-page="${name}"]`);
  };
  const draw = (focus) => {
    const column = table.columns.find(({ id }) => id === place.column);
    const items = column ? sorted(table.items, column.order, place.down) : table.items;
    place.page = Math.max(0, Math.min(place.page, Math.ceil(items.length / ROWS) - 1));
    const shown = items.subarray(place.page * ROWS, (place.page + 1) * ROWS);
    const head = el("tr", {}, ...table.columns.map((one) => headCell(one, place, sort(one))));
    const rows = Array.from(shown, (item) => el("tr", { attrs: table.attrs(item) },
      ...table.columns.map((one) => el("td", { class: one.numeric ? "number" : "" }, one.cell(item)))));
    section.replaceChildren(
      el("h2", { text: table.heading }),
      el("div", { class: "scroll" }, el("table", {},
        el("caption", { class: "quiet", text: table.caption }), el("thead", {}, head), el("tbody", {}, ...rows))),
      ...pager(table.heading, items.length, place.page, turn),
    );
    if (!focus) return;
    const target = /** @type {HTMLButtonElement | null} */ (section.querySelector(focus));
    (target?.disabled ? section.querySelector(".pager button:not(:disabled)") : target)?.focus({ preventScroll: true });
  };
  draw("");
  return section;
}

function headCell(column, place, sort) {
  const order = place.column !== column.id ? "none" : place.down ? "descending" : "ascending";
  const mark = { none: "↕", ascending: "↑", descending: "↓" }[order];
  return el("th", { class: column.numeric ? "number" : "", attrs: { scope: "col", "aria-sort": order, "data-column": column.id } },
    el("button", { attrs: { type: "button", "data-sort": column.id }, on: { click: sort } },
      column.label, " ", el("span", { class: "sort-mark", text: mark, attrs: { "aria-hidden": "true" } })));
}

function pager(heading, count, page, turn) {
  if (count <= ROWS) return [];
  const last = Math.ceil(count / ROWS) - 1;
  const step = (name, text, to, disabled) =>
    el("button", { class: "small", text, attrs: { type: "button", "data-page": name, disabled }, on: { click: turn(to, name) } });
  return [el("nav", { class: "pager", attrs: { "aria-label": t("Pages of the table {heading}", { heading }) } },
    step("first", t("First"), 0, page === 0),
    step("previous", t("Previous"), page - 1, page === 0),
    el("span", { attrs: { role: "status" }, text: t("{first}–{last} of {all}", { first: page * ROWS + 1, last: Math.min(count, (page + 1) * ROWS), all: count }) }),
    step("next", t("Next"), page + 1, page === last),
    step("last", t("Last"), last, page === last))];
}

function positions(mask, also = (_item) => true) {
  const found = [];
  for (let item = 0; item < mask.length; item += 1) if (mask[item] && also(item)) found.push(item);
  return Uint32Array.from(found);
}

/** The place of each label in the alphabet; equal labels share it. Kept, for it takes its time. */
function ranksOf(labels) {
  const known = ranks.get(labels);
  if (known) return known;
  const { compare } = new Intl.Collator(locale(), { numeric: true });
  const order = Array.from(labels.keys()).sort((a, b) => compare(labels[a], labels[b]) || a - b);
  const found = new Int32Array(labels.length);
  order.forEach((label, place) => {
    found[label] = place > 0 && labels[label] === labels[order[place - 1]] ? found[order[place - 1]] : place;
  });
  ranks.set(labels, found);
  return found;
}

function firstDay(model, visible, edge) {
  const { start } = model.claims;
  let first = LAST;
  for (const claim of linked(model.edges.claims, edge)) {
    if (visible.claims[claim] && start[claim] > FIRST) first = Math.min(first, start[claim]);
  }
  return first < LAST ? first : Number.NaN;
}

/** The figure with the latest beginning; -1 if none of the claims has one. */
function newestFigure(claims, shown) {
  let newest = -1;
  for (const claim of shown) {
    if (textOf(claims, "quantity", claim) && (newest < 0 || claims.start[claim] > claims.start[newest])) newest = claim;
  }
  return newest;
}

/** The place of a figure: amounts stand in order only within one quantity and unit. */
function amountRank(claims, claim) {
  if (claim < 0 || textOf(claims, "value", claim) === "") return Number.NaN;
  if (!ranks.has(claims)) {
    const kind = (one) => `${textOf(claims, "quantity_kind", one)} ${textOf(claims, "unit", one)} ${textOf(claims, "comparator", one)}`;
    const figures = Array.from({ length: claims.count }, (_, one) => one).filter((one) => textOf(claims, "value", one) !== "");
    const amount = (one) => Number(textOf(claims, "value", one));
    figures.sort((a, b) => (kind(a) === kind(b) ? amount(a) - amount(b) : kind(a) < kind(b) ? -1 : 1) || a - b);
    const found = new Int32Array(claims.count);
    figures.forEach((one, place) => {
      found[one] = place;
    });
    ranks.set(claims, found);
  }
  return /** @type {Int32Array} */ (ranks.get(claims))[claim];
}

/** The newest figure with what it is of and its own period, which may be shorter than the row's. */
function figureCell(model, shown) {
  const { claims } = model;
  const newest = newestFigure(claims, shown);
  if (newest < 0) return "";
  const more = shown.filter((claim) => textOf(claims, "quantity", claim)).length - 1;
  const product = textOf(claims, "product", newest);
  const scope = [product && nameOf(model, product), more > 0 && textOf(claims, "period", newest)].filter(Boolean).join(", ");
  return el("span", {}, data(textOf(claims, "quantity", newest)),
    scope && el("span", { class: "quiet" }, " (", data(scope), ")"),
    more > 0 && el("span", { class: "quiet", text: ` ${counted(more, "and {n} more", "and {n} more")}` }));
}

function sayings(claims, shown) {
  const words = { asserted: t("asserted"), planned: t("planned"), forecast: t("forecast"), opinion: t("opinion"), negated: t("denied") };
  return [...new Set(shown.map((claim) => sayingOf(claims, claim)))].map((saying) => words[saying]).join(", ");
}

function nodeButton(model, node, use) {
  return button(model.nodes.label[node], () => use.select({ kind: "node", index: node }));
}

function button(text, action) {
  return el("button", { class: "name-link data", text, attrs: { type: "button" }, on: { click: action } });
}
