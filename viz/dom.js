// Elements made by hand: text goes in as text, never as markup.

/**
 * @typedef {object} Props
 * @property {string} [class]
 * @property {string} [text]
 * @property {Record<string, string | number | boolean | null | undefined>} [attrs]
 * @property {Record<string, (event: any) => void>} [on]
 */

/**
 * Make an element.
 * @param {string} tag
 * @param {Props} [props]
 * @param {...(Node | string | null | undefined | false)} children strings become text nodes
 * @returns {HTMLElement}
 */
export function el(tag, props = {}, ...children) {
  const made = document.createElement(tag);
  if (props.class) made.className = props.class;
  if (props.text !== undefined) made.textContent = props.text;
  for (const [name, value] of Object.entries(props.attrs ?? {})) setAttr(made, name, value);
  for (const [name, listener] of Object.entries(props.on ?? {})) made.addEventListener(name, listener);
  for (const child of children) {
    if (child !== null && child !== undefined && child !== false) made.append(child);
  }
  return made;
}

/**
 * The element of the page's template with this id.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page lacks its element #${id}`);
  return found;
}

/**
 * Text that came from data: set apart, so that marks of writing direction stay inside it.
 * @param {string} text
 * @param {string} [className]
 * @returns {HTMLElement}
 */
export function data(text, className = "") {
  return el("bdi", { class: className, text });
}

/**
 * A link if the address is a plain web address, else its text.
 * @param {string} address
 * @returns {HTMLElement}
 */
export function link(address) {
  if (!isWebAddress(address)) return data(address);
  const attrs = { href: address, target: "_blank", rel: "noopener noreferrer" };
  return el("a", { class: "data", text: address, attrs });
}

/**
 * Whether a text is an http or https address and nothing else.
 * @param {string} text
 * @returns {boolean}
 */
export function isWebAddress(text) {
  if (!/^https?:\/\/[^\s]+$/i.test(text)) return false;
  try {
    return ["http:", "https:"].includes(new URL(text).protocol);
  } catch {
    return false;
  }
}

/**
 * @param {number} count
 * @param {string} one
 * @param {string} [many]
 * @returns {string} such as "1 claim", "2,140 claims"
 */
export function counted(count, one, many = `${one}s`) {
  return `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;
}

const SHAPES = {
  dot: "M8 2a6 6 0 1 0 .01 0Z",
  square: "M2.5 2.5h11v11h-11Z",
  diamond: "M8 1 15 8 8 15 1 8Z",
  triangle: "M8 1.5 15 14H1Z",
  triangleDown: "M8 14.5 1 2h14Z",
  hexagon: "M4.5 2h7L15 8l-3.5 6h-7L1 8Z",
  star: "M8 .8l2.1 4.9 5.3.5-4 3.5 1.2 5.2L8 12.1l-4.6 2.8 1.2-5.2-4-3.5 5.3-.5Z",
};

const LINE_SHAPE = "M0 6.5h16v3H0Z";

/**
 * @param {string} shape a node's shape; anything else is a line
 * @returns {string} its outline in a square of 16, as in an SVG path
 */
export function outlineOf(shape) {
  return Object.hasOwn(SHAPES, shape) ? SHAPES[shape] : LINE_SHAPE;
}

const LINES = {
  line: { arrow: true },
  dashed: { arrow: true, "stroke-dasharray": "3 2.4" },
  dotted: { "stroke-dasharray": "2 2" },
  plain: { "stroke-width": "1.2" },
  pale: { "stroke-width": "1", "stroke-opacity": "0.45" },
};

/**
 * A small drawing for the legend: a node's shape, or a line for a relation.
 * @param {string} shape one of the shapes or of the lines
 * @param {string} colour
 * @returns {SVGElement}
 */
export function swatch(shape, colour) {
  const svg = svgElement("svg", { viewBox: "0 0 16 16", class: "swatch", "aria-hidden": "true" });
  if (Object.hasOwn(LINES, shape)) {
    const { arrow, ...line } = LINES[shape];
    svg.append(svgElement("path", { d: arrow ? "M0 8h11" : "M0 8h16", stroke: colour, "stroke-width": "2.4", ...line }));
    if (arrow) svg.append(svgElement("path", { d: "M10 4l6 4-6 4Z", fill: colour }));
  } else {
    svg.append(svgElement("path", { d: SHAPES[shape] ?? SHAPES.dot, fill: colour }));
  }
  return svg;
}

/**
 * @param {string} tag
 * @param {Record<string, string>} attrs
 * @returns {SVGElement}
 */
function svgElement(tag, attrs) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attrs)) made.setAttribute(name, value);
  return made;
}

function setAttr(made, name, value) {
  if (value === null || value === undefined || value === false) return;
  made.setAttribute(name, value === true ? "" : String(value));
}
