// A canvas as a sheet to paint on.

import { FONTS, LINE } from "./labels.js";

/**
 * A canvas of a size in the page's pixels, sharp on the screen's.
 * @param {{width: number, height: number}} size
 * @param {number} ratio of the screen's pixels to the page's
 * @param {HTMLCanvasElement} [canvas] one to use again
 * @returns {HTMLCanvasElement}
 */
export function sizedCanvas(size, ratio, canvas = document.createElement("canvas")) {
  const [width, height] = [Math.max(1, Math.round(size.width * ratio)), Math.max(1, Math.round(size.height * ratio))];
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  return canvas;
}

/**
 * @param {HTMLCanvasElement} canvas
 * @returns {CanvasRenderingContext2D}
 */
export function contextOf(canvas) {
  const context = canvas.getContext("2d");
  if (!context) throw new Error("this browser gives no canvas to draw on");
  return context;
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} ratio of the screen's pixels to the page's
 * @returns {import("./painter.js").Sheet}
 */
export function canvasSheet(ctx, ratio) {
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.lineJoin = "round";
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  const outline = ({ colour, width, dash = [] }) => {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.setLineDash(/** @type {number[]} */ (dash));
    ctx.stroke();
  };
  const write = (text, x, y, colour, halo) => {
    ctx.setLineDash([]);
    ctx.lineWidth = 4;
    ctx.strokeStyle = halo;
    ctx.fillStyle = colour;
    ctx.strokeText(text, x, y);
    ctx.fillText(text, x, y);
  };
  return {
    hairline: 1 / ratio,
    begin() {
      ctx.beginPath();
      return ctx;
    },
    stroke: outline,
    fill(colour, style) {
      ctx.fillStyle = colour;
      ctx.fill();
      if (style) outline(style);
    },
    text({ lines, font, left, right, top }, colour, halo) {
      ctx.font = FONTS[font];
      lines.forEach((line, row) => write(line, (left + right) / 2, top + LINE * (row + 0.5), colour, halo));
    },
    caption(text, x, y, colour, halo) {
      ctx.font = FONTS.small;
      write(text, x, y, colour, halo);
    },
  };
}
