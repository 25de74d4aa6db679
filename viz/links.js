// Which items belong to which owner, and the relations that claims make, without an object per pair.

const NONE = -1;

/**
 * The rows that belong to each owner, in their order.
 * @param {number} owners how many
 * @param {number} rows how many
 * @param {ArrayLike<number>[]} columns the owners of each row, -1 for none; one that is named twice counts once
 * @returns {import("./data.js").Links}
 */
export function linksOf(owners, rows, columns) {
  const wide = columns.length;
  const named = new Int32Array(rows * wide);
  const start = new Uint32Array(owners + 1);
  for (let row = 0, at = 0; row < rows; row += 1) {
    for (let place = 0; place < wide; place += 1, at += 1) {
      const owner = columns[place][row];
      let again = owner === NONE;
      for (let before = 0; before < place && !again; before += 1) again = columns[before][row] === owner;
      named[at] = again ? NONE : owner;
      if (!again) start[owner + 1] += 1;
    }
  }
  for (let owner = 0; owner < owners; owner += 1) start[owner + 1] += start[owner];
  const next = start.slice(0, owners);
  const items = new Uint32Array(start[owners]);
  for (let row = 0, at = 0; row < rows; row += 1) {
    for (let place = 0; place < wide; place += 1, at += 1) if (named[at] !== NONE) items[next[named[at]]++] = row;
  }
  return { start, items };
}

/**
 * The relations between nodes: one for each subject, relation and object, sorted by these, with the
 * claims that make it. A symmetric relation has one for both ways, from the smaller node.
 * @param {{subject: Int32Array, relation: ArrayLike<number>, object: Int32Array, asserts: (claim: number) => boolean}} claims
 * @param {boolean[]} symmetric by relation
 * @param {number} nodes how many
 * @returns {{edges: import("./data.js").Edges, of: Int32Array}} `of`: the edge of each claim, or -1
 */
export function edgesOf({ subject, relation, object, asserts }, symmetric, nodes) {
  const [first, last] = [subject.slice(), object.slice()];
  const made = new Uint32Array(subject.length);
  let between = 0;
  for (let claim = 0; claim < subject.length; claim += 1) {
    if (object[claim] === NONE) continue;
    made[between++] = claim;
    if (subject[claim] <= object[claim] || !symmetric[relation[claim]]) continue;
    first[claim] = object[claim];
    last[claim] = subject[claim];
  }
  // sorted by the least important first: each sort keeps the order of equals
  const items = sorted(sorted(sorted(made.subarray(0, between), last, nodes), relation, symmetric.length), first, nodes);
  const same = (claim, other) => first[claim] === first[other] && relation[claim] === relation[other] && last[claim] === last[other];
  const of = new Int32Array(subject.length).fill(NONE);
  const start = new Uint32Array(between + 1);
  let count = 0;
  for (let at = 0; at < between; at += 1) {
    if (at === 0 || !same(items[at], items[at - 1])) start[count++] = at;
    of[items[at]] = count - 1;
  }
  start[count] = between;
  const edges = {
    count,
    subject: new Uint32Array(count), relation: new Uint16Array(count), object: new Uint32Array(count), firm: new Uint8Array(count),
    claims: { start: start.slice(0, count + 1), items },
  };
  for (let edge = 0; edge < count; edge += 1) {
    const claim = items[start[edge]];
    edges.subject[edge] = first[claim];
    edges.relation[edge] = relation[claim];
    edges.object[edge] = last[claim];
  }
  for (let at = 0; at < between; at += 1) if (asserts(items[at])) edges.firm[of[items[at]]] = 1;
  return { edges, of };
}

/** Rows by their keys, from 0 up to the count; those of one key keep their order. */
function sorted(rows, keys, count) {
  const next = new Uint32Array(count + 1);
  for (let at = 0; at < rows.length; at += 1) next[keys[rows[at]] + 1] += 1;
  for (let key = 0; key < count; key += 1) next[key + 1] += next[key];
  const made = new Uint32Array(rows.length);
  for (let at = 0; at < rows.length; at += 1) made[next[keys[rows[at]]]++] = rows[at];
  return made;
}
