// Hands a file to the reader.

const LONGEST = 60; // characters; with four bytes each it stays below what file systems take
const UNTIL_READ = 60000;
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * Let the browser save a file.
 * @param {string} name
 * @param {BlobPart[]} parts
 * @param {string} type such as text/csv
 */
export function download(name, parts, type) {
  const address = URL.createObjectURL(new Blob(parts, { type }));
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = name;
  anchor.hidden = true;
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  // Some browsers read the file only after the click is over.
  setTimeout(() => URL.revokeObjectURL(address), UNTIL_READ);
}

/**
 * A name for a file that every system takes.
 * @param {string} title
 * @param {string} suffix such as "-claims.csv"
 * @returns {string}
 */
export function fileName(title, suffix) {
  const plain = title.normalize("NFC")
    .replace(/[\p{C}\p{Z}/\\:*?"<>|%#~&{}$!'`@+=;,^]+/gu, "-")
    .replace(/\.{2,}/g, "-").replace(/-{2,}/g, "-");
  const stem = [...plain].slice(0, LONGEST).join("").replace(/^[-.]+|[-.]+$/g, "");
  return (!stem || RESERVED.test(stem) ? `page${stem && `-${stem}`}` : stem) + suffix;
}
