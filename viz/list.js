// The same as the graph shows, as text: entities and relations in two tables.

import { counted, data, el } from "./dom.js";

/**
 * @typedef {object} ListUse
 * @property {(selection: import("./state.js").Selection) => void} select
 */

/**
 * @param {HTMLElement} place
 * @param {import("./data.js").Model} model
 * @param {import("./filter.js").Visible} visible
 * @param {ListUse} use
 */
export function drawList(place, model, visible, use) {
  const nodes = model.nodes.filter((node) => visible.nodes[node.index]);
  const edges = model.edges.filter((edge) => visible.edges[edge.index]);
  const bare = model.claims.filter((claim) => claim.object === null && visible.claims[claim.index]);
  const alone = nodes.filter((node) => !node.edges.some((edge) => visible.edges[edge]));
  place.replaceChildren(
    el("h2", { text: "Relations" }),
    table(`${counted(edges.length, "relation")} shown`, ["From", "Relation", "To", "Claims", "Said"], edges.map((edge) => edgeRow(model, visible, edge, use))),
    ...(bare.length ? [el("h2", { text: "Claims about one entity" }), table("", ["Entity", "Relation", "Claim"], bare.map((claim) => bareRow(model, claim, use)))] : []),
    el("h2", { text: "Entities" }),
    table(`${counted(nodes.length, "entity", "entities")} shown, ${alone.length} without a relation`, ["Entity", "Type", "Relations", "Claims"], nodes.map((node) => nodeRow(model, visible, node, use))),
  );
}

function table(caption, names, rows) {
  const head = el("tr", {}, ...names.map((text) => el("th", { text, attrs: { scope: "col" } })));
  return el("table", {}, caption && el("caption", { class: "quiet", text: caption }), el("thead", {}, head), el("tbody", {}, ...rows));
}

function edgeRow(model, visible, edge, use) {
  const claims = edge.claims.filter((claim) => visible.claims[claim]);
  const said = [...new Set(claims.map((claim) => (model.claims[claim].negated ? "not so" : model.claims[claim].modality)))];
  const open = () => use.select({ kind: "edge", index: edge.index });
  return el("tr", { attrs: { "data-edge": edge.index } },
    nodeCell(model, edge.subject, use),
    el("td", {}, button(model.relations[edge.relation].label, open)),
    nodeCell(model, edge.object, use),
    el("td", { class: "number", text: String(claims.length) }),
    el("td", { text: said.join(", ") }));
}

function bareRow(model, claim, use) {
  return el("tr", {},
    nodeCell(model, claim.subject, use),
    el("td", {}, data(model.relations[claim.relation].label)),
    el("td", {}, data(claim.gist)));
}

function nodeRow(model, visible, node, use) {
  const count = (list, mask) => String(list.filter((index) => mask[index]).length);
  return el("tr", { attrs: { "data-node": node.index } },
    nodeCell(model, node.index, use),
    el("td", {}, data(model.classes[node.class].label)),
    el("td", { class: "number", text: count(node.edges, visible.edges) }),
    el("td", { class: "number", text: count(node.claims, visible.claims) }));
}

function nodeCell(model, index, use) {
  return el("td", {}, button(model.nodes[index].label, () => use.select({ kind: "node", index })));
}

function button(text, action) {
  return el("button", { class: "name-link data", text, attrs: { type: "button" }, on: { click: action } });
}
