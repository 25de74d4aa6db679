// The columns of a layout: faint lines between them, and captions that stay at the top of the screen.

const LINE = 14;
/** About how wide a letter is, and the room between two captions of a row. */
const LETTER = 7;
const APART = 6;
const ROWS = 6;

/**
 * @param {import("./painter.js").Sheet} sheet
 * @param {import("./shown.js").Shown} shown
 */
export function paintStageLines(sheet, shown) {
  const { stages } = shown.scene;
  for (let at = 1; at < stages.length; at += 1) {
    const x = ((stages[at - 1].x + stages[at].x) / 2) * shown.stretchX * shown.view.scale + shown.view.x;
    const pen = sheet.begin();
    pen.moveTo(x, 0);
    pen.lineTo(x, shown.size.height);
    sheet.stroke({ colour: shown.look.line, width: 1 });
  }
}

/**
 * @param {import("./painter.js").Sheet} sheet
 * @param {import("./shown.js").Shown} shown
 */
export function paintCaptions(sheet, shown) {
  const { stages } = shown.scene;
  const { view, look, size } = shown;
  const columns = stages.map(({ label, x }, at) => {
    const next = stages[at + 1] ?? stages[at - 1];
    return { label, middle: x * view.scale + view.x, room: next ? Math.abs(next.x - x) * view.scale : size.width };
  });
  const seen = columns.filter(({ middle }) => middle > -100 && middle < size.width + 100);
  const wrapped = seen.map(({ label, room }) => captionLines(label, room));
  const write = (line, middle, row) => sheet.caption(line, middle, look.top + LINE * (row + 0.5), look.quiet, look.ground);
  if (wrapped.some((lines, at) => lines.join(" ") !== seen[at].label.trim())) {
    for (const { text, middle, row } of staggered(seen, size.width)) write(text, middle, row);
  } else wrapped.forEach((lines, at) => lines.forEach((line, row) => write(line, seen[at].middle, row)));
}

/**
 * Captions wider than their columns: whole, in as many rows as it takes to keep them apart.
 * @param {{label: string, middle: number}[]} columns from left to right
 * @param {number} width of the screen
 * @returns {{text: string, middle: number, row: number}[]}
 */
export function staggered(columns, width) {
  /** @type {number[]} where each row is free again */
  const free = [];
  return columns.map(({ label, middle }) => {
    const half = (label.length * LETTER) / 2 + APART / 2;
    const kept = middle < 0 || middle > width ? middle : Math.max(half, Math.min(width - half, middle));
    const open = free.findIndex((end) => end <= kept - half);
    const row = open >= 0 ? open : free.length < ROWS ? free.length : free.indexOf(Math.min(...free));
    const room = kept + half - APART - Math.max(free[row] ?? -Infinity, kept - half);
    const letters = Math.max(3, Math.floor(room / LETTER));
    const text = letters < label.length ? `${Array.from(label).slice(0, letters - 1).join("")}…` : label;
    free[row] = kept + half;
    return { text, middle: kept + half - (text.length * LETTER + APART) / 2, row };
  });
}

/**
 * A caption in at most two lines that fit a column.
 * @param {string} label
 * @param {number} room in pixels
 * @returns {string[]}
 */
export function captionLines(label, room) {
  const widest = Math.max(3, Math.floor(room / LETTER));
  const cut = (line) => (line.length > widest ? `${Array.from(line).slice(0, widest - 1).join("")}…` : line);
  const lines = [""];
  for (const word of label.trim().split(/\s+/)) {
    const last = lines[lines.length - 1];
    if (last && last.length + word.length + 1 > widest) lines.push(word);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  return lines.length > 2 ? [cut(lines[0]), cut(lines.slice(1).join(" "))] : lines.map(cut);
}
