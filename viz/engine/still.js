// What is shown now as a still picture of any size.

import { paintPicture, paintPointed } from "./painter.js";
import { canvasSheet, contextOf, sizedCanvas } from "./sheet.js";
import { paintCaptions } from "./stages.js";

/**
 * The screen enlarged or reduced until it fits; more of the scene appears where there is room beside it.
 * @param {import("./shown.js").Shown} shown
 * @param {number} width in pixels of the picture
 * @param {number} height
 * @returns {HTMLCanvasElement}
 */
export function pictureOf(shown, width, height) {
  const ratio = Math.min(width / Math.max(1, shown.size.width), height / Math.max(1, shown.size.height));
  const size = { width: width / ratio, height: height / ratio };
  const { view } = shown;
  const [aside, down] = [(size.width - shown.size.width) / 2, (size.height - shown.size.height) / 2];
  /** @type {import("./shown.js").Shown} */
  const still = { ...shown, size, view: { scale: view.scale, x: view.x + aside, y: view.y + down } };
  const canvas = sizedCanvas({ width, height }, 1);
  const ctx = contextOf(canvas);
  ctx.fillStyle = shown.look.ground;
  ctx.fillRect(0, 0, width, height);
  const sheet = canvasSheet(ctx, ratio);
  for (const _ of paintPicture(sheet, still)) continue;
  paintPointed(sheet, still);
  paintCaptions(sheet, still);
  return canvas;
}
