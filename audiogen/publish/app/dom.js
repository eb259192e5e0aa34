/**
 * The first element in a place that fits; the builder writes it there.
 *
 * @template {HTMLElement} [T=HTMLElement]
 * @param {ParentNode} within
 * @param {string} selector
 */
export function one(within, selector) {
  return /** @type {T} */ (within.querySelector(selector));
}

/**
 * All elements in a place that fit.
 *
 * @param {ParentNode} within
 * @param {string} selector
 * @returns {HTMLElement[]}
 */
export function all(within, selector) {
  return Array.from(within.querySelectorAll(selector));
}

/**
 * Writes a text, and touches nothing where it stands there already.
 *
 * @param {Element} place
 * @param {string} text
 */
export function write(place, text) {
  if (place.textContent !== text) place.textContent = text;
}
