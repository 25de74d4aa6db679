// Two pens that draw alike: one on a canvas, one into the text of an SVG.

import { escaped } from "../engine/svg.js";

/**
 * @typedef {{colour: string, width: number, dash?: number[], alpha?: number}} Line
 *
 * @typedef {object} Pen
 * @property {() => void} begin a new path
 * @property {(x: number, y: number) => void} move
 * @property {(x: number, y: number) => void} line
 * @property {(cx: number, cy: number, x: number, y: number) => void} curve
 * @property {() => void} close
 * @property {(x: number, y: number, radius: number) => void} circle
 * @property {(colour: string, alpha?: number) => void} fill the path; what lies inside another ring is left out
 * @property {(line: Line) => void} stroke
 * @property {(text: string, x: number, y: number, look: {colour: string, halo: string, bold: boolean}) => void} text
 *   begins at x, its middle at y
 */

const FAMILY = "system-ui, -apple-system, 'Segoe UI', Roboto, Arial, sans-serif";
export const SIZE = 12.5;

/** @param {boolean} bold @returns {string} */
export function fontOf(bold) {
  return `${bold ? 650 : 500} ${SIZE}px ${FAMILY}`;
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @returns {Pen}
 */
export function canvasPen(ctx) {
  ctx.lineJoin = "round";
  ctx.textBaseline = "middle";
  ctx.textAlign = "left";
  return {
    begin: () => ctx.beginPath(),
    move: (x, y) => ctx.moveTo(x, y),
    line: (x, y) => ctx.lineTo(x, y),
    curve: (cx, cy, x, y) => ctx.quadraticCurveTo(cx, cy, x, y),
    close: () => ctx.closePath(),
    circle(x, y, radius) {
      ctx.moveTo(x + radius, y);
      ctx.arc(x, y, radius, 0, 2 * Math.PI);
    },
    fill(colour, alpha = 1) {
      ctx.globalAlpha = alpha;
      ctx.fillStyle = colour;
      ctx.fill("evenodd");
    },
    stroke({ colour, width, dash = [], alpha = 1 }) {
      ctx.globalAlpha = alpha;
      ctx.strokeStyle = colour;
      ctx.lineWidth = width;
      ctx.setLineDash(dash);
      ctx.stroke();
    },
    text(text, x, y, { colour, halo, bold }) {
      ctx.globalAlpha = 1;
      ctx.font = fontOf(bold);
      ctx.setLineDash([]);
      ctx.lineWidth = 3.5;
      ctx.strokeStyle = halo;
      ctx.strokeText(text, x, y);
      ctx.fillStyle = colour;
      ctx.fillText(text, x, y);
    },
  };
}

/**
 * @param {string[]} parts to which the elements are added
 * @returns {Pen}
 */
export function svgPen(parts) {
  let path = [];
  const put = (style) => {
    if (path.length) parts.push(`<path d="${path.join("")}" ${style}/>\n`);
  };
  const at = (...numbers) => numbers.map(short).join(" ");
  return {
    begin() {
      path = [];
    },
    move: (x, y) => path.push(`M${at(x, y)}`),
    line: (x, y) => path.push(`L${at(x, y)}`),
    curve: (cx, cy, x, y) => path.push(`Q${at(cx, cy, x, y)}`),
    close: () => path.push("Z"),
    circle: (x, y, r) => path.push(`M${at(x + r, y)}A${at(r, r)} 0 1 1 ${at(x - r, y)}A${at(r, r)} 0 1 1 ${at(x + r, y)}Z`),
    fill: (colour, alpha = 1) => put(`fill="${escaped(colour)}" fill-rule="evenodd"${alpha < 1 ? ` fill-opacity="${alpha}"` : ""}`),
    stroke({ colour, width, dash = [], alpha = 1 }) {
      const dashes = dash.length ? ` stroke-dasharray="${at(...dash)}"` : "";
      put(`fill="none" stroke="${escaped(colour)}" stroke-width="${short(width)}"${dashes}${alpha < 1 ? ` stroke-opacity="${alpha}"` : ""}`);
    },
    text(text, x, y, { colour, halo, bold }) {
      parts.push(
        `<text x="${short(x)}" y="${short(y)}" dominant-baseline="central" unicode-bidi="isolate" font-family="${escaped(FAMILY)}" font-size="${SIZE}" font-weight="${bold ? 650 : 500}" `,
        `fill="${escaped(colour)}" stroke="${escaped(halo)}" stroke-width="3.5" stroke-linejoin="round" paint-order="stroke">${escaped(text)}</text>\n`,
      );
    },
  };
}

function short(number) {
  return String(Math.round(number * 10) / 10);
}
