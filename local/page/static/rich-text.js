import { h } from './dom.js';
import { slackDate } from './time.js';

/** @typedef {import('./types.js').World} World */

/** @param {Record<string, any>} block @param {World} world @returns {HTMLElement} */
export function richText(block, world) {
  return h(
    'div',
    { class: 'rich-text' },
    ...block['elements'].map((/** @type {any} */ part) => draw(part, world)),
  );
}

/** @param {Record<string, any>} part @param {World} world @returns {HTMLElement} */
function draw(part, world) {
  const inline = () => part['elements'].map((/** @type {any} */ element) => inlineElement(element, world));
  switch (part['type']) {
    case 'rich_text_list': {
      const items = part['elements'].map((/** @type {any} */ item) => h('li', {}, draw(item, world)));
      return h(part['style'] === 'ordered' ? 'ol' : 'ul', {}, ...items);
    }
    case 'rich_text_preformatted':
      return h('pre', {}, ...inline());
    case 'rich_text_quote':
      return h('blockquote', {}, ...inline());
    default:
      return h('p', {}, ...inline());
  }
}

/** @param {Record<string, any>} element @param {World} world @returns {Node} */
function inlineElement(element, world) {
  const style = element['style'] ?? {};
  /** @type {Node} */
  let node = document.createTextNode(wordOf(element, world));
  if (element['type'] === 'link')
    node = h('a', { href: element['url'], target: '_blank', rel: 'noreferrer noopener' }, node);
  if (style.code) node = h('code', {}, node);
  if (style.bold) node = h('strong', {}, node);
  if (style.italic) node = h('em', {}, node);
  if (style.strike) node = h('s', {}, node);
  return node;
}

/** @param {Record<string, any>} element @param {World} world @returns {string} */
function wordOf(element, world) {
  switch (element['type']) {
    case 'user':
      return `@${world.userName(element['user_id'])}`;
    case 'channel':
      return `#${world.channelName(element['channel_id'])}`;
    case 'usergroup':
      return world.groupName(element['usergroup_id']);
    case 'broadcast':
      return `@${element['range']}`;
    case 'emoji':
      return `:${element['name']}:`;
    case 'date':
      return slackDate(element['timestamp'], element['format'], element['fallback'] ?? '', world);
    case 'link':
      return element['text'] ?? element['url'];
    default:
      return element['text'] ?? '';
  }
}
