// The page's own words, in English or as a translation gives them; data are never translated.

/** @type {{locale: string, words: Record<string, string>, figures: Intl.NumberFormat | null}} */
const spoken = { locale: "en-GB", words: {}, figures: null };

/**
 * Use a translation.
 * @param {{lang: string, words: Record<string, string>}} translation
 */
export function speak({ lang, words }) {
  spoken.locale = lang === "en" ? "en-GB" : lang;
  spoken.words = words;
  spoken.figures = null;
}

/**
 * A text of the page. Write it as a literal, so that translators get a complete list.
 * @param {string} text English, with places such as {name}
 * @param {Record<string, string | number>} [values] what goes into the places
 * @returns {string}
 */
export function t(text, values = {}) {
  const said = Object.hasOwn(spoken.words, text) ? spoken.words[text] : text;
  return said.replace(/\{(\w+)\}/g, (place, name) => {
    if (!Object.hasOwn(values, name)) return place;
    return typeof values[name] === "number" ? figure(/** @type {number} */ (values[name])) : String(values[name]);
  });
}

/**
 * @param {number} value
 * @returns {string} with the thousands set apart
 */
export function figure(value) {
  spoken.figures ??= new Intl.NumberFormat(spoken.locale);
  return spoken.figures.format(value);
}

/**
 * How many of something.
 * @param {number} count
 * @param {string} one English, such as "{n} claim"
 * @param {string} many such as "{n} claims"
 * @returns {string} such as "1 claim", "2,140 claims"
 */
export function counted(count, one, many) {
  return t(count === 1 ? one : many, { n: count });
}

/** @returns {string} the language in which figures and dates are written */
export function locale() {
  return spoken.locale;
}
