// Claims as CSV, byte for byte as the package writes it: it loads again, and no cell runs in a spreadsheet.

import { cellOf, pieces } from "./cells.js";

// What Python takes for white space: the loader strips it, unlike JavaScript's own trim().
const SPACE = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
const SPACE_AT_AN_END = new RegExp(`^${SPACE}|${SPACE}$`);
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
const NUMBER = /^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?$/;
const MARK = "'";

/**
 * The visible claims, in the columns of the ontology.
 * @param {import("../data.js").Model} model
 * @param {Uint8Array} shown 0 for each hidden claim
 * @returns {Generator<string>} the text in pieces
 */
export function* csv(model, shown) {
  const names = model.columns.map((column) => column.name);
  yield row(names);
  yield* pieces(shown, (claim) => row(names.map((name) => cellOf(model, name, claim))));
}

/**
 * @param {string[]} cells
 * @returns {string} a line of CSV with its end
 */
export function row(cells) {
  return `${cells.map((cell) => quoted(defused(cell))).join(",")}\n`;
}

/**
 * A text as a cell that no spreadsheet runs and no reader trims; an apostrophe in front, where one is needed.
 * Plain numbers such as -48.3 stay.
 * @param {string} text
 * @returns {string}
 */
export function defused(text) {
  const bare = text.replace(/^'+/, "");
  const trimmed = SPACE_AT_AN_END.test(bare);
  return trimmed || (FORMULA.test(bare) && !NUMBER.test(bare)) ? MARK + text : text;
}

function quoted(cell) {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
