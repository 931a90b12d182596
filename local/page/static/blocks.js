import { control } from './controls.js';
import { h } from './dom.js';
import { richText } from './rich-text.js';
import { textObject } from './text.js';

/** @typedef {import('./types.js').Block} Block */
/** @typedef {import('./types.js').World} World */
/** @typedef {import('./controls.js').Context} Context */

/** Blocks as elements. @param {readonly Block[]} blocks @param {Context} context */
export function drawBlocks(blocks, context) {
  return blocks.map((block) => drawBlock(block, context));
}

/** @param {Block} block @param {Context} context @returns {HTMLElement} */
function drawBlock(block, context) {
  switch (block.type) {
    case 'header':
      return h('h3', { class: 'header' }, block['text'].text);
    case 'divider':
      return h('hr');
    case 'section':
      return section(block, context);
    case 'context':
      return h('p', { class: 'context' }, ...contextElements(block, context.world));
    case 'actions':
      return h('div', { class: 'actions' }, ...block['elements'].map(controlIn(block, context)));
    case 'image':
      return image(block);
    case 'input':
      return input(block, context);
    case 'rich_text':
      return richText(block, context.world);
    default:
      return h('p', { class: 'quiet' }, `(a block of type ${block.type})`);
  }
}

/** @param {Block} block @param {Context} context */
function controlIn(block, context) {
  return (/** @type {import('./types.js').Element} */ element) => control(element, block, context);
}

/** @param {Block} block @param {Context} context */
function section(block, context) {
  const accessory = block['accessory'];
  return h(
    'div',
    { class: 'section' },
    h(
      'div',
      {},
      block['text'] && h('p', {}, textObject(block['text'], context.world)),
      block['fields'] && fields(block['fields'], context.world),
    ),
    accessory && (accessory.type === 'image' ? image(accessory) : control(accessory, block, context)),
  );
}

/** @param {{type: string, text: string}[]} texts @param {World} world */
function fields(texts, world) {
  return h('ul', { class: 'fields' }, ...texts.map((text) => h('li', {}, textObject(text, world))));
}

/** @param {Block} block @param {World} world */
function contextElements(block, world) {
  return block['elements'].map((/** @type {any} */ element) =>
    element.type === 'image' ? image(element) : h('span', {}, textObject(element, world)),
  );
}

/** @param {Record<string, any>} object */
function image(object) {
  return h('img', { src: object['image_url'], alt: object['alt_text'], loading: 'lazy' });
}

/** @param {Block} block @param {Context} context */
function input(block, context) {
  const error = context.errors?.[block.block_id];
  const optional = block['optional'] ? h('span', { class: 'quiet' }, ' (optional)') : false;
  return h(
    'div',
    { class: error === undefined ? 'input' : 'input wrong' },
    control(block['element'], block, context, [block['label'].text, optional]),
    block['hint'] && h('p', { class: 'quiet' }, block['hint'].text),
    error !== undefined && h('p', { class: 'error', id: `error-${block.block_id}`, role: 'alert' }, error),
  );
}
