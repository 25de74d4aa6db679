// Names beside the nodes: always the same size on the screen, never one over another.

const FONT = "12.5px system-ui, -apple-system, 'Segoe UI', sans-serif";
const STRONG = "600 13.5px system-ui, -apple-system, 'Segoe UI', sans-serif";
const LINE = 15;
const WIDEST = 22;
const MOST_LINES = 3;
const GAP = 4;
const CELL = 64;
/** So many of the heaviest nodes get their name even over other nodes. */
const SURE = 12;

/**
 * @typedef {object} Label
 * @property {string} text
 * @property {number} x of the node, in the screen's pixels
 * @property {number} y
 * @property {number} radius of the node
 * @property {boolean} strong
 * @property {number} weight the heavier is placed first
 */

/**
 * Write as many names as there is room for.
 * @param {CanvasRenderingContext2D} ctx in the screen's pixels
 * @param {Label[]} labels
 * @param {{text: string, halo: string}} colours
 * @param {{width: number, height: number}} size
 */
export function drawLabels(ctx, labels, colours, size) {
  const inside = labels.filter((label) => label.x > -20 && label.y > -20 && label.x < size.width + 20 && label.y < size.height + 20);
  const taken = createGrid();
  for (const label of inside) taken.add(around(label), label, true);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  inside.sort((a, b) => b.weight - a.weight).forEach((label, rank) => {
    ctx.font = label.strong ? STRONG : FONT;
    const lines = wrapped(label.text);
    const width = Math.max(...lines.map((line) => ctx.measureText(line).width)) + 4;
    const boxes = places(label, width, lines.length * LINE)
      .map((box) => kept(box, size))
      .filter((box) => label.strong || (box.top >= 0 && box.bottom <= size.height));
    const box = boxes.find((place) => taken.isFree(place, label, true))
      ?? (label.strong || rank < SURE ? boxes.find((place) => taken.isFree(place, label, false)) : undefined)
      ?? (label.strong ? boxes[0] : undefined);
    if (!box) return;
    taken.add(box, label, false);
    write(ctx, lines, box, colours);
  });
}

/**
 * A name in a few short lines.
 * @param {string} text
 * @returns {string[]}
 */
export function wrapped(text) {
  if (text.length <= WIDEST) return [text];
  const lines = [""];
  for (const word of text.split(/\s+/)) {
    const last = lines[lines.length - 1];
    if (last && last.length + word.length + 1 > WIDEST) lines.push(word);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  const cut = (line) => (line.length > WIDEST + 4 ? `${line.slice(0, WIDEST + 2)}…` : line);
  if (lines.length <= MOST_LINES) return lines.map(cut);
  return [...lines.slice(0, MOST_LINES - 1).map(cut), cut(`${lines[MOST_LINES - 1]}…`)];
}

function write(ctx, lines, box, colours) {
  const middle = (box.left + box.right) / 2;
  ctx.strokeStyle = colours.halo;
  ctx.fillStyle = colours.text;
  ctx.lineWidth = 4;
  lines.forEach((line, number) => {
    const y = box.top + LINE * (number + 0.5);
    ctx.strokeText(line, middle, y);
    ctx.fillText(line, middle, y);
  });
}

/** Below, above, right, left of the node, and on a node that is big enough. */
function places(label, width, height) {
  const { x, y, radius } = label;
  const box = (left, top) => ({ left, top, right: left + width, bottom: top + height });
  return [
    box(x - width / 2, y + radius + GAP),
    box(x - width / 2, y - radius - GAP - height),
    box(x + radius + GAP, y - height / 2),
    box(x - radius - GAP - width, y - height / 2),
    ...(radius > width / 3 ? [box(x - width / 2, y - height / 2)] : []),
  ];
}

/** A box moved sideways, if need be, so that its text is not cut off. */
function kept(box, size) {
  const left = Math.max(2, Math.min(box.left, size.width - 2 - (box.right - box.left)));
  return { ...box, left, right: left + box.right - box.left };
}

function around({ x, y, radius }) {
  return { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius };
}

/** Boxes that are taken, in cells, so that a look-up touches few of them. */
function createGrid() {
  const cells = new Map();
  const keys = (box) => {
    const found = [];
    for (let column = Math.floor(box.left / CELL); column <= Math.floor(box.right / CELL); column += 1) {
      for (let row = Math.floor(box.top / CELL); row <= Math.floor(box.bottom / CELL); row += 1) found.push(`${column},${row}`);
    }
    return found;
  };
  return {
    add(box, owner, isNode) {
      for (const key of keys(box)) {
        if (!cells.has(key)) cells.set(key, []);
        cells.get(key).push({ box, owner, isNode });
      }
    },
    isFree(box, owner, heedNodes) {
      const overlaps = (other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom;
      return keys(box).every((key) => !(cells.get(key) ?? []).some((entry) => entry.owner !== owner && (heedNodes || !entry.isNode) && overlaps(entry.box)));
    },
  };
}
