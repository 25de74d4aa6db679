// A button that opens a menu: arrow keys move, letters jump, Escape gives the focus back to the button.

import { el } from "./dom.js";

/**
 * @typedef {object} Item
 * @property {string} id
 * @property {() => string} label
 * @property {() => boolean} [usable] whether it can be chosen now
 * @property {boolean} [apart] whether a line stands above it
 * @property {() => void} choose
 */

/**
 * Add a button and its menu.
 * @param {HTMLElement} container
 * @param {string} id of the menu, used once in the page
 * @param {string} text of the button
 * @param {Item[]} items
 * @returns {{update: () => void, button: HTMLElement}}
 */
export function createMenu(container, id, text, items) {
  const buttons = items.map((item) => itemButton(item, () => chosen(item)));
  const rows = items.flatMap(({ apart }, index) => [
    apart && el("li", { class: "menu-line", attrs: { role: "separator" } }), el("li", { attrs: { role: "none" } }, buttons[index]),
  ]);
  const menu = el("ul", { class: "menu", attrs: { id, role: "menu", "aria-label": text, hidden: true } }, ...rows);
  const attrs = { type: "button", "aria-haspopup": "menu", "aria-expanded": "false", "aria-controls": id };
  const button = el("button", { class: "menu-button", text, attrs });
  container.append(button, menu);

  function update() {
    if (menu.hidden) return;
    items.forEach((item, index) => {
      const label = item.label();
      if (buttons[index].textContent !== label) buttons[index].textContent = label;
      buttons[index].setAttribute("aria-disabled", String(!(item.usable?.() ?? true)));
    });
  }
  function open(index) {
    menu.hidden = false;
    button.setAttribute("aria-expanded", "true");
    update();
    buttons[index].focus();
  }
  function close() {
    menu.hidden = true;
    button.setAttribute("aria-expanded", "false");
  }
  function chosen(item) {
    if (!(item.usable?.() ?? true)) return;
    button.focus();
    close();
    item.choose();
  }
  button.addEventListener("click", () => (menu.hidden ? open(0) : close()));
  button.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    open(event.key === "ArrowDown" ? 0 : buttons.length - 1);
  });
  menu.addEventListener("keydown", (event) => onKey(event, buttons, () => {
    button.focus();
    close();
  }));
  container.addEventListener("focusout", (event) => {
    if (!menu.contains(event.relatedTarget) && event.relatedTarget !== button) close();
  });
  document.addEventListener("pointerdown", (event) => {
    if (!menu.contains(event.target) && !button.contains(event.target)) close();
  });
  return { update, button };
}

function itemButton({ id }, choose) {
  const attrs = { type: "button", role: "menuitem", tabindex: "-1", "data-item": id };
  return el("button", { attrs, on: { click: choose } });
}

/** The keys inside an open menu; those it uses go no further, so that the page's own keys stay quiet. */
function onKey(event, buttons, leave) {
  const at = buttons.indexOf(document.activeElement);
  const count = buttons.length;
  const goal = { ArrowDown: at + 1, ArrowUp: at - 1 + count, Home: 0, End: count - 1 }[event.key];
  const isLetter = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (event.key === "Escape") leave();
  else if (goal !== undefined) buttons[goal % count].focus();
  else if (isLetter) jump(buttons, at, event.key.toLowerCase());
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** The next item that begins with a letter. */
function jump(buttons, at, letter) {
  const after = [...buttons.slice(at + 1), ...buttons.slice(0, at + 1)];
  after.find((button) => button.textContent.toLowerCase().startsWith(letter))?.focus();
}
