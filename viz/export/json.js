// Claims as JSON: a list with one object a line, each as the package's JSON Lines have it.

import { cellOf, pieces, wellFormed } from "./cells.js";

/**
 * The visible claims; what is absent is left out, numbers are written digit by digit and so stay exact.
 * @param {import("../data.js").Model} model
 * @param {Uint8Array} shown 0 for each hidden claim
 * @returns {Generator<string>} the text in pieces
 */
export function* json(model, shown) {
  let before = "\n";
  yield "[";
  yield* pieces(shown, (claim) => {
    const line = before + object(model, claim);
    before = ",\n";
    return line;
  });
  yield "\n]\n";
}

function object(model, claim) {
  const members = [];
  for (const { name, kind } of model.columns) {
    const cell = cellOf(model, name, claim);
    if (cell !== "") members.push(`${JSON.stringify(name)}: ${(WRITERS[kind] ?? string)(cell)}`);
  }
  return `{${members.join(", ")}}`;
}

/** How a cell is written, by its column's kind; any other kind is text. */
const WRITERS = Object.freeze({
  decimal: plain,
  boolean: plain,
  claims: (cell) => `[${cell.split(";").map(string).join(", ")}]`,
});

function plain(cell) {
  return cell;
}

function string(cell) {
  return JSON.stringify(wellFormed(cell));
}
