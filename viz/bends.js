// Relations between the same two nodes bend apart, so that each can be seen and clicked.

const BEND = 0.17;
const MOST = 0.9;

/**
 * How far each edge bends, as a share of its length; 0 is straight, positive is to the left of its way.
 * @param {Uint32Array} from
 * @param {Uint32Array} to
 * @returns {Float32Array}
 */
export function bends(from, to) {
  const found = new Float32Array(from.length);
  for (const together of parallel(from, to).values()) {
    together.forEach((edge, place) => {
      const aside = place - (together.length - 1) / 2;
      const forward = from[edge] <= to[edge];
      const bend = Math.sign(aside) * Math.min(MOST, Math.abs(aside) * 2 * BEND);
      found[edge] = forward ? bend : -bend;
    });
  }
  return found;
}

/**
 * The edges between the same two nodes, whatever their direction.
 * @param {Uint32Array} from
 * @param {Uint32Array} to
 * @returns {Map<number, number[]>}
 */
export function parallel(from, to) {
  /** @type {Map<number, number[]>} */
  const pairs = new Map();
  for (let edge = 0; edge < from.length; edge += 1) {
    const [first, last] = from[edge] < to[edge] ? [from[edge], to[edge]] : [to[edge], from[edge]];
    const key = first * 4294967296 + last;
    const known = pairs.get(key);
    if (known) known.push(edge);
    else pairs.set(key, [edge]);
  }
  return pairs;
}
