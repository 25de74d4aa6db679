// ZIP archives of files that are stored as they are: pictures are compressed already.

const MOST_FILES = 0xffff;
const MOST_BYTES = 0xffffffff;
const VERSION = 20;
const UTF8_NAMES = 0x0800;
const FIRST_DAY = 0x0021; // 1980-01-01, the earliest that ZIP knows: same files, same bytes

/**
 * Put files into an archive.
 * @param {{name: string, bytes: Uint8Array}[]} files names with / between folders, each once
 * @returns {Uint8Array[]} the archive in pieces, in order
 * @throws {RangeError} more than 65,535 files or 4 GiB, or a name that is empty, doubled or too long
 */
export function zip(files) {
  if (files.length > MOST_FILES) throw new RangeError(`an archive holds at most ${MOST_FILES} files`);
  const names = new Set();
  const bodies = [];
  const entries = [];
  let offset = 0;
  for (const { name, bytes } of files) {
    const encoded = new TextEncoder().encode(name);
    if (!encoded.length || encoded.length > MOST_FILES || names.has(name)) throw new RangeError(`no name for a file: ${name.slice(0, 80)}`);
    names.add(name);
    const facts = [VERSION, UTF8_NAMES, 0, 0, FIRST_DAY];
    const sizes = [crc32(bytes), bytes.length, bytes.length];
    const head = record([0x04034b50], facts, sizes, [encoded.length, 0], encoded);
    entries.push(record([0x02014b50], [VERSION, ...facts], sizes, [encoded.length, 0, 0, 0, 0], encoded, [0, offset]));
    bodies.push(head, bytes);
    offset += head.length + bytes.length;
  }
  const length = entries.reduce((sum, entry) => sum + entry.length, 0);
  if (offset + length > MOST_BYTES) throw new RangeError("an archive holds at most 4 GiB");
  return [...bodies, ...entries, end(files.length, length, offset)];
}

/**
 * The checksum of ZIP and PNG.
 * @param {Uint8Array} bytes
 * @returns {number} 32 bits, not negative
 */
export function crc32(bytes) {
  let sum = 0xffffffff;
  for (let index = 0; index < bytes.length; index += 1) sum = TABLE[(sum ^ bytes[index]) & 0xff] ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? 0xedb88320 ^ (sum >>> 1) : sum >>> 1;
  return sum;
});

/** A header: a mark, numbers of two bytes, of four, of two, the name, and for the list of contents two of four. */
function record([mark], facts, sizes, lengths, name, place = []) {
  const fixed = 4 + 2 * facts.length + 4 * sizes.length + 2 * lengths.length + 4 * place.length;
  const { bytes, two, four } = writer(fixed + name.length);
  four(mark);
  facts.forEach(two);
  sizes.forEach(four);
  lengths.forEach(two);
  place.forEach(four);
  bytes.set(name, fixed);
  return bytes;
}

function end(count, length, offset) {
  const { bytes, two, four } = writer(22);
  four(0x06054b50);
  [0, 0, count, count].forEach(two);
  [length, offset].forEach(four);
  two(0);
  return bytes;
}

/** Bytes and ways to write the next number of two or four of them. */
function writer(size) {
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  let at = 0;
  return {
    bytes,
    two: (value) => {
      view.setUint16(at, value, true);
      at += 2;
    },
    four: (value) => {
      view.setUint32(at, value, true);
      at += 4;
    },
  };
}
