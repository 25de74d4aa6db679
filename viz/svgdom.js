// SVG elements made by hand, as dom.js makes those of HTML.

const NAMESPACE = "http://www.w3.org/2000/svg";

/**
 * Make an SVG element.
 * @param {string} tag
 * @param {Record<string, string | number | null | undefined>} [attrs] those without a value are left out
 * @param {...(Node | string | null | undefined | false)} children strings become text nodes
 * @returns {SVGElement}
 */
export function svg(tag, attrs = {}, ...children) {
  const made = document.createElementNS(NAMESPACE, tag);
  for (const [name, value] of Object.entries(attrs)) {
    if (value !== null && value !== undefined) made.setAttribute(name, String(value));
  }
  for (const child of children) {
    if (child !== null && child !== undefined && child !== false) made.append(child);
  }
  return made;
}

/**
 * A length in a drawing, without more digits than a screen can show.
 * @param {number} length
 * @returns {string}
 */
export function px(length) {
  return String(Math.round(length * 10) / 10);
}
