// The course of an edge on the screen: straight, bent, or a loop at one node; its arrow, its middle, its distance.

/**
 * @typedef {object} Pen what a path is traced with; a canvas context is one
 * @property {(x: number, y: number) => void} moveTo
 * @property {(x: number, y: number) => void} lineTo
 * @property {(cx: number, cy: number, x: number, y: number) => void} quadraticCurveTo
 * @property {(x: number, y: number, radius: number, from: number, to: number) => void} arc
 * @property {() => void} closePath
 *
 * @typedef {object} Course filled anew for each edge, so that drawing many makes no garbage
 * @property {"line" | "curve" | "loop"} kind
 * @property {number} x1 where it starts; the centre of a loop
 * @property {number} y1
 * @property {number} x2 where it ends
 * @property {number} y2
 * @property {number} cx the control point of a curve
 * @property {number} cy
 * @property {number} radius of a loop
 */

const LOOP_ANGLE = Math.PI / 4;
const SMALLEST_LOOP = 7;
const PIECES = 14;
/** Half the width of an arrow, as a share of its length. */
const SLIM = 0.36;

/** @returns {Course} */
export function newCourse() {
  return { kind: "line", x1: 0, y1: 0, x2: 0, y2: 0, cx: 0, cy: 0, radius: 0 };
}

/**
 * Where an edge runs on the screen, from the middle of one node to the middle of the other.
 * @param {import("./shown.js").Shown} shown
 * @param {number} edge
 * @param {Course} course is filled
 */
export function layCourse(shown, edge, course) {
  const { view, x, y } = shown;
  const { from, to, bend } = shown.scene.edges;
  course.x1 = x[from[edge]] * view.scale + view.x;
  course.y1 = y[from[edge]] * view.scale + view.y;
  if (from[edge] === to[edge]) {
    layLoop(course, shown.radius(from[edge]), bend[edge]);
    return;
  }
  course.x2 = x[to[edge]] * view.scale + view.x;
  course.y2 = y[to[edge]] * view.scale + view.y;
  course.kind = bend[edge] === 0 ? "line" : "curve";
  course.cx = (course.x1 + course.x2) / 2 + bend[edge] * (course.y2 - course.y1);
  course.cy = (course.y1 + course.y2) / 2 - bend[edge] * (course.x2 - course.x1);
}

/** A circle at the node's upper right; one more loop at the same node is wider. */
function layLoop(course, nodeRadius, bend) {
  course.kind = "loop";
  course.radius = Math.max(SMALLEST_LOOP, 0.85 * nodeRadius) * (1 + Math.abs(bend));
  const away = nodeRadius * 0.6 + course.radius;
  course.x1 += away * Math.cos(LOOP_ANGLE);
  course.y1 -= away * Math.sin(LOOP_ANGLE);
}

/**
 * Whether a course may cross a part of the screen.
 * @param {Course} course
 * @param {import("./shown.js").Box} box
 * @returns {boolean}
 */
export function isInView({ kind, x1, y1, x2, y2, cx, cy, radius }, { left, top, right, bottom }) {
  if (kind === "loop") return x1 > left - radius && y1 > top - radius && x1 < right + radius && y1 < bottom + radius;
  const bent = kind === "curve";
  return !((x1 < left && x2 < left && !(bent && cx > left)) || (y1 < top && y2 < top && !(bent && cy > top))
    || (x1 > right && x2 > right && !(bent && cx < right)) || (y1 > bottom && y2 > bottom && !(bent && cy < bottom)));
}

/**
 * Cut off the end of a course, which stays in its place otherwise.
 * @param {Course} course not a loop
 * @param {number} by so many pixels before its end
 */
export function shorten(course, by) {
  const { kind, x1, y1, x2, y2, cx, cy } = course;
  const bent = kind === "curve";
  // A curve runs at twice the distance to its control point when it ends; then it is measured once.
  let cut = by / Math.max(1, bent ? 2 * Math.hypot(x2 - cx, y2 - cy) : lengthOf(course));
  if (bent) {
    const [x, y] = pointAt(course, 1 - Math.min(0.9, cut));
    cut *= by / Math.max(1, Math.hypot(x2 - x, y2 - y));
  }
  const share = 1 - Math.min(0.95, cut);
  [course.x2, course.y2] = pointAt(course, share);
  if (bent) [course.cx, course.cy] = [x1 + (cx - x1) * share, y1 + (cy - y1) * share];
}

/**
 * Add a course to the path.
 * @param {Pen} pen
 * @param {Course} course
 */
export function traceCourse(pen, course) {
  if (course.kind === "loop") {
    pen.moveTo(course.x1 + course.radius, course.y1);
    pen.arc(course.x1, course.y1, course.radius, 0, 2 * Math.PI);
    return;
  }
  pen.moveTo(course.x1, course.y1);
  if (course.kind === "curve") pen.quadraticCurveTo(course.cx, course.cy, course.x2, course.y2);
  else pen.lineTo(course.x2, course.y2);
}

/**
 * Add an arrow to the path whose tip is the end of a course.
 * @param {Pen} pen
 * @param {Course} course not a loop
 * @param {number} length of the arrow
 */
export function traceArrow(pen, course, length) {
  const [fromX, fromY] = course.kind === "curve" ? [course.cx, course.cy] : [course.x1, course.y1];
  const distance = Math.hypot(course.x2 - fromX, course.y2 - fromY) || 1;
  const [dx, dy] = [((course.x2 - fromX) / distance) * length, ((course.y2 - fromY) / distance) * length];
  pen.moveTo(course.x2, course.y2);
  pen.lineTo(course.x2 - dx - dy * SLIM, course.y2 - dy + dx * SLIM);
  pen.lineTo(course.x2 - dx * 0.8, course.y2 - dy * 0.8);
  pen.lineTo(course.x2 - dx + dy * SLIM, course.y2 - dy - dx * SLIM);
  pen.closePath();
}

/**
 * @param {Course} course
 * @returns {number} how long it is, about
 */
export function lengthOf(course) {
  return course.kind === "loop" ? 6.3 * course.radius : Math.hypot(course.x2 - course.x1, course.y2 - course.y1);
}

/**
 * The middle of a course; of a loop, its outermost point.
 * @param {Course} course
 * @returns {[number, number]}
 */
export function middleOf(course) {
  if (course.kind === "loop") {
    return [course.x1 + course.radius * Math.cos(LOOP_ANGLE), course.y1 - course.radius * Math.sin(LOOP_ANGLE)];
  }
  return pointAt(course, 0.5);
}

/**
 * @param {Course} course
 * @param {number} x
 * @param {number} y
 * @returns {number} how far the point is from it
 */
export function distanceTo(course, x, y) {
  if (course.kind === "loop") return Math.abs(Math.hypot(x - course.x1, y - course.y1) - course.radius);
  if (course.kind === "line") return distanceToLine(course.x1, course.y1, course.x2, course.y2, x, y);
  let nearest = Infinity;
  let [fromX, fromY] = [course.x1, course.y1];
  for (let piece = 1; piece <= PIECES; piece += 1) {
    const [toX, toY] = pointAt(course, piece / PIECES);
    nearest = Math.min(nearest, distanceToLine(fromX, fromY, toX, toY, x, y));
    [fromX, fromY] = [toX, toY];
  }
  return nearest;
}

function pointAt({ kind, x1, y1, x2, y2, cx, cy }, share) {
  const rest = 1 - share;
  if (kind === "line") return [x1 * rest + x2 * share, y1 * rest + y2 * share];
  const [a, b, c] = [rest * rest, 2 * rest * share, share * share];
  return [a * x1 + b * cx + c * x2, a * y1 + b * cy + c * y2];
}

function distanceToLine(x1, y1, x2, y2, x, y) {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const share = ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1);
  const kept = Math.max(0, Math.min(1, share));
  return Math.hypot(x1 + kept * dx - x, y1 + kept * dy - y);
}
