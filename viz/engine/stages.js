// The columns of a layout: faint lines between them, and captions that stay at the top of the screen.

const LINE = 14;

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
  stages.forEach(({ label, x }, at) => {
    const middle = x * view.scale + view.x;
    if (middle < -100 || middle > size.width + 100) return;
    const next = stages[at + 1] ?? stages[at - 1];
    const room = next ? Math.abs(next.x - x) * view.scale : size.width;
    captionLines(label, room).forEach((line, row) => {
      sheet.caption(line, middle, look.top + LINE * (row + 0.5), look.quiet, look.ground);
    });
  });
}

/**
 * A caption in at most two lines that fit a column.
 * @param {string} label
 * @param {number} room in pixels
 * @returns {string[]}
 */
export function captionLines(label, room) {
  const widest = Math.max(3, Math.floor(room / 7));
  const cut = (line) => (line.length > widest ? `${Array.from(line).slice(0, widest - 1).join("")}…` : line);
  const lines = [""];
  for (const word of label.trim().split(/\s+/)) {
    const last = lines[lines.length - 1];
    if (last && last.length + word.length + 1 > widest) lines.push(word);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  return lines.length > 2 ? [cut(lines[0]), cut(lines.slice(1).join(" "))] : lines.map(cut);
}
