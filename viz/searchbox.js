// The search field with its list of results; keyboard first.

import { data, el, swatch } from "./dom.js";
import { find, indexOf } from "./search.js";
import { counted, t } from "./words.js";

/**
 * @typedef {object} SearchUse
 * @property {(hex: string) => string} colour
 * @property {(node: number) => boolean} isShown whether a node passes the filters
 * @property {(node: number) => void} choose
 */

/**
 * @param {HTMLElement} place
 * @param {import("./data.js").Model} model
 * @param {SearchUse} use
 * @returns {{focus: () => void}}
 */
export function createSearch(place, model, use) {
  const { start } = model.nodes.claims;
  const weight = (node) => start[node + 1] - start[node];
  const input = field();
  const results = el("ul", { class: "results", attrs: { id: "results", role: "listbox", "aria-label": t("Entities found"), hidden: true } });
  const said = el("p", { class: "unseen", attrs: { role: "status" } });
  place.append(input, results, said);
  /** @type {import("./search.js").Hit[]} */
  let hits = [];
  let active = -1;

  const close = () => {
    results.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    active = -1;
  };
  const choose = (at) => {
    const hit = hits[at];
    if (!hit) return;
    input.value = model.nodes.label[hit.node];
    close();
    use.choose(hit.node);
  };
  const activate = (at) => {
    active = hits.length ? (at + hits.length) % hits.length : -1;
    hits.forEach((_, number) => results.children[number].setAttribute("aria-selected", String(number === active)));
    const row = results.children[active];
    if (!row) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", row.id);
    row.scrollIntoView({ block: "nearest" });
  };
  const open = () => {
    const found = find(indexOf(model), input.value, weight);
    const asked = input.value.trim() !== "";
    hits = found.hits;
    results.replaceChildren(...hits.map((hit, number) => resultRow(model, use, hit, number, choose)), ...remarks(found, asked));
    said.textContent = asked ? counted(found.total, "{n} entity found", "{n} entities found") : "";
    results.hidden = !asked;
    input.setAttribute("aria-expanded", String(asked));
    activate(0);
  };
  input.addEventListener("focus", () => indexOf(model));
  input.addEventListener("input", open);
  input.addEventListener("blur", close);
  listen(input, {
    ArrowDown: () => (results.hidden ? open() : activate(active + 1)),
    ArrowUp: () => (results.hidden ? open() : activate(active - 1)),
    Enter: () => (results.hidden ? open() : choose(active)),
    Escape: () => {
      if (results.hidden && !input.value) input.blur();
      input.value = "";
      close();
    },
  });
  return { focus: () => { input.focus(); input.select(); } };
}

function field() {
  return /** @type {HTMLInputElement} */ (el("input", {
    attrs: {
      id: "query", type: "search", placeholder: t("Search name, alias or code   ( / )"), autocomplete: "off",
      spellcheck: "false", role: "combobox", "aria-label": t("Search entities by name, alias or code"),
      "aria-expanded": "false", "aria-controls": "results", "aria-autocomplete": "list",
    },
  }));
}

function listen(input, keys) {
  input.addEventListener("keydown", (event) => {
    if (!Object.hasOwn(keys, event.key) || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  });
}

function resultRow(model, use, hit, number, choose) {
  const { nodes, classes } = model;
  const kind = classes[nodes.class[hit.node]];
  const aside = [kind.label, hit.matched, use.isShown(hit.node) ? "" : t("outside the filters")];
  return el(
    "li",
    {
      attrs: { id: `result-${number}`, role: "option", "aria-selected": "false" },
      // the field keeps the focus, because its blur would close the list before the click arrives
      on: { mousedown: (event) => event.preventDefault(), click: () => choose(number) },
    },
    swatch(kind.shape, use.colour(kind.colour)),
    data(nodes.label[hit.node], "found"),
    data(aside.filter(Boolean).join(" · "), "quiet"),
  );
}

/** What stands below the results: that there are more, or why there are none. */
function remarks({ hits, total }, asked) {
  const more = total - hits.length;
  if (!asked || (hits.length && !more)) return [];
  const text = hits.length
    ? counted(more, "{n} more fits: type on to narrow it down.", "{n} more fit: type on to narrow them down.")
    : t("No name, alias or code on this page fits.");
  return [el("li", { class: "none", text, attrs: { role: "option", "aria-disabled": "true", "aria-selected": "false" } })];
}
