/** @typedef {Node | string | number | false | null | undefined} Child */
/** @typedef {Record<string, string | number | boolean | EventListener | undefined>} Attributes */

/**
 * Makes an element. Text only ever becomes text nodes, so nothing that a person typed is read as HTML.
 * A function under `onclick` and the like becomes a listener; `true` sets a bare attribute; false and undefined set none.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {...(Child | readonly Child[])} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value);
  for (const child of children.flat()) {
    if (child !== false && child !== null && child !== undefined) element.append(nodeOf(child));
  }
  return element;
}

/** @param {Element} element @param {string} name @param {Attributes[string]} value */
function setAttribute(element, name, value) {
  if (value === undefined || value === false) return;
  if (typeof value === 'function') element.addEventListener(name.slice(2), value);
  else element.setAttribute(name, value === true ? '' : String(value));
}

/** @param {Node | string | number} child */
function nodeOf(child) {
  return typeof child === 'number' ? String(child) : child;
}

/**
 * The element with this id, which the page has.
 * @template {HTMLElement} [Kind=HTMLElement]
 * @param {string} id
 * @returns {Kind}
 */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page has no element #${id}.`);
  return /** @type {Kind} */ (element);
}

/** @type {WeakMap<Element, string>} */
const drawn = new WeakMap();

/**
 * Makes `container` hold one element for each item, in order. An item that is as it was keeps its element, and with it
 * focus and selection.
 * @template Item
 * @param {HTMLElement} container
 * @param {readonly Item[]} items
 * @param {(item: Item) => string} keyOf
 * @param {(item: Item) => HTMLElement} draw
 */
export function list(container, items, keyOf, draw) {
  const before = new Map([...container.children].map((child) => [drawn.get(child), child]));
  const after = items.map((item) => {
    const fingerprint = `${keyOf(item)} ${JSON.stringify(item)}`;
    const kept = before.get(fingerprint);
    if (kept) return kept;
    const element = draw(item);
    drawn.set(element, fingerprint);
    return element;
  });
  const wanted = new Set(after);
  for (const child of [...container.children]) if (!wanted.has(child)) child.remove();
  for (const [index, element] of after.entries()) {
    const there = container.children[index];
    if (there !== element) container.insertBefore(element, there ?? null);
  }
}
