// How two entities hang together: two fields, and the way between them as sentences.

import { originOf } from "./verdicts.js";
import { linked } from "./data.js";
import { data, el, swatch } from "./dom.js";
import { doubtsOf, pathOf, shortestPath, unused } from "./path.js";
import { find, indexOf } from "./search.js";
import { sentenceOf, stepOf } from "./sentence.js";
import { counted, t } from "./words.js";

/**
 * @typedef {object} PathUse
 * @property {(choice: import("./state.js").PathChoice | null) => void} setPath
 * @property {(selection: import("./state.js").Selection) => void} select
 * @property {(selection: import("./state.js").Selection | null) => void} hover
 * @property {(hex: string) => string} colour
 *
 * @typedef {object} PathBox
 * @property {(visible: import("./filter.js").Visible, state: import("./state.js").State) => void} update
 *   show the path of the state; where it leads from a node to the same one, ask for the goal
 */

/**
 * @param {HTMLElement} container
 * @param {import("./data.js").Model} model
 * @param {PathUse} use
 * @returns {PathBox}
 */
export function createPathBox(container, model, use) {
  /** @type {import("./state.js").PathChoice | null} */
  let choice = null;
  let timed = false;
  const ends = { from: -1, to: -1 };
  const announce = () => {
    if (ends.from >= 0 && ends.from === ends.to) {
      result.replaceChildren(el("p", { class: "note", text: t("Both ends are {name}. Choose another entity for one of them.", { name: model.nodes.label[ends.to] }) }));
    } else if (ends.from >= 0 && ends.to >= 0) {
      use.setPath({ from: ends.from, to: ends.to, timed });
    } else if (choice) {
      choice = null; // so that the end which is left stays in its field
      use.setPath(null);
    }
  };
  const field = (end, label) => nodeField(model, use, { id: `path-${end}`, label }, (node) => {
    ends[end] = node;
    announce();
    if (node >= 0 && ends.from >= 0 && ends.to < 0) to.focus();
  });
  const from = field("from", t("From"));
  const to = field("to", t("To"));
  const kind = kindChoice((wanted) => {
    timed = wanted;
    announce();
  });
  const result = el("div", { class: "path-result", attrs: { "aria-live": "polite" } });
  const swap = el("button", { class: "small", text: t("Swap"), attrs: { type: "button" }, on: { click: () => {
    [ends.from, ends.to] = [ends.to, ends.from];
    from.set(ends.from);
    to.set(ends.to);
    announce();
  } } });
  const clear = el("button", { class: "small", text: t("Clear the path"), attrs: { type: "button" }, on: { click: () => {
    ends.from = ends.to = -1;
    from.set(-1);
    to.set(-1);
    use.setPath(null);
  } } });
  container.replaceChildren(el("div", { class: "path-box" }, from.element, to.element, kind.element, el("p", { class: "buttons" }, swap, clear), result));
  return {
    update(visible, { path: now }) {
      const asks = now !== null && now.from === now.to;
      const begins = asks && (choice?.from !== now.from || choice.to !== now.to);
      const keeps = now === null && choice === null;
      choice = now;
      if (now) container.hidden = false;
      timed = now?.timed ?? timed;
      if (!keeps) Object.assign(ends, { from: now?.from ?? -1, to: now && !asks ? now.to : -1 });
      if (!keeps) from.set(ends.from);
      if (!keeps) to.set(ends.to);
      kind.set(timed);
      clear.hidden = !now;
      result.replaceChildren(...(now && !asks ? resultOf({ model, visible, use }, now) : []));
      if (begins) to.focus();
    },
  };
}

function resultOf(context, choice) {
  const { model, visible } = context;
  const path = pathOf(model, visible, choice);
  if (!path) return none(context, choice);
  const head = counted(path.edges.length, "{n} step", "{n} steps");
  const doubts = choice.timed ? doubtsOf(model, path) : [];
  return [
    el("p", { class: "summary", text: summaryOf(head, choice.timed, doubts.some(Boolean)) }),
    el("ol", { class: "steps" }, ...path.edges.map((edge, at) => stepRow(context, path, edge, at, doubts[at]))),
  ];
}

function summaryOf(steps, timed, doubtful) {
  if (!timed) return t("{steps}, the fewest there are", { steps });
  return doubtful
    ? t("{steps}, possibly none beginning before the one ahead of it", { steps })
    : t("{steps}, none beginning before the one ahead of it", { steps });
}

function doubtWords(doubt) {
  if (doubt === "unknown") return t("possibly: when it began is not known");
  return doubt && t("possibly: when it began is not known well enough");
}

function stepRow({ model, use }, path, edge, at, doubt) {
  const claim = path.claims[at];
  const here = { kind: /** @type {const} */ ("claim"), index: claim };
  const others = linked(model.edges.claims, edge).length - 1;
  const aside = [doubtWords(doubt), originOf(model, claim), others > 0 && counted(others, "{n} more claim", "{n} more claims")];
  const row = el("li", {}, el("button", { class: "step", attrs: { type: "button", "data-step": at }, on: {
    click: () => use.select(here), pointerenter: () => use.hover(here), pointerleave: () => use.hover(null),
  } }, data(sentenceOf(stepOf(model, edge, path.nodes[at], claim)), "sentence"), data(aside.filter(Boolean).join(" · "), "quiet")));
  row.style.setProperty("--edge", use.colour(model.relations[model.edges.relation[edge]].colour));
  return row;
}

/** Why there is no way, and what would give one. */
function none({ model, visible, use }, choice) {
  const { outside, unasserted } = unused(model, visible);
  const why = [];
  if (outside) why.push(counted(outside, "{n} relation is outside the current filters.", "{n} relations are outside the current filters."));
  if (unasserted) why.push(counted(unasserted, "{n} relation is only planned, forecast, an opinion or denied, and does not count.", "{n} relations are only planned, forecast, opinions or denied, and do not count."));
  const untimed = choice.timed && shortestPath(model, visible, choice.from, choice.to) !== null;
  const head = untimed
    ? t("No path on which every step begins no earlier than the one ahead of it.")
    : t("No path over the relations shown.");
  return [
    el("div", { class: "note", attrs: { role: "status" } },
      el("p", { text: head }),
      !untimed && why.length > 0 && el("p", { text: why.join(" ") }),
      untimed && el("button", { class: "small", text: t("Show the shortest path instead"), attrs: { type: "button" }, on: { click: () => use.setPath({ ...choice, timed: false }) } })),
  ];
}

function kindChoice(choose) {
  const radio = (timed, text, hint) => {
    const input = /** @type {HTMLInputElement} */ (el("input", { attrs: { type: "radio", name: "path-kind", value: timed ? "timed" : "shortest", checked: !timed }, on: { change: () => choose(timed) } }));
    return { input, element: el("label", { attrs: { title: hint } }, input, text) };
  };
  const shortest = radio(false, t("shortest"), t("fewest steps"));
  const timed = radio(true, t("in order of time"), t("no step begins before the one ahead of it began"));
  return {
    element: el("fieldset", { class: "path-kind" }, el("legend", { class: "unseen", text: t("Which path") }), shortest.element, timed.element),
    set(wanted) {
      shortest.input.checked = !wanted;
      timed.input.checked = wanted;
    },
  };
}

/** A field that takes a node by name, alias or code. */
function nodeField(model, use, { id, label }, chosen) {
  const weight = (node) => linked(model.nodes.edges, node).length;
  const input = /** @type {HTMLInputElement} */ (el("input", { attrs: {
    id, type: "text", role: "combobox", autocomplete: "off", spellcheck: "false", placeholder: t("name, alias or code"),
    "aria-expanded": "false", "aria-controls": `${id}-found`, "aria-autocomplete": "list",
  } }));
  const list = el("ul", { class: "results", attrs: { id: `${id}-found`, role: "listbox", "aria-label": label, hidden: true } });
  let hits = [];
  let [active, node] = [-1, -1];
  const open = (shown) => {
    list.hidden = !shown;
    input.setAttribute("aria-expanded", String(shown));
    if (!shown) input.removeAttribute("aria-activedescendant");
  };
  const set = (wanted) => {
    node = wanted;
    input.value = node < 0 ? "" : model.nodes.label[node];
    open(false);
  };
  const choose = (at) => {
    if (!hits[at]) return;
    set(hits[at].node);
    chosen(node);
  };
  const activate = (at) => {
    active = hits.length ? (at + hits.length) % hits.length : -1;
    [...list.children].forEach((row, number) => row.setAttribute("aria-selected", String(number === active)));
    if (active < 0) return;
    input.setAttribute("aria-activedescendant", list.children[active].id);
    list.children[active].scrollIntoView({ block: "nearest" });
  };
  const search = () => {
    ({ hits } = find(indexOf(model), input.value, weight));
    list.replaceChildren(...hits.map((hit, at) => resultRow(model, use, hit, `${id}-${at}`, () => choose(at))));
    if (!hits.length) list.append(el("li", { class: "none", text: t("No entity of this page fits."), attrs: { role: "option", "aria-disabled": "true" } }));
    open(input.value.trim() !== "");
    activate(0);
  };
  const keys = {
    ArrowDown: () => (list.hidden ? search() : activate(active + 1)),
    ArrowUp: () => (list.hidden ? search() : activate(active - 1)),
    Enter: () => (list.hidden ? search() : choose(active)),
    Escape: () => set(node),
  };
  input.addEventListener("input", search);
  input.addEventListener("keydown", (event) => {
    if (!Object.hasOwn(keys, event.key) || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  });
  // Emptying the field takes the node out; anything else that was not chosen falls back to it.
  input.addEventListener("blur", () => {
    const emptied = node >= 0 && input.value.trim() === "";
    set(emptied ? -1 : node);
    if (emptied) chosen(-1);
  });
  const element = el("div", { class: "path-field search" }, el("label", { text: label, attrs: { for: id } }), input, list);
  return { element, set, focus: () => input.focus() };
}

function resultRow(model, use, hit, id, choose) {
  const kind = model.classes[model.nodes.class[hit.node]];
  return el(
    "li",
    // pointerdown, because the field's blur closes the list before a click arrives
    { attrs: { id, role: "option", "aria-selected": "false" }, on: { pointerdown: (event) => { event.preventDefault(); choose(); } } },
    swatch(kind.shape, use.colour(kind.colour)),
    data(model.nodes.label[hit.node], "found"),
    data([kind.label, hit.matched].filter(Boolean).join(" · "), "quiet"),
  );
}
