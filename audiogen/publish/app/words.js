/**
 * What scripts put on the page in words, and how they write numbers.
 *
 * The builder writes the words into the page, in the language of the show. A text with `{name}` takes a value in its
 * place. A text in several forms is chosen by its value `n`.
 *
 * @typedef {{language: string, direction: string, digits: string,
 *   texts: {[name: string]: string | {[form: string]: string}}}} Words
 *   Forms go by the plural categories of CLDR; `other` is among them. `digits` is the language as `Intl` takes it.
 */

/** @typedef {{words: Words, plural: Intl.PluralRules, one: Intl.NumberFormat, two: Intl.NumberFormat}} Speech */

/** Letters that run from right to left. */
const FROM_RIGHT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** @type {Speech} */
let speech;

/** @param {Words} words */
export function speak(words) {
  const [one, two] = [1, 2].map((minimumIntegerDigits) => (
    new Intl.NumberFormat(words.digits, { minimumIntegerDigits, useGrouping: false, maximumFractionDigits: 1 })
  ));
  speech = { words, plural: new Intl.PluralRules(words.digits), one, two };
}

/**
 * Takes the words of another page of the show, which has what is said there.
 *
 * @param {Words} words
 */
export function learn({ texts }) { speech.words.texts = { ...speech.words.texts, ...texts }; }

/**
 * A number in the digits of the language, with one decimal at most.
 *
 * @param {number} value
 * @param {1 | 2} digits so many at least before the decimals
 */
export function number(value, digits = 1) { return (digits === 2 ? speech.two : speech.one).format(value); }

/**
 * @param {string} word its name among the words of the page
 * @param {{[name: string]: string | number}} values numbers are written in the digits of the language
 */
export function say(word, values = {}) {
  const entry = speech.words.texts[word];
  const text = typeof entry === "string" ? entry : entry[speech.plural.select(Number(values.n))] ?? entry.other;
  return text.replace(/\{(\w+)\}/g, (place, name) => {
    const value = values[name] ?? place;
    return typeof value === "number" ? number(value) : isolated(value);
  });
}

/**
 * A text among these words that may run in another direction, so that neither moves the other.
 *
 * @param {string} value
 */
export function isolated(value) {
  const isOther = speech.words.direction === "rtl" || FROM_RIGHT.test(value);
  return value && isOther ? `\u2068${value}\u2069` : value;
}

/** The language as `Intl` takes it. */
export function digits() { return speech.words.digits; }

/** @param {string} text a sentence of which the words begin small */
export function beginLarge(text) { return text.slice(0, 1).toLocaleUpperCase(digits()) + text.slice(1); }
