import { h } from './dom.js';
import { parseMrkdwn } from './mrkdwn.js';
import { slackDate } from './time.js';

/** @typedef {import('./types.js').World} World */
/** @typedef {{type: string, text: string}} TextObject */

/**
 * A text object as nodes: mrkdwn is interpreted, plain text is not.
 * @param {TextObject} object @param {World} world @returns {Node[]}
 */
export function textObject(object, world) {
  return object.type === 'mrkdwn' ? mrkdwn(object.text, world) : plainLines(object.text);
}

/** @param {string} text @param {World} world @returns {Node[]} */
export function mrkdwn(text, world) {
  return parseMrkdwn(text).map((piece) => draw(piece, world));
}

/** @param {string} text @returns {Node[]} */
function plainLines(text) {
  return text.split('\n').flatMap((line, index) => {
    const node = document.createTextNode(line);
    return index === 0 ? [node] : [h('br'), node];
  });
}

/** @param {import('./mrkdwn.js').Piece} piece @param {World} world @returns {Node} */
function draw(piece, world) {
  const children = () => ('children' in piece ? piece.children.map((child) => draw(child, world)) : []);
  switch (piece.kind) {
    case 'text':
      return document.createTextNode(piece.text);
    case 'break':
      return h('br');
    case 'bold':
      return h('strong', {}, children());
    case 'italic':
      return h('em', {}, children());
    case 'strike':
      return h('s', {}, children());
    case 'quote':
      return h('blockquote', {}, children());
    case 'code':
      return h('code', {}, piece.text);
    case 'pre':
      return h('pre', {}, piece.text);
    case 'link':
      return h('a', { href: piece.url, target: '_blank', rel: 'noreferrer noopener' }, piece.text);
    case 'user':
      return mention(`@${world.userName(piece.id)}`);
    case 'channel':
      return mention(`#${world.channelName(piece.id) || piece.name}`);
    case 'group':
      return mention(world.groupName(piece.id) || piece.name || `@${piece.id}`);
    case 'broadcast':
      return mention(`@${piece.range}`);
    case 'date':
      return h('time', {}, slackDate(piece.seconds, piece.format, piece.fallback, world));
  }
}

/** @param {string} text */
function mention(text) {
  return h('span', { class: 'mention' }, text);
}
