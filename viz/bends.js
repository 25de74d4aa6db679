// Relations between the same two nodes bend apart, so that each can be seen and clicked.

const BEND = 0.17;
const MOST = 0.9;

/**
 * @typedef {object} Parallel the edges in groups, one for each two nodes, by their first edge
 * @property {number} count of the groups
 * @property {Uint32Array} start where each group begins among the items; one more than there are groups
 * @property {Uint32Array} items edges, in each group in their order
 * @property {Uint32Array} of the group of each edge
 */

/**
 * How far each edge bends, as a share of its length; 0 is straight, positive is to the left of its way.
 * @param {Uint32Array} from
 * @param {Uint32Array} to
 * @returns {Float32Array}
 */
export function bends(from, to) {
  const { count, start, items } = parallel(from, to);
  const found = new Float32Array(from.length);
  for (let group = 0; group < count; group += 1) {
    const size = start[group + 1] - start[group];
    for (let place = 0; size > 1 && place < size; place += 1) {
      const edge = items[start[group] + place];
      const aside = place - (size - 1) / 2;
      const bend = Math.sign(aside) * Math.min(MOST, Math.abs(aside) * 2 * BEND);
      found[edge] = from[edge] <= to[edge] ? bend : -bend;
    }
  }
  return found;
}

/**
 * The edges between the same two nodes, whatever their direction. A hash table in typed arrays: a big
 * page waits for this before its first picture.
 * @param {Uint32Array} from
 * @param {Uint32Array} to
 * @returns {Parallel}
 */
export function parallel(from, to) {
  const edges = from.length;
  const mask = 2 ** Math.ceil(Math.log2(2 * edges + 2)) - 1;
  const slots = new Int32Array(mask + 1).fill(-1);
  const first = new Uint32Array(edges);
  const of = new Uint32Array(edges);
  let count = 0;
  for (let edge = 0; edge < edges; edge += 1) {
    const low = Math.min(from[edge], to[edge]);
    const high = Math.max(from[edge], to[edge]);
    let slot = hashed(low, high) & mask;
    while (slots[slot] >= 0 && !joins(from, to, first[slots[slot]], low, high)) slot = (slot + 1) & mask;
    if (slots[slot] < 0) {
      slots[slot] = count;
      first[count] = edge;
      count += 1;
    }
    of[edge] = slots[slot];
  }
  return { count, ...sortedInto(of, count), of };
}

function hashed(low, high) {
  const mixed = Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

function joins(from, to, edge, low, high) {
  return (from[edge] === low && to[edge] === high) || (from[edge] === high && to[edge] === low);
}

function sortedInto(of, count) {
  const start = new Uint32Array(count + 1);
  for (const group of of) start[group + 1] += 1;
  for (let group = 0; group < count; group += 1) start[group + 1] += start[group];
  const next = start.slice(0, count);
  const items = new Uint32Array(of.length);
  for (let edge = 0; edge < of.length; edge += 1) items[next[of[edge]]++] = edge;
  return { start, items };
}
