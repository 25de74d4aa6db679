// Readies the page for paper and puts it back: light colours, the whole picture, and nothing folded away.

import { el } from "./dom.js";
import { t } from "./words.js";

const ANSWER = 1000; // milliseconds after which a browser that prints has begun to
const FOLDED = ".card details:not([open])"; // the evidence and what a claim rests on

/**
 * Follow the browser's printing, whoever asks for it.
 * @param {{picture: () => HTMLCanvasElement, restyle?: () => void}} use
 */
export function preparePrint(use) {
  /** @type {Element[]} */
  let opened = [];
  /** @type {HTMLElement | null} */
  let figure = null;
  const undo = () => {
    for (const details of opened) details.removeAttribute("open");
    opened = [];
    figure?.remove();
    figure = null;
    if (!document.documentElement.classList.contains("printing")) return;
    document.documentElement.classList.remove("printing");
    use.restyle?.();
  };
  window.addEventListener("beforeprint", () => {
    undo();
    document.documentElement.classList.add("printing");
    use.restyle?.();
    opened = [...document.querySelectorAll(FOLDED)];
    for (const details of opened) details.setAttribute("open", "");
    if (["list", "map"].includes(document.body.dataset.shownAs ?? "")) return; // these stand in the page themselves
    figure = el("figure", { class: "print-picture", attrs: { role: "img", "aria-label": t("The picture") } }, use.picture());
    document.querySelector("main")?.before(figure);
  });
  window.addEventListener("afterprint", undo);
}

/**
 * Print, or say that it is not allowed, as in a notebook's frame.
 * @param {() => void} refused
 */
export function print(refused) {
  let begun = false;
  window.addEventListener("beforeprint", () => { begun = true; }, { once: true });
  window.print();
  setTimeout(() => begun || refused(), ANSWER);
}
