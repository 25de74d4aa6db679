// Brings what is shown onto the screen. A small scene is drawn whole in every frame. A big one is drawn
// on a canvas that is not seen, after a change at once as far as a person does not wait for it, else over
// several frames; while things move, the last such picture is shifted and zoomed, and what it does not
// cover is sketched.

import { groupEdges } from "./groups.js";
import { paintPicture, paintPointed } from "./painter.js";
import { screenOf } from "./shown.js";
import { canvasSheet, contextOf, sizedCanvas } from "./sheet.js";
import { paintSketch, shuffled } from "./sketch.js";
import { paintCaptions } from "./stages.js";

/**
 * Milliseconds: of one frame that may go into drawing, also right after a change that comes alone, and of
 * stillness before the whole picture is drawn.
 */
const SLICE = 12;
const AT_ONCE = 22;
const AFTER_CHANGE = 150;
const REST = 120;
/** With more edges it is not even tried to draw all at once. */
const MANY = 8000;
/** Pixels of thin line a millisecond draws; measured anew with every slice. */
const SPEED = { first: 30000, least: 3000, most: 600000 };
/** Beyond these factors a zoomed picture is no help. */
const BLIT = { least: 0.3, most: 3.5 };

/**
 * @typedef {object} Picture the whole drawing at one view
 * @property {HTMLCanvasElement} canvas
 * @property {import("./shown.js").View} view
 * @property {{width: number, height: number}} size
 *
 * @typedef {object} Now what the display is at
 * @property {HTMLCanvasElement} canvas
 * @property {(whole: boolean) => void} onDrawn
 * @property {any} shown
 * @property {import("./groups.js").Group[] | null} groups of the shown edges, until something changes
 * @property {Uint32Array | null} sample of the edges in an order by chance, made when it is first needed
 * @property {Picture | null} picture the last that was finished
 * @property {any} draft the one that is being drawn
 * @property {any} job draws it, step by step
 * @property {HTMLCanvasElement} spare for the next draft
 * @property {CanvasRenderingContext2D} scratch
 * @property {number} speed pixels of thin line a millisecond draws
 * @property {number} effort that the draft has taken
 * @property {boolean} slow whether the last whole picture was too slow to be drawn in every frame
 * @property {number} changedAt when it has last changed
 * @property {boolean} sized whether the browser has told the size: it does so in the first frame, so that nothing is drawn twice
 * @property {number} frame
 * @property {number} rest
 * @property {{moved: boolean, changed: boolean, pointed: boolean}} needs
 *
 * @typedef {object} Display
 * @property {(shown: import("./shown.js").Shown) => void} show a new scene
 * @property {() => void} changed what is drawn has changed: masks, focus, colours
 * @property {() => void} moved the camera has moved
 * @property {() => void} resized the screen has
 * @property {() => void} pointed something else is pointed at
 */

/**
 * @param {HTMLCanvasElement} canvas
 * @param {(whole: boolean) => void} onDrawn tells whether the screen shows the whole picture now
 * @returns {Display}
 */
export function createDisplay(canvas, onDrawn) {
  /** @type {Now} */
  const now = {
    canvas, onDrawn,
    shown: null, groups: null, sample: null,
    picture: null, draft: null, job: null,
    spare: document.createElement("canvas"),
    scratch: contextOf(sizedCanvas({ width: 1, height: 1 }, 1)),
    speed: SPEED.first, effort: 0, slow: false, changedAt: -Infinity, sized: false, frame: 0, rest: 0,
    needs: { moved: false, changed: false, pointed: false },
  };
  const need = (what) => {
    now.needs[what] = true;
    ask(now);
  };
  return {
    show(shown) {
      now.shown = shown;
      now.slow = shown.scene.edges.count > MANY;
      now.sample = null;
      now.groups = null;
      need("changed");
    },
    changed() {
      now.groups = null;
      need("changed");
    },
    moved: () => need("moved"),
    pointed: () => need("pointed"),
    resized() {
      now.needs.moved = true;
      now.sized = true;
      cancelAnimationFrame(now.frame);
      tick(now); // at once: a canvas is empty after its size has changed
    },
  };
}

function ask(now) {
  now.frame ||= requestAnimationFrame(() => tick(now));
}

/** What a frame has to do. */
function tick(now) {
  now.frame = 0;
  const { shown, needs } = now;
  if (!now.sized || !shown || !shown.size.width || !shown.size.height) return;
  now.needs = { moved: false, changed: false, pointed: false };
  if (needs.changed || needs.moved) redraw(now, needs.changed);
  else if (now.job) work(now);
  else if (needs.pointed) present(now);
}

/** The whole at once if it is quick; else a makeshift now, and the whole when there is time. */
function redraw(now, changed) {
  now.job = null;
  clearTimeout(now.rest);
  const time = timeFor(now, changed);
  if (time) {
    start(now);
    if (advanceFor(now, time)) {
      finish(now);
      return;
    }
    now.slow = true;
  }
  if (changed) now.picture = null;
  present(now);
  if (changed && now.job) ask(now);
  else {
    now.job = null;
    now.rest = setTimeout(() => {
      start(now);
      ask(now);
    }, changed ? 0 : REST);
  }
}

/** How long the whole picture may take at once. Of changes in a row, such as a slider's, each gets a sketch. */
function timeFor(now, changed) {
  if (!changed) return now.slow ? 0 : AT_ONCE;
  const alone = performance.now() - now.changedAt > 2 * AFTER_CHANGE;
  now.changedAt = performance.now();
  if (alone) return AFTER_CHANGE;
  return now.slow ? 0 : AT_ONCE;
}

function work(now) {
  if (advance(now, SLICE)) finish(now);
  else ask(now);
}

/** Begin a whole picture on a canvas that is not seen. */
function start(now) {
  const { shown } = now;
  const ratio = pixelRatio();
  now.groups ??= groupEdges(shown);
  now.draft = { canvas: sizedCanvas(shown.size, ratio, now.spare), view: shown.view, size: shown.size };
  const ctx = contextOf(now.draft.canvas);
  const sheet = canvasSheet(ctx, ratio);
  ctx.fillStyle = shown.look.ground;
  ctx.fillRect(0, 0, shown.size.width, shown.size.height);
  now.effort = 0;
  now.job = paintPicture(sheet, shown, now.groups);
}

/** Draw on for a longer time, in slices: the first ones tell how fast it goes. */
function advanceFor(now, time) {
  const begun = performance.now();
  let done = false;
  while (!done && performance.now() - begun < time) done = advance(now, Math.min(time, 2 * SLICE));
  return done;
}

/** Draw on for so many milliseconds. The browser draws late, so the effort is foretold, and then measured. */
function advance(now, time) {
  const [begun, most] = [performance.now(), now.speed * time];
  let [effort, done] = [0, false];
  while (!done && effort < most && performance.now() - begun < time) {
    const step = now.job.next();
    done = step.done;
    if (!done) effort += step.value;
  }
  now.scratch.canvas.width = 1;
  now.scratch.drawImage(now.draft.canvas, 0, 0, 1, 1, 0, 0, 1, 1); // makes it draw now
  const spent = Math.max(0.5, performance.now() - begun);
  if (effort > most / 4) now.speed = Math.max(SPEED.least, Math.min(SPEED.most, (now.speed + effort / spent) / 2));
  now.effort += effort;
  return done;
}

function finish(now) {
  now.spare = now.picture?.canvas ?? document.createElement("canvas");
  now.slow = now.effort > now.speed * AT_ONCE;
  [now.picture, now.draft, now.job] = [now.draft, null, null];
  present(now);
}

function present(now) {
  const { shown, canvas } = now;
  const ratio = pixelRatio();
  sizedCanvas(shown.size, ratio, canvas);
  const ctx = contextOf(canvas);
  const whole = showPicture(ctx, ratio, now);
  const sheet = canvasSheet(ctx, ratio);
  paintPointed(sheet, shown);
  paintCaptions(sheet, shown);
  now.onDrawn(whole);
}

function pixelRatio() {
  return Math.max(1, globalThis.devicePixelRatio || 1);
}

/** The last picture where it belongs now, and a sketch where it does not reach. Says whether it is the whole. */
function showPicture(ctx, ratio, now) {
  const { picture, shown } = now;
  const { view, size } = shown;
  const by = picture ? view.scale / picture.view.scale : 0;
  if (!picture || by < BLIT.least || by > BLIT.most) {
    sketchIn(ctx, ratio, now, screenOf(shown));
    return false;
  }
  // A picture that is only shifted stays sharp if it is shifted by whole pixels.
  const onPixel = (value) => (by === 1 ? Math.round(value * ratio) / ratio : value);
  const [left, top] = [onPixel(view.x - picture.view.x * by), onPixel(view.y - picture.view.y * by)];
  const [right, bottom] = [left + picture.size.width * by, top + picture.size.height * by];
  const bare = [
    { left: 0, top: 0, right: size.width, bottom: top },
    { left: 0, top: bottom, right: size.width, bottom: size.height },
    { left: 0, top, right: left, bottom },
    { left: right, top, right: size.width, bottom },
  ].filter((box) => box.right - box.left > 0.01 && box.bottom - box.top > 0.01);
  for (const box of bare) sketchIn(ctx, ratio, now, box);
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.drawImage(picture.canvas, left, top, right - left, bottom - top);
  return !bare.length && by === 1 && view.x === picture.view.x && view.y === picture.view.y;
}

/** Boxes are upright and few: anything else would make the clipping slow. */
function sketchIn(ctx, ratio, now, box) {
  const { shown } = now;
  now.sample ??= shuffled(shown.scene.edges.count);
  const sheet = canvasSheet(ctx, ratio);
  ctx.save();
  ctx.beginPath();
  ctx.rect(box.left, box.top, box.right - box.left, box.bottom - box.top);
  ctx.clip();
  ctx.fillStyle = shown.look.ground;
  ctx.fillRect(box.left, box.top, box.right - box.left, box.bottom - box.top);
  paintSketch(sheet, shown, now.sample, box);
  ctx.restore();
}
