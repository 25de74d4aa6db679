// How things look: sizes by zoom, colours by the page's ground, and what "possibly" and "in focus" do to them.

import { faded, visibleOn } from "../colour.js";

/** Tiers, drawn one after the other: out of focus, possibly in force, plain, in focus but only possibly, in focus. */
export const DIM = 0;
export const MAYBE = 1;
export const PLAIN = 2;
export const FOCUS_MAYBE = 3;
export const FOCUS = 4;
const TIERS = 5;

/** How much of its colour a thing keeps, by tier. */
const NODE_SHARES = [0.26, 1, 1, 1, 1];
const EDGE_SHARES = [0.12, 0.5, 0.62, 0.8, 1];
/** With more edges in view they are thin and unbroken, so that "possibly" has to be told by paleness alone. */
const THIN = 4000;
const THIN_SHARES = [0.12, 0.26, 0.66, 0.5, 1];
const THIN_MAYBE = 0.6;
/** Where very many edges lie over each other, each says less. */
const CROWD = 20000;
const CROWD_SHARE = 0.6;

/**
 * @typedef {object} Look
 * @property {string} ground
 * @property {string} text
 * @property {string} quiet
 * @property {string} line
 * @property {number} top where the captions of columns begin, in pixels
 * @property {string[][]} node by tier and number in the palette
 * @property {string[][]} edge
 * @property {string[][]} thin edges where there are many
 * @property {string[][]} crowd edges where there are very many
 */

/**
 * What the page's style makes of a palette.
 * @param {HTMLElement} container
 * @param {string[]} palette
 * @returns {Look}
 */
export function lookOf(container, palette) {
  const style = getComputedStyle(container);
  const named = (name) => style.getPropertyValue(name).trim();
  const ground = named("--ground");
  const own = palette.map((hex) => visibleOn(hex, ground));
  const tiers = (shares, all = 1) => Array.from({ length: TIERS }, (_, tier) => own.map((hex) => faded(hex, ground, shares[tier] * all)));
  return {
    ground, text: named("--text"), quiet: named("--quiet"), line: named("--line"),
    top: parseFloat(named("--captions-top")) || 8,
    node: tiers(NODE_SHARES), edge: tiers(EDGE_SHARES), thin: tiers(THIN_SHARES), crowd: tiers(THIN_SHARES, CROWD_SHARE),
  };
}

/**
 * The colours of edges, when so many are drawn.
 * @param {Look} look
 * @param {number} count
 * @returns {string[][]}
 */
export function edgeColours(look, count) {
  if (count > CROWD) return look.crowd;
  return areThin(count) ? look.thin : look.edge;
}

/**
 * @param {number} count of the edges in view
 * @returns {boolean} whether all are drawn thin, unbroken and without arrows, as nobody could tell
 */
export function areThin(count) {
  return count > THIN;
}

/**
 * @param {number} width that an edge would have
 * @param {number} hairline the widest that is cheap to draw
 * @param {number} tier
 * @returns {number} its width where there are many
 */
export function thinWidth(width, hairline, tier) {
  return Math.min(width, hairline) * (isMaybe(tier) ? THIN_MAYBE : 1);
}

/**
 * Which tier something is drawn in.
 * @param {number} level 1 possibly, 2 certainly
 * @param {boolean} hasFocus whether anything is in focus
 * @param {boolean} isFocused whether this is
 * @returns {number}
 */
export function tierOf(level, hasFocus, isFocused) {
  if (hasFocus && !isFocused) return DIM;
  if (level === 1) return hasFocus ? FOCUS_MAYBE : MAYBE;
  return hasFocus ? FOCUS : PLAIN;
}

/**
 * @param {number} tier
 * @returns {boolean} whether it shows as "possibly": hollow, dotted
 */
export function isMaybe(tier) {
  return tier === MAYBE || tier === FOCUS_MAYBE;
}

/**
 * How much bigger than the world things are drawn: from afar they stay visible, close up they leave room.
 * @param {number} scale of the camera
 * @returns {{node: number, line: number}} factors to the sizes in the world
 */
export function growth(scale) {
  return scale < 1 ? { node: scale ** -0.38, line: scale ** -0.75 } : { node: scale ** -0.35, line: scale ** -0.6 };
}

/** @type {readonly number[]} */
const SOLID = Object.freeze([]);

/**
 * How a line is broken: not asserted is dashed, possibly in force is dotted, both is dash and dot.
 * @param {number} tier
 * @param {boolean} dashed
 * @param {number} width in pixels
 * @returns {readonly number[]} strokes and gaps in pixels
 */
export function dashOf(tier, dashed, width) {
  const dot = Math.max(1.4, width);
  if (isMaybe(tier)) return dashed ? [5 + width, 3 + width, dot, 3 + width] : [dot, 2.4 + width];
  return dashed ? [6 + width, 4 + width] : SOLID;
}
