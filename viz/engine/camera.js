// Where the camera looks, as plain numbers, and how it gets from one place to another.

/**
 * @typedef {import("./shown.js").View} View
 *
 * @typedef {object} Camera
 * @property {number[]} [fit] nodes to be seen; an empty list means all that are shown
 * @property {number} [centre] a node
 * @property {number} [zoom] a factor
 * @property {[number, number]} [move] by so many pixels
 */

export const NEAREST = 6;
const CLOSEST_FIT = 1.5;
const FARTHEST = 0.004;
const READABLE = 0.75;
const PAD = 34;
const TIGHT = 8;

/**
 * The view in which all of these nodes are seen.
 * @param {import("./shown.js").Shown} shown
 * @param {number[]} nodes an empty list means all that are shown
 * @returns {View | null} null where none is shown
 */
export function fitted(shown, nodes) {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  const take = (node) => {
    if (!shown.nodes[node]) return;
    const radius = shown.scene.nodes.size[node];
    box.left = Math.min(box.left, shown.x[node] - radius);
    box.right = Math.max(box.right, shown.x[node] + radius);
    box.top = Math.min(box.top, shown.y[node] - radius);
    box.bottom = Math.max(box.bottom, shown.y[node] + radius);
  };
  if (nodes.length) nodes.forEach(take);
  else for (let node = 0; node < shown.scene.nodes.count; node += 1) take(node);
  if (box.left > box.right) return null;
  const { width, height } = shown.size;
  const above = Math.max(PAD, shown.look.top + TIGHT) + (shown.scene.stages.length ? 2 * PAD : 0);
  const across = Math.max(width / 2, width - 2 * PAD) / Math.max(1, box.right - box.left);
  const down = Math.max(height / 2, height - PAD - above) / Math.max(1, box.bottom - box.top);
  const scale = kept(Math.min(across, down, CLOSEST_FIT));
  const middle = (PAD + above) / 2 - PAD;
  return around((box.left + box.right) / 2, (box.top + box.bottom) / 2, scale, { width, height: height + 2 * middle });
}

/**
 * The view with a node in the middle, near enough to read.
 * @param {import("./shown.js").Shown} shown
 * @param {number} node
 * @returns {View}
 */
export function centred(shown, node) {
  return around(shown.x[node], shown.y[node], Math.max(READABLE, shown.view.scale), shown.size);
}

/**
 * @param {View} view
 * @param {number} factor
 * @param {number} x the pixel that stays where it is
 * @param {number} y
 * @returns {View}
 */
export function zoomed(view, factor, x, y) {
  const scale = kept(view.scale * factor);
  const by = scale / view.scale;
  return { scale, x: x - (x - view.x) * by, y: y - (y - view.y) * by };
}

/**
 * @param {View} view
 * @param {number} dx
 * @param {number} dy
 * @returns {View}
 */
export function moved(view, dx, dy) {
  return { scale: view.scale, x: view.x + dx, y: view.y + dy };
}

/**
 * A view on the way from one to another, even in zoom and in place.
 * @param {View} from
 * @param {View} to
 * @param {number} share of the way, 0 to 1
 * @param {{width: number, height: number}} size
 * @returns {View}
 */
export function between(from, to, share, size) {
  if (share >= 1) return to;
  const centre = (view) => [(size.width / 2 - view.x) / view.scale, (size.height / 2 - view.y) / view.scale];
  const [fromX, fromY] = centre(from);
  const [toX, toY] = centre(to);
  const scale = from.scale * (to.scale / from.scale) ** share;
  return around(fromX + (toX - fromX) * share, fromY + (toY - fromY) * share, scale, size);
}

/**
 * @param {(view: View) => void} show called for each frame
 * @returns {{go: (from: View, to: View, size: {width: number, height: number}, time: number) => void, stop: () => void}}
 */
export function createFlight(show) {
  let frame = 0;
  const stop = () => cancelAnimationFrame(frame);
  return {
    go(from, to, size, time) {
      stop();
      if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
        show(to);
        return;
      }
      let start = 0;
      const step = (now) => {
        start ||= now;
        const share = Math.min(1, (now - start) / time);
        if (share < 1) frame = requestAnimationFrame(step);
        show(between(from, to, 1 - (1 - share) ** 3, size));
      };
      frame = requestAnimationFrame(step);
    },
    stop,
  };
}

function around(x, y, scale, { width, height }) {
  return { scale, x: width / 2 - x * scale, y: height / 2 - y * scale };
}

function kept(scale) {
  return Math.max(FARTHEST, Math.min(NEAREST, scale));
}
