// Relations between the same two nodes bend apart, so that each can be seen and clicked.

const BEND = 0.17;

/**
 * How each edge bends.
 * @param {{subject: number, object: number}[]} edges
 * @returns {({enabled: false} | {enabled: true, type: string, roundness: number})[]} vis-network's "smooth"
 */
export function bends(edges) {
  /** @type {Map<string, number[]>} */
  const pairs = new Map();
  edges.forEach((edge, index) => {
    const key = `${Math.min(edge.subject, edge.object)} ${Math.max(edge.subject, edge.object)}`;
    if (!pairs.has(key)) pairs.set(key, []);
    pairs.get(key)?.push(index);
  });
  const found = new Array(edges.length);
  for (const together of pairs.values()) {
    together.forEach((index, place) => {
      const aside = place - (together.length - 1) / 2;
      const forward = edges[index].subject <= edges[index].object;
      found[index] = bend(forward ? aside : -aside);
    });
  }
  return found;
}

function bend(aside) {
  if (aside === 0) return { enabled: false };
  const roundness = Math.min(0.9, Math.abs(aside) * 2 * BEND);
  return { enabled: true, type: aside > 0 ? "curvedCW" : "curvedCCW", roundness };
}
