// Writes what the page's script makes of the data in a folder: read_data.mjs VIZ FOLDER

import { readFileSync, writeFileSync } from "node:fs";
const [viz, folder] = process.argv.slice(2);
const { decode, gistOf, linked, textOf } = await import(`${viz}/data.js`);
const model = await decode(readFileSync(`${folder}/data.json`, "utf8"));
const { claims, edges, nodes } = model;
const each = (count, value) => Array.from({ length: count }, (_, index) => value(index));
const lists = (links, count) => each(count, (owner) => [...linked(links, owner)]);
const texts = {};
for (const name of Object.keys(claims.text)) texts[name] = each(claims.count, (claim) => textOf(claims, name, claim));
writeFileSync(`${folder}/read.json`, JSON.stringify({
  texts: { ...texts, gist: each(claims.count, (claim) => gistOf(model, claim)) },
  found: texts.id.map((id) => model.claimOf.get(id)),
  days: {
    start: [...claims.start], start_latest: [...claims.startLatest],
    end_earliest: [...claims.endEarliest], end: [...claims.end], published: [...claims.published],
  },
  retracted: [...claims.retracted], measured: [...claims.measured], derived: [...claims.derived],
  premises: lists(claims.premises, claims.count),
  edges: each(edges.count, (edge) => [edges.subject[edge], edges.relation[edge], edges.object[edge], edges.firm[edge]]),
  said: lists(edges.claims, edges.count), edge: [...claims.edge],
  nodes: {
    id: nodes.id, label: nodes.label, class: [...nodes.class],
    claims: lists(nodes.claims, nodes.count), edges: lists(nodes.edges, nodes.count),
  },
}));
