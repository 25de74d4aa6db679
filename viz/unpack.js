// The page's data block: JSON, or packed JSON with a tail of bytes that holds its long columns.

import { inflatedBytes } from "./inflate.js";

/**
 * @typedef {object} Packed numbers as a typed array of the machine, which is little-endian wherever browsers run
 * @property {number} at where in the tail they begin
 * @property {number} count
 * @property {string} type such as "Uint16"
 * @property {boolean} [steps] whether they are the steps from each number to the next
 *
 * @typedef {number | number[] | Packed} Numbers one number where all are the same
 *
 * @typedef {string[] | {at: number, length: number} | {at: number, count: number, hex: number}} Texts
 *   JSON in the tail, or texts of so many hexadecimal bytes each
 *
 * @typedef {object} Block
 * @property {any} raw
 * @property {(column: Numbers, count?: number) => Int32Array} numbers
 * @property {(column: Texts) => string[]} texts
 */

const TYPES = { Uint8: Uint8Array, Int8: Int8Array, Uint16: Uint16Array, Int16: Int16Array, Int32: Int32Array };

/**
 * @param {string} text of the data block
 * @returns {Promise<Block>}
 */
export async function unpacked(text) {
  const read = JSON.parse(text);
  if (!read.deflated) return block(read, new Uint8Array());
  const bytes = await inflatedBytes(read.deflated);
  const head = 4 + new DataView(bytes.buffer).getUint32(0, true);
  return block(JSON.parse(decoded(bytes.subarray(4, head))), bytes.subarray(head));
}

function block(raw, tail) {
  return {
    raw,
    numbers(column, count = 0) {
      if (typeof column === "number") return new Int32Array(count).fill(column);
      return Array.isArray(column) ? Int32Array.from(column) : joined(tail, column);
    },
    texts(column) {
      if (Array.isArray(column)) return column;
      if (!("hex" in column)) return JSON.parse(decoded(tail.subarray(column.at, column.at + column.length)));
      return Array.from({ length: column.count }, (_, index) => hex(tail, column.at + index * column.hex, column.hex));
    },
  };
}

function joined(tail, { at, count, type, steps }) {
  const made = new Int32Array(new TYPES[type](tail.buffer, tail.byteOffset + at, count));
  if (steps) for (let index = 1; index < count; index += 1) made[index] += made[index - 1];
  return made;
}

function hex(bytes, at, length) {
  let text = "";
  for (let byte = at; byte < at + length; byte += 1) text += bytes[byte].toString(16).padStart(2, "0");
  return text;
}

function decoded(bytes) {
  return new TextDecoder().decode(bytes);
}
