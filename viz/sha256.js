// SHA-256 (FIPS 180-4), at once and on any page: the browser's own answers later, and only on secure pages.

const PRIMES = firstPrimes(64);
const ROUNDS = Int32Array.from(PRIMES, (prime) => fraction(Math.cbrt(prime)));
const START = Int32Array.from(PRIMES.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
const BLOCK = 64;
const words = new Int32Array(64);
const state = new Int32Array(8);

/**
 * @param {string} text in ASCII
 * @returns {string} 64 hexadecimal digits
 */
export function sha256(text) {
  const size = Math.ceil((text.length + 9) / BLOCK) * BLOCK;
  state.set(START);
  for (let from = 0; from < size; from += BLOCK) {
    for (let at = 0; at < 16; at += 1) words[at] = word(text, from + 4 * at);
    if (from + BLOCK === size) words[15] = text.length * 8; // the length in bits ends the last block
    mix();
  }
  let digits = "";
  for (let at = 0; at < 8; at += 1) digits += (state[at] >>> 0).toString(16).padStart(8, "0");
  return digits;
}

/** Four bytes of the text, which is followed by a one and zeros. */
function word(text, at) {
  return (byte(text, at) << 24) | (byte(text, at + 1) << 16) | (byte(text, at + 2) << 8) | byte(text, at + 3);
}

function byte(text, at) {
  return at < text.length ? text.charCodeAt(at) : at === text.length ? 0x80 : 0;
}

function mix() {
  for (let at = 16; at < 64; at += 1) {
    const early = words[at - 15];
    const late = words[at - 2];
    const first = turned(early, 7) ^ turned(early, 18) ^ (early >>> 3);
    const second = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10);
    words[at] = (words[at - 16] + first + words[at - 7] + second) | 0;
  }
  let a = state[0];
  let b = state[1];
  let c = state[2];
  let d = state[3];
  let e = state[4];
  let f = state[5];
  let g = state[6];
  let h = state[7];
  for (let at = 0; at < 64; at += 1) {
    const choice = (e & f) ^ (~e & g);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const one = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + choice + ROUNDS[at] + words[at]) | 0;
    const two = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + majority) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  state[0] += a; // wraps at 32 bits, as all of them
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
  state[5] += f;
  state[6] += g;
  state[7] += h;
}

function turned(word, bits) {
  return (word >>> bits) | (word << (32 - bits));
}

/** The first 32 bits behind the point. */
function fraction(number) {
  return ((number - Math.floor(number)) * 2 ** 32) | 0;
}

function firstPrimes(count) {
  const found = [];
  for (let number = 2; found.length < count; number += 1) {
    if (found.every((prime) => number % prime)) found.push(number);
  }
  return found;
}
