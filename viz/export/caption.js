// A picture with what it shows written under it, so that it can be read away from its page.

import { outlineOf } from "../dom.js";

const PAD = 14;
const LINE = 18;
const MARK = 11;
const GAP = 16;
const FAMILY = "system-ui, -apple-system, 'Segoe UI', sans-serif";
const FONTS = { title: `600 15px ${FAMILY}`, plain: `12.5px ${FAMILY}` };

/**
 * @typedef {object} Caption
 * @property {string} title
 * @property {string[]} lines which view it is, with its dates and filters
 * @property {{label: string, shape: string, colour: string}[]} key
 * @property {{ground: string, text: string, quiet: string}} colours
 */

/**
 * @param {HTMLCanvasElement} picture
 * @param {Caption} caption
 * @returns {HTMLCanvasElement} as wide, and higher by the caption
 */
export function captioned(picture, { title, lines, key, colours }) {
  const canvas = document.createElement("canvas");
  const pen = contextOf(canvas);
  const width = picture.width - 2 * PAD;
  const measure = (text) => pen.measureText(text).width;
  pen.font = FONTS.title;
  const heads = wrapped(title, width, measure);
  pen.font = FONTS.plain;
  const texts = lines.flatMap((line) => wrapped(line, width, measure));
  const marks = placed(key, width, measure);
  const rows = marks.length ? marks[marks.length - 1].row + 1 : 0;
  canvas.width = picture.width;
  canvas.height = picture.height + 2 * PAD + (heads.length + texts.length + rows) * LINE;
  pen.fillStyle = colours.ground;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0);
  pen.textBaseline = "middle";
  let y = picture.height + PAD + LINE / 2;
  const write = (text, font, colour) => {
    pen.font = font;
    pen.fillStyle = colour;
    pen.fillText(text, PAD, y);
    y += LINE;
  };
  for (const head of heads) write(head, FONTS.title, colours.text);
  for (const text of texts) write(text, FONTS.plain, colours.quiet);
  for (const mark of marks) paintMark(pen, mark, y + mark.row * LINE, colours);
  return canvas;
}

/**
 * A text in lines that are no wider than they may be; a word that is wider stands alone.
 * @param {string} text
 * @param {number} width
 * @param {(text: string) => number} measure
 * @returns {string[]}
 */
export function wrapped(text, width, measure) {
  const lines = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = lines.length ? `${lines[lines.length - 1]} ${word}` : "";
    if (longer && measure(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** The entries of the key in rows. */
function placed(key, width, measure) {
  let [x, row] = [0, 0];
  return key.map((entry) => {
    const needs = MARK + 5 + measure(entry.label);
    if (x > 0 && x + needs > width) [x, row] = [0, row + 1];
    const mark = { ...entry, x: PAD + x, row };
    x += needs + GAP;
    return mark;
  });
}

function paintMark(pen, { label, shape, colour, x }, y, colours) {
  pen.save();
  pen.translate(x, y - MARK / 2);
  pen.scale(MARK / 16, MARK / 16);
  pen.fillStyle = colour;
  pen.fill(new Path2D(outlineOf(shape)));
  pen.restore();
  pen.font = FONTS.plain;
  pen.fillStyle = colours.text;
  pen.fillText(label, x + MARK + 5, y);
}

function contextOf(canvas) {
  const context = canvas.getContext("2d");
  if (!context) throw new Error("this browser gives no canvas to draw on");
  return context;
}
