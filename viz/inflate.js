// Compressed text inside the page: Base64 of a zlib stream (RFC 1950) of UTF-8.

/**
 * @param {string} base64
 * @returns {Promise<string>}
 */
export async function inflated(base64) {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).text();
}
