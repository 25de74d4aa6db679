// Choosing a window on the axis: two sliders for its ends, and dragging or clicking between them.

import { dayWords } from "./days.js";
import { el } from "./dom.js";
import { border, edges, moved, nearest, snapped, stepsBetween } from "./time.js";
import { t } from "./words.js";

const STILL = 4;
/** What a bigger step is, for each grain. */
const BIGGER = { day: "week", week: "month", month: "quarter", quarter: "year", year: "decade", decade: "century", century: "century" };

/**
 * @typedef {object} Axis what the handles need to know, asked anew each time
 * @property {import("./time.js").Grain} grain
 * @property {{first: number, last: number}} span
 * @property {number | null} from
 * @property {number | null} to
 * @property {import("./timeplot.js").Scale} scale
 *
 * @typedef {object} HandleUse
 * @property {() => Axis} axis
 * @property {(from: number, to: number) => void} choose
 * @property {(x: number, y: number) => void} click
 * @property {(x: number, y: number) => void} hover
 * @property {() => void} leave
 */

/**
 * @param {HTMLElement} plot where the bars are drawn
 * @param {HandleUse} use
 * @returns {{place: () => void}} puts the handles where the window is
 */
export function createHandles(plot, use) {
  const from = handle("from", plot, use);
  const to = handle("to", plot, use);
  plot.append(from, to);
  brush(plot, use);
  return { place: () => place(from, to, use.axis()) };
}

/**
 * One end of the window moved to a border between bins; the other end stays.
 * @param {Axis} axis
 * @param {"from" | "to"} end
 * @param {number} at the border: the first day of the window, or the day after its last
 * @returns {{from: number, to: number}}
 */
export function withEnd(axis, end, at) {
  const { first, last } = edges(axis.span, axis.grain);
  const from = axis.from ?? first;
  const to = axis.to ?? last;
  if (end === "from") return { from: Math.min(Math.max(at, Math.min(first, from)), to), to };
  return { from, to: Math.max(Math.min(at - 1, Math.max(last, to)), from) };
}

/**
 * Where a key takes one end of the window.
 * @param {Axis} axis
 * @param {"from" | "to"} end
 * @param {string} key
 * @param {boolean} big
 * @returns {number | null} a border between bins; null if the key means nothing here
 */
export function keyed(axis, end, key, big) {
  const { first, last } = edges(axis.span, axis.grain);
  const at = end === "from" ? axis.from ?? first : (axis.to ?? last) + 1;
  const wide = BIGGER[axis.grain];
  const later = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };
  if (key in later) return border(at, later[key], big ? wide : axis.grain);
  if (key === "PageUp") return border(at, 1, wide);
  if (key === "PageDown") return border(at, -1, wide);
  if (key === "Home") return end === "from" ? first : border(axis.from ?? first, 1, axis.grain);
  if (key === "End") return end === "to" ? last + 1 : snapped(axis.to ?? last, axis.grain);
  return null;
}

/**
 * The window moved as a whole, as near as bins allow and not beyond the axis.
 * @param {Axis} axis
 * @param {number} days
 * @returns {{from: number, to: number}}
 */
export function shifted(axis, days) {
  const { first, last } = edges(axis.span, axis.grain);
  const from = axis.from ?? first;
  const to = axis.to ?? last;
  const wanted = stepsBetween(from, nearest(from + days, axis.grain), axis.grain);
  const fewest = Math.min(stepsBetween(from, first, axis.grain), 0);
  const most = Math.max(stepsBetween(to, last, axis.grain), 0);
  const steps = Math.min(Math.max(wanted, fewest), most);
  const moved_ = moved(from, steps, axis.grain);
  return { from: moved_, to: Math.max(moved(to + 1, steps, axis.grain) - 1, moved_) };
}

function handle(end, plot, use) {
  const name = end === "from" ? t("Beginning of the period") : t("End of the period");
  const attrs = { role: "slider", tabindex: "0", "aria-label": name, "aria-orientation": "horizontal" };
  const made = el("div", { class: `time-handle ${end}`, attrs });
  const choose = (at) => {
    const window = withEnd(use.axis(), end, at);
    use.choose(window.from, window.to);
  };
  made.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = keyed(use.axis(), end, event.key, event.shiftKey);
    if (at === null) return;
    event.preventDefault();
    event.stopPropagation();
    choose(at);
  });
  let grabbed = 0;
  drag(made, {
    begin(event) {
      const { scale, ...axis } = use.axis();
      const { first, last } = edges(axis.span, axis.grain);
      const at = end === "from" ? axis.from ?? first : (axis.to ?? last) + 1;
      grabbed = inAxis(scale, at) - placeIn(plot, event).x;
      made.focus({ preventScroll: true });
    },
    move(event) {
      const { scale, grain } = use.axis();
      choose(nearest(scale.day(placeIn(plot, event).x + grabbed), grain));
    },
  });
  return made;
}

/** Between the handles: drag the window, draw a new one beside it, or click. */
function brush(plot, use) {
  let start = null;
  drag(plot, {
    begin(event) {
      const axis = use.axis();
      const { x } = placeIn(plot, event);
      const day = axis.scale.day(x);
      const inside = axis.from !== null && axis.to !== null && day >= axis.from && day < axis.to + 1;
      start = { x, day, axis, inside };
      use.leave();
    },
    move(event) {
      if (!start) return;
      const { axis, day, inside } = start;
      const now = axis.scale.day(placeIn(plot, event).x);
      const { first, last } = edges(axis.span, axis.grain);
      const bounded = (at) => Math.min(Math.max(Math.floor(at), first), last);
      const window = inside
        ? shifted(axis, now - day)
        : {
          from: snapped(bounded(Math.min(now, day)), axis.grain),
          to: border(bounded(Math.max(now, day)), 1, axis.grain) - 1,
        };
      use.choose(Math.max(window.from, first), Math.min(window.to, last));
    },
    click(event) {
      const { x, y } = placeIn(plot, event);
      use.click(x, y);
    },
  });
  plot.addEventListener("pointermove", (event) => {
    if (event.buttons || event.pointerType === "touch" || event.target.closest("[role=slider]")) return;
    const { x, y } = placeIn(plot, event);
    use.hover(x, y);
  });
  plot.addEventListener("pointerleave", use.leave);
}

/** Follow one pointer from down to up; what hardly moves is a click. */
function drag(element, on) {
  let pointer = null;
  let from = 0;
  let moving = false;
  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || pointer !== null || (event.target !== element && event.target.closest("[role=slider]"))) return;
    pointer = event.pointerId;
    [from, moving] = [event.clientX, false];
    element.setPointerCapture(pointer);
    on.begin(event);
    event.preventDefault();
  });
  element.addEventListener("pointermove", (event) => {
    if (event.pointerId !== pointer) return;
    moving ||= Math.abs(event.clientX - from) >= STILL;
    if (moving) on.move(event);
  });
  const end = (event) => {
    if (event.pointerId !== pointer) return;
    pointer = null;
    if (!moving && event.type === "pointerup") on.click?.(event);
  };
  for (const name of ["pointerup", "pointercancel"]) element.addEventListener(name, end);
}

function placeIn(plot, event) {
  const { left, top } = plot.getBoundingClientRect();
  return { x: event.clientX - left, y: event.clientY - top };
}

function inAxis(scale, day) {
  return Math.min(Math.max(scale.x(day), scale.x(scale.first)), scale.x(scale.end));
}

function place(from, to, { grain, span, scale, ...window }) {
  const { first, last } = edges(span, grain);
  const start = window.from ?? first;
  const end = window.to ?? last;
  const say = (element, now, lowest, highest, words) => {
    element.setAttribute("aria-valuemin", String(Math.min(lowest, now)));
    element.setAttribute("aria-valuemax", String(Math.max(highest, now)));
    element.setAttribute("aria-valuenow", String(now));
    element.setAttribute("aria-valuetext", words);
  };
  const ever = window.from === null;
  say(from, start, first, end, ever ? t("ever; no beginning chosen") : dayWords(start));
  say(to, end, start, last, ever ? t("ever; no end chosen") : dayWords(end));
  from.style.setProperty("left", `${inAxis(scale, start)}px`);
  to.style.setProperty("left", `${inAxis(scale, end + 1)}px`);
}
