// A small model for tests, made from rows as short as they can be.

import { decode } from "../../viz/data.js";
import { FIRST, LAST, parseDay } from "../../viz/days.js";

const CELLS = [
  "claim_type", "period_text", "date_basis", "announced", "quantity_kind", "value", "low", "high",
  "unit", "comparator", "trend", "hedge", "scope_note", "modality", "negated", "attributed_to", "origin", "locator", "span_hash",
  "extractor", "confidence", "recorded", "formula", "gist", "period", "quantity", "band", "type",
];

/**
 * A model of nodes named by letters. A claim is [subject, relation, object, more], such as
 * ["A", "exports to", "B", { start: "2025-05-01" }].
 */
export function modelOf(claims, { findings = [], symmetric = [], labels = {} } = {}) {
  const ids = [...new Set(claims.flatMap(([subject, , object]) => [subject, object]).filter(Boolean))].sort();
  const relations = [...new Set(claims.map(([, relation]) => relation))];
  const nodeAt = numbered([...ids]);
  const sources = [...new Set(claims.map(([, , , more]) => more?.source ?? "a source"))];
  const day = (text, other) => (text ? parseDay(text) : other);
  const column = (value) => claims.map(([, , , more], index) => value(more ?? {}, index));
  const spelled = (name) => column((more, index) => ({ modality: "asserted", negated: "false", confidence: "1", gist: `claim ${index}`, ...more })[name] ?? "");
  const cell = (name) => {
    const texts = [""];
    const at = spelled(name).map(numbered(texts));
    return { texts: texts.slice(1), at };
  };
  const nodes = (name) => ({ nodes: column((more) => (more[name] ? nodeAt(more[name]) : -1)) });
  const told = (texts) => ({ but: { at: texts.map((_, index) => index), texts } });
  const body = {
    format: 3, digest: "", title: "", view: "ever", about: null, limit: 2000, known: parseDay("2026-01-01"), valid: null,
    counts: { nodes: ids.length, relations: 0, claims: claims.length, derived: 0, sources: sources.length },
    classes: [{ id: "kg:Entity", label: "Entity", inverse: "", colour: "#777777", shape: "dot", symmetric: false, definition: "" }],
    relations: relations.map((label) => ({
      id: `kg:${label}`, label, inverse: `inverse of ${label}`, colour: "#336699", shape: "", symmetric: symmetric.includes(label), definition: "",
    })),
    sources: sources.map((label) => ({ id: `source:${label}`, label, publisher: "", published: "2025-06-01", basis: "", obtained: "", sha256: null })),
    findings, columns: [], claimTypes: {}, prefixes: {}, names: {}, layouts: {}, geography: null,
    claims: {
      count: claims.length,
      subject: claims.map(([subject]) => nodeAt(subject)),
      object: claims.map(([, , object]) => (object ? nodeAt(object) : -1)),
      relation: claims.map(([, relation]) => relations.indexOf(relation)),
      source: column((more) => sources.indexOf(more.source ?? "a source")),
      days: {
        start: column((more) => day(more.start, FIRST)), start_latest: column((more) => day(more.start_latest ?? more.start, FIRST)),
        end_earliest: column((more) => day(more.end, LAST)), end: column((more) => day(more.end, LAST)),
        published: column((more) => day(more.published, parseDay("2025-06-01"))),
      },
      retracted: LAST, measured: 0, derived: column((more) => (more.premises ? 1 : 0)), premises: { of: [], items: [] },
      cells: {
        ...Object.fromEntries(CELLS.map((name) => [name, cell(name)])),
        product: nodes("product"), instrument: nodes("instrument"),
        id: told(column((more, index) => more.id ?? `claim:${index}`)), premises: told(column((more) => more.premises ?? "")),
      },
    },
    nodes: { count: ids.length, id: ids, label: ids.map((id) => labels[id] ?? id), class: 0, note: {}, aliases: {}, codes: {} },
  };
  return decode(JSON.stringify(body));
}

/** Everything visible but these claims; `timed` are those that only the period hides. */
export function visibleOf(model, { hidden = [], timed = [] } = {}) {
  const { claims, edges, nodes } = model;
  const shown = new Uint8Array(claims.count).fill(2);
  for (const claim of [...hidden, ...timed]) shown[claim] = 0;
  const passing = Uint8Array.from(shown, (level) => (level ? 1 : 0));
  for (const claim of timed) passing[claim] = 1;
  const edge = new Uint8Array(edges.count);
  for (let claim = 0; claim < claims.count; claim += 1) if (claims.edge[claim] >= 0) edge[claims.edge[claim]] ||= shown[claim];
  return { nodes: new Uint8Array(nodes.count).fill(1), edges: edge, claims: shown, timed: passing, counts: {}, totals: {} };
}

/** The path's nodes as one word, such as "ABD"; empty for none. */
export function wayOf(model, path) {
  return path ? path.nodes.map((node) => model.nodes.id[node]).join("") : "";
}

/** Gives each text its place in a list, and a new one to what is not in it. */
function numbered(list) {
  const places = new Map(list.map((text, place) => [text, place]));
  return (text) => {
    if (!places.has(text)) places.set(text, list.push(text) - 1);
    return places.get(text);
  };
}
