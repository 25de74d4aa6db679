// A small model with any cells, for the tests of exports.

export const COLUMNS = [
  ["id", "kg:idColumn", "id"], ["claim_type", "rdf:type", "class"], ["subject", "rdf:subject", "entity"],
  ["predicate", "rdf:predicate", "relation"], ["object", "rdf:object", "entity"], ["start", "kg:start", "date"],
  ["value", "kg:value", "decimal"], ["scope_note", "kg:scopeNote", "string"], ["negated", "kg:negated", "boolean"],
  ["source_id", "kg:source", "entity"], ["premises", "kg:premise", "claims"], ["gist", "kg:gist", "string"],
].map(([name, property, kind]) => ({ name, property, kind }));

/**
 * A model whose claims go from country:CHN to country:USA and have these cells beside.
 * @param {Record<string, string>[]} rows
 */
export function modelOf(rows) {
  const cells = { claim_type: "kg:Flow", value: "", scope_note: "", negated: "false", premises: "", gist: "" };
  const claims = rows.map((row, index) => ({ id: `claim:c1-${index}`, ...cells, ...row }));
  const text = Object.fromEntries(["id", ...Object.keys(cells)].map((name) => {
    return [name, { at: (index) => index, texts: claims.map((claim) => claim[name]) }];
  }));
  const all = (Type, value) => new Type(rows.length).fill(value);
  return {
    columns: COLUMNS,
    prefixes: {
      claim: "https://base.example/claim/", country: "https://base.example/country/", source: "https://base.example/source/",
      kg: "https://ontology.example/#", rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    },
    claimTypes: { "kg:Flow": ["kg:Flow", "kg:Observation", "kg:Claim"] },
    nodes: { id: ["country:CHN", "country:USA"], label: ["China", "United States"] },
    relations: [{ id: "kg:exportsTo", label: "exports to" }],
    sources: [{ id: "source:a" }],
    claims: {
      count: rows.length, text, subject: all(Int32Array, 0), object: Int32Array.from(rows, (row) => (row.alone ? -1 : 1)),
      relation: all(Uint16Array, 0), source: all(Uint16Array, 0), start: all(Int32Array, 20209),
    },
  };
}

/** Everything that an export yields, as one text. */
export function whole(write, model, shown = new Uint8Array(model.claims.count).fill(2)) {
  return [...write(model, shown)].join("");
}

export const HOSTILE = [
  "=1+1", "+1", "-1+1", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1", "'=1", "''-x", " x ", "\u00a0x", "\x1cx", "a,b", 'a"b', "a\r\nb", "-48.3", "+5e3",
  "'tis", "\\", "\\u0041", '"""', "\0", "\x01\x7f\x85", "\u2028\u2029", "\ud800", "\udc00x", "\u{1f600}", "</script>", "\u202eabc", "]]>",
];
