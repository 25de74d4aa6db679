// Compressed text inside the page: Base64 of a zlib stream (RFC 1950) of UTF-8.

/**
 * @param {string} base64
 * @returns {Promise<string>}
 */
export async function inflated(base64) {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).text();
}
