/**
 * Slack's mrkdwn as a tree. https://docs.slack.dev/messaging/formatting-message-text
 * @typedef {{kind: 'text', text: string}
 *   | {kind: 'break'}
 *   | {kind: 'bold' | 'italic' | 'strike' | 'quote', children: Piece[]}
 *   | {kind: 'code' | 'pre', text: string}
 *   | {kind: 'link', url: string, text: string}
 *   | {kind: 'user', id: string}
 *   | {kind: 'channel', id: string, name: string}
 *   | {kind: 'group', id: string, name: string}
 *   | {kind: 'broadcast', range: string}
 *   | {kind: 'date', seconds: number, format: string, fallback: string}} Piece
 */

/** @param {string} text @returns {Piece[]} */
export function parseMrkdwn(text) {
  return text.split(/```/).flatMap((part, index) => {
    if (index % 2 === 1) return [{ kind: 'pre', text: unescaped(part.replace(/^\n/, '')) }];
    return lines(part);
  });
}

/** @param {string} text @returns {Piece[]} */
function lines(text) {
  /** @type {Piece[]} */
  const pieces = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (index > 0) pieces.push({ kind: 'break' });
    const quote = line.match(/^(?:&gt;|>) ?(.*)$/);
    if (quote) pieces.push({ kind: 'quote', children: inline(quote[1] ?? '') });
    else pieces.push(...inline(line));
  }
  return pieces;
}

/** A code span, a token in angle brackets, or a styled span: whichever comes first. */
const special =
  /`([^`]+)`|<([^<>]+)>|(?<![\w*])\*([^*\s](?:[^*]*[^*\s])?)\*(?![\w*])|(?<![\w_])_([^_\s](?:[^_]*[^_\s])?)_(?![\w_])|(?<![\w~])~([^~\s](?:[^~]*[^~\s])?)~(?![\w~])/;

/** @param {string} text @returns {Piece[]} */
function inline(text) {
  const found = special.exec(text);
  if (!found) return text === '' ? [] : [{ kind: 'text', text: unescaped(text) }];
  return [
    ...inline(text.slice(0, found.index)),
    piece(found),
    ...inline(text.slice(found.index + found[0].length)),
  ];
}

/** @param {RegExpExecArray} found @returns {Piece} */
function piece([, code, token, bold, italic, strike]) {
  if (code !== undefined) return { kind: 'code', text: unescaped(code) };
  if (token !== undefined) return fromToken(token);
  if (bold !== undefined) return { kind: 'bold', children: inline(bold) };
  if (italic !== undefined) return { kind: 'italic', children: inline(italic) };
  return { kind: 'strike', children: inline(strike ?? '') };
}

/** @param {string} token @returns {Piece} */
function fromToken(token) {
  const [target = '', label] = split(token, '|');
  if (target.startsWith('@')) return { kind: 'user', id: target.slice(1) };
  if (target.startsWith('#')) return { kind: 'channel', id: target.slice(1), name: label ?? '' };
  if (target.startsWith('!subteam^')) return { kind: 'group', id: target.slice(9), name: label ?? '' };
  if (target.startsWith('!date^')) return date(target, label);
  if (target.startsWith('!')) return { kind: 'broadcast', range: target.slice(1) };
  const url = unescaped(target);
  if (/^(https?:\/\/|mailto:)/i.test(url)) return { kind: 'link', url, text: unescaped(label ?? target) };
  return { kind: 'text', text: unescaped(`<${token}>`) };
}

/** @param {string} target @param {string | undefined} label @returns {Piece} */
function date(target, label) {
  const [, seconds, format = '{date}'] = target.split('^');
  return {
    kind: 'date',
    seconds: Number(seconds),
    format: unescaped(format),
    fallback: unescaped(label ?? ''),
  };
}

/** @param {string} text @param {string} separator @returns {[string, string | undefined]} */
function split(text, separator) {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

/** @param {string} text */
function unescaped(text) {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
