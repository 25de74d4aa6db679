// What an engine shows, as an SVG that stands alone: shapes and text, no script, no reference to anything.

import { FONTS, LINE } from "./labels.js";
import { paintPicture, paintPointed } from "./painter.js";
import { paintCaptions } from "./stages.js";

/** Everything that XML 1.0 cannot hold, not even escaped; halves of torn characters too. */
const NOT_IN_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/**
 * @param {import("./shown.js").Shown} shown
 * @param {{title: string, description: string}} words
 * @returns {string} an XML document
 */
export function toSvg(shown, { title, description }) {
  const { width, height } = shown.size;
  const parts = [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<svg xmlns="http://www.w3.org/2000/svg" width="${number(width)}" height="${number(height)}" viewBox="0 0 ${number(width)} ${number(height)}"`,
    ' role="img" aria-labelledby="title description" stroke-linejoin="round">\n',
    `<title id="title">${escaped(title)}</title>\n<desc id="description">${escaped(description)}</desc>\n`,
    `<rect width="100%" height="100%" fill="${escaped(shown.look.ground)}"/>\n`,
  ];
  const sheet = svgSheet(parts);
  for (const _ of paintPicture(sheet, shown)) continue;
  paintPointed(sheet, shown);
  paintCaptions(sheet, shown);
  return `${parts.join("")}</svg>\n`;
}

/**
 * A text that can stand in XML, between tags or in an attribute.
 * @param {string} text
 * @returns {string}
 */
export function escaped(text) {
  return text.replace(NOT_IN_XML, "\ufffd").replace(/[&<>"']/g, (character) => ESCAPES[character]);
}

/** @returns {import("./painter.js").Sheet} */
function svgSheet(parts) {
  let path = [];
  const pen = pathWriter((piece) => path.push(piece));
  const outline = ({ colour, width, dash = [] }) => {
    const dashes = dash.length ? ` stroke-dasharray="${dash.map(number).join(" ")}"` : "";
    return `stroke="${escaped(colour)}" stroke-width="${number(width)}"${dashes}`;
  };
  const draw = (style) => {
    if (path.length) parts.push(`<path d="${path.join("")}" ${style}/>\n`);
  };
  const write = (text, x, y, font, colour, halo) => {
    parts.push(
      `<text x="${number(x)}" y="${number(y)}" text-anchor="middle" dominant-baseline="central" unicode-bidi="isolate" ${fontOf(font)} `,
      `fill="${escaped(colour)}" stroke="${escaped(halo)}" stroke-width="4" paint-order="stroke">${escaped(text)}</text>\n`,
    );
  };
  return {
    hairline: 1,
    begin() {
      path = [];
      return pen;
    },
    stroke: (style) => draw(`fill="none" ${outline(style)}`),
    fill: (colour, style) => draw(`fill="${escaped(colour)}"${style ? ` ${outline(style)}` : ""}`),
    text({ lines, font, left, right, top }, colour, halo) {
      lines.forEach((line, row) => write(line, (left + right) / 2, top + LINE * (row + 0.5), font, colour, halo));
    },
    caption: (text, x, y, colour, halo) => write(text, x, y, "small", colour, halo),
  };
}

/** @returns {import("./curves.js").Pen} */
function pathWriter(add) {
  return {
    moveTo: (x, y) => add(`M${number(x)} ${number(y)}`),
    lineTo: (x, y) => add(`L${number(x)} ${number(y)}`),
    quadraticCurveTo: (cx, cy, x, y) => add(`Q${number(cx)} ${number(cy)} ${number(x)} ${number(y)}`),
    arc: (x, y, radius) => {
      const half = (to) => `A${number(radius)} ${number(radius)} 0 1 1 ${number(to)} ${number(y)}`;
      add(`M${number(x + radius)} ${number(y)}${half(x - radius)}${half(x + radius)}Z`);
    },
    closePath: () => add("Z"),
  };
}

function fontOf(name) {
  const [, weight, size, family] = /^(?:(\d+) )?([\d.]+)px (.*)$/.exec(FONTS[name]) ?? [];
  return `font-family="${escaped(family)}" font-size="${size}"${weight ? ` font-weight="${weight}"` : ""}`;
}

/** Two digits are finer than any screen. */
function number(value) {
  return String(Math.round(value * 100) / 100);
}
