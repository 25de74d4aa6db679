// What is compressed inside the page: Base64 of a zlib stream (RFC 1950).

/**
 * @param {string} base64
 * @returns {Promise<string>} the text whose UTF-8 was compressed
 */
export async function inflated(base64) {
  return new TextDecoder().decode(await inflatedBytes(base64));
}

/**
 * @param {string} base64
 * @returns {Promise<Uint8Array>}
 */
export async function inflatedBytes(base64) {
  const { readable, writable } = new DecompressionStream("deflate");
  const writer = writable.getWriter(); // a Blob's stream would take the way through another process
  const [content] = await Promise.all([new Response(readable).arrayBuffer(), writer.write(bytesOf(base64)), writer.close()]);
  return new Uint8Array(content);
}

function bytesOf(base64) {
  if ("fromBase64" in Uint8Array) return Uint8Array.fromBase64(base64); // many times faster, in browsers of 2025
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}
