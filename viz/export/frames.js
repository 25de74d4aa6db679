// The time animation as an archive: one picture for each step, and a table of what each shows.

import { isoDay } from "../days.js";
import { row } from "./csv.js";
import { zip } from "./zip.js";

/**
 * @typedef {object} Frame
 * @property {string} name of the picture's file, such as 001-2025-04.png
 * @property {HTMLCanvasElement} canvas may be drawn over once the next frame is asked for
 * @property {number} from first day
 * @property {number} to last day
 * @property {number} relations how many are shown
 */

/**
 * Collect frames in an archive.
 * @param {AsyncIterable<Frame>} frames
 * @param {AbortSignal} signal stops it
 * @param {(done: number) => void} progress told after each frame
 * @returns {Promise<Uint8Array[] | null>} the archive in pieces; null where it was stopped
 */
export async function frameArchive(frames, signal, progress) {
  const files = [];
  const rows = [["frame", "from", "to", "relations"]];
  for await (const { name, canvas, from, to, relations } of frames) {
    if (signal.aborted) return null;
    const picture = await png(canvas);
    files.push({ name, bytes: new Uint8Array(await picture.arrayBuffer()) });
    rows.push([name, isoDay(from), isoDay(to), String(relations)]);
    progress(files.length);
    if (signal.aborted) return null;
  }
  const table = new TextEncoder().encode(rows.map(row).join(""));
  return signal.aborted ? null : zip([...files, { name: "frames.csv", bytes: table }]);
}

/**
 * @param {HTMLCanvasElement} canvas
 * @returns {Promise<Blob>}
 * @throws {Error} the picture is empty or larger than the browser can write
 */
export function png(canvas) {
  return new Promise((resolve, reject) => {
    canvas.toBlob((made) => (made ? resolve(made) : reject(new Error("the browser could not write the picture"))), "image/png");
  });
}
