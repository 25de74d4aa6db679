// Wheel, drag, pinch, click and hover on the graph; what they mean is the engine's business.

const DRAG = 4;
const DRAG_TOUCH = 9;
const WHEEL = 0.0016;
const LINE = 18;

/**
 * @typedef {object} GestureUse
 * @property {() => void} start the user has taken the camera
 * @property {(dx: number, dy: number) => void} pan
 * @property {(factor: number, x: number, y: number) => void} zoom
 * @property {(x: number, y: number, touch: boolean) => void} click
 * @property {(x: number, y: number) => void} twice double click or double tap
 */

/**
 * @param {HTMLElement} container
 * @param {GestureUse} use
 */
export function listenForGestures(container, use) {
  /** @type {Map<number, {x: number, y: number, atX: number, atY: number}>} */
  const down = new Map();
  let dragged = false;
  container.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse" && event.button !== 0) return;
    const [x, y] = placeOf(container, event);
    if (!down.size) dragged = false;
    down.set(event.pointerId, { x, y, atX: x, atY: y });
    if (down.size > 1) dragged = true;
  });
  container.addEventListener("pointermove", (event) => {
    const pointer = down.get(event.pointerId);
    if (!pointer) return;
    const [x, y] = placeOf(container, event);
    const slack = event.pointerType === "mouse" ? DRAG : DRAG_TOUCH;
    if (!dragged && Math.hypot(x - pointer.atX, y - pointer.atY) < slack) return;
    // Captured only now: a plain click is to reach whatever lies there.
    if (!container.hasPointerCapture(event.pointerId)) container.setPointerCapture(event.pointerId);
    if (!dragged) use.start();
    dragged = true;
    const before = spanOf(down);
    Object.assign(pointer, { x, y });
    follow(before, spanOf(down), use);
  });
  const up = (event) => {
    const pointer = down.get(event.pointerId);
    down.delete(event.pointerId);
    if (!pointer || down.size || dragged || event.type === "pointercancel") return;
    use.click(...placeOf(container, event), event.pointerType === "touch");
  };
  container.addEventListener("pointerup", up);
  container.addEventListener("pointercancel", up);
  container.addEventListener("dblclick", (event) => use.twice(...placeOf(container, event)));
  container.addEventListener("wheel", (event) => {
    event.preventDefault();
    const lines = event.deltaMode === 1 ? LINE : event.deltaMode === 2 ? 20 * LINE : 1;
    const turn = Math.max(-240, Math.min(240, event.deltaY * lines * (event.ctrlKey ? 5 : 1)));
    if (!turn) return;
    use.start();
    use.zoom(Math.exp(-turn * WHEEL), ...placeOf(container, event));
  }, { passive: false });
}

/**
 * Say what lies under the pointer, at most once a frame.
 * @param {HTMLElement} container
 * @param {(x: number, y: number) => import("./shown.js").Hit | null} hit
 * @param {(hit: import("./shown.js").Hit | null, x: number, y: number) => void} hover
 */
export function listenForHover(container, hit, hover) {
  let waiting = false;
  container.addEventListener("pointermove", (event) => {
    if (waiting || event.buttons || event.pointerType === "touch") return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      const [x, y] = placeOf(container, event);
      const found = hit(x, y);
      container.classList.toggle("over", found !== null);
      hover(found, x, y);
    });
  });
  for (const name of ["pointerleave", "pointerdown", "wheel"]) {
    container.addEventListener(name, () => hover(null, 0, 0), { passive: true });
  }
}

/** @returns {[number, number]} */
function placeOf(container, event) {
  const box = container.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}

/** The middle of the pointers that are down, and how far they lie apart. */
function spanOf(down) {
  const [first, second] = down.values();
  if (!second) return { x: first.x, y: first.y, apart: 0 };
  return { x: (first.x + second.x) / 2, y: (first.y + second.y) / 2, apart: Math.hypot(first.x - second.x, first.y - second.y) };
}

function follow(before, after, use) {
  use.pan(after.x - before.x, after.y - before.y);
  if (before.apart > 0 && after.apart > 0) use.zoom(after.apart / before.apart, after.x, after.y);
}
