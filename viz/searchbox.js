// The search field with its list of results; keyboard first.

import { data, el, swatch } from "./dom.js";
import { buildIndex, find } from "./search.js";

/**
 * @param {HTMLElement} place
 * @param {import("./data.js").Model} model
 * @param {{colour: (hex: string) => string, isShown: (node: number) => boolean, choose: (node: number) => void}} use
 * @returns {{focus: () => void}}
 */
export function createSearch(place, model, use) {
  const index = buildIndex(model);
  const weight = (node) => model.nodes[node].edges.length;
  const input = /** @type {HTMLInputElement} */ (el("input", {
    attrs: {
      id: "query", type: "search", placeholder: "Search name, alias or code   ( / )", autocomplete: "off",
      spellcheck: "false", role: "combobox", "aria-label": "Search entities by name, alias or code",
      "aria-expanded": "false", "aria-controls": "results", "aria-autocomplete": "list",
    },
  }));
  const results = el("ul", { class: "results", attrs: { id: "results", role: "listbox", "aria-label": "Entities found", hidden: true } });
  const said = el("p", { class: "unseen", attrs: { role: "status" } });
  place.append(input, results, said);
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
    input.value = model.nodes[hit.node].label;
    close();
    use.choose(hit.node);
  };
  const activate = (at) => {
    active = hits.length ? (at + hits.length) % hits.length : -1;
    [...results.children].forEach((row, number) => row.setAttribute("aria-selected", String(number === active)));
    const row = results.children[active];
    if (row) {
      input.setAttribute("aria-activedescendant", row.id);
      row.scrollIntoView({ block: "nearest" });
    }
  };
  const open = () => {
    hits = find(index, input.value, weight);
    const asked = input.value.trim() !== "";
    results.replaceChildren(...hits.map((hit, number) => resultRow(model, use, hit, number, choose)));
    if (asked && !hits.length) {
      results.append(el("li", { class: "none", text: "No name, alias or code on this page fits.", attrs: { role: "option", "aria-disabled": "true" } }));
    }
    said.textContent = asked ? `${hits.length} found` : "";
    results.hidden = !asked;
    input.setAttribute("aria-expanded", String(asked));
    activate(0);
  };
  const keys = {
    ArrowDown: () => (results.hidden ? open() : activate(active + 1)),
    ArrowUp: () => (results.hidden ? open() : activate(active - 1)),
    Enter: () => (results.hidden ? open() : choose(active)),
    Escape: () => {
      if (results.hidden && !input.value) input.blur();
      input.value = "";
      close();
    },
  };
  input.addEventListener("input", open);
  input.addEventListener("keydown", (event) => {
    if (!(event.key in keys) || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  });
  input.addEventListener("blur", close);
  return { focus: () => { input.focus(); input.select(); } };
}

function resultRow(model, use, hit, number, choose) {
  const node = model.nodes[hit.node];
  const kind = model.classes[node.class];
  const aside = [kind.label, hit.matched, use.isShown(hit.node) ? "" : "outside the filters"];
  return el(
    "li",
    {
      attrs: { id: `result-${number}`, role: "option", "aria-selected": "false" },
      // pointerdown, because the field's blur closes the list before a click arrives
      on: { pointerdown: (event) => { event.preventDefault(); choose(number); } },
    },
    swatch(kind.shape, use.colour(kind.colour)),
    data(node.label, "found"),
    data(aside.filter(Boolean).join(" · "), "quiet"),
  );
}
