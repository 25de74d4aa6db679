// The outlines of nodes, traced with any pen: a canvas, or the SVG's path writer.

import { SHAPES } from "../scene.js";

/** Corners around a node of radius 1; every shape covers about as much ink as its neighbours. */
const CORNERS = {
  square: [-0.9, -0.9, 0.9, -0.9, 0.9, 0.9, -0.9, 0.9],
  triangle: [0, -1.15, 1.1, 0.8, -1.1, 0.8],
  diamond: [0, -1.15, 1.15, 0, 0, 1.15, -1.15, 0],
  hexagon: [1.08, 0, 0.54, 0.94, -0.54, 0.94, -1.08, 0, -0.54, -0.94, 0.54, -0.94],
  triangleDown: [0, 1.15, -1.1, -0.8, 1.1, -0.8],
  star: starCorners(),
};
const BY_NUMBER = SHAPES.map((name) => CORNERS[name] ?? null);

/**
 * Add a node's outline to the path.
 * @param {import("./curves.js").Pen} pen
 * @param {number} shape a number into SHAPES
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 */
export function traceShape(pen, shape, x, y, radius) {
  const corners = BY_NUMBER[shape];
  if (!corners) {
    pen.moveTo(x + radius, y);
    pen.arc(x, y, radius, 0, 2 * Math.PI);
    return;
  }
  pen.moveTo(x + corners[0] * radius, y + corners[1] * radius);
  for (let at = 2; at < corners.length; at += 2) pen.lineTo(x + corners[at] * radius, y + corners[at + 1] * radius);
  pen.closePath();
}

function starCorners() {
  return Array.from({ length: 10 }, (_, tip) => {
    const reach = tip % 2 ? 0.46 : 1.08;
    const angle = (tip / 5 - 0.5) * Math.PI;
    return [reach * Math.cos(angle), reach * Math.sin(angle)];
  }).flat();
}
