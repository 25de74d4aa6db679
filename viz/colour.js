// The ontology's colours, moved just so far towards light or dark that they can be seen.

const ENOUGH = 3.2;

/**
 * A colour that stands out from a background.
 * @param {string} hex the ontology's colour, #RRGGBB
 * @param {string} background #RRGGBB
 * @returns {string} the colour itself where its contrast is enough
 */
export function visibleOn(hex, background) {
  const ground = parse(background);
  const wanted = parse(hex);
  const towards = luminance(ground) > 0.4 ? [0, 0, 0] : [255, 255, 255];
  for (let step = 0; step <= 20; step += 1) {
    const mixed = mix(wanted, towards, step / 20);
    if (contrast(mixed, ground) >= ENOUGH) return format(mixed);
  }
  return format(towards);
}

/**
 * @param {string} hex
 * @param {string} ground
 * @param {number} share how much of the colour stays
 * @returns {string} the colour faded into the background
 */
export function faded(hex, ground, share) {
  return format(mix(parse(ground), parse(hex), share));
}

/** @returns {[number, number, number]} */
function parse(hex) {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex.trim());
  return match ? [parseInt(match[1], 16), parseInt(match[2], 16), parseInt(match[3], 16)] : [119, 119, 119];
}

function format(rgb) {
  return `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
}

function mix(from, to, share) {
  return from.map((part, at) => part + (to[at] - part) * share);
}

function luminance(rgb) {
  const [r, g, b] = rgb.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a, b) {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}
