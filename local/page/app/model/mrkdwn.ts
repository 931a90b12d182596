/** Slack's mrkdwn as a tree. https://docs.slack.dev/messaging/formatting-message-text */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'bold' | 'italic' | 'strike' | 'quote'; readonly children: readonly Piece[] }
  | { readonly kind: 'code' | 'pre'; readonly text: string }
  | { readonly kind: 'link'; readonly url: string; readonly text: string }
  | { readonly kind: 'user'; readonly id: string }
  | { readonly kind: 'channel' | 'group'; readonly id: string; readonly name: string }
  | { readonly kind: 'broadcast'; readonly range: string }
  | { readonly kind: 'date'; readonly seconds: number; readonly format: string; readonly fallback: string };

/** Reads mrkdwn as Slack does. What it does not understand is text. */
export function parseMrkdwn(text: string): readonly Piece[] {
  const parts = text.split('```');
  // The last fence has no partner where there is an even number of parts.
  const open = parts.length % 2 === 0 ? parts.splice(-2).join('```') : undefined;
  const pieces = parts.flatMap((part, index) =>
    index % 2 === 1 ? [{ kind: 'pre' as const, text: unescaped(part.replace(/^\n/, '')) }] : lines(part),
  );
  return open === undefined ? pieces : [...pieces, ...lines(open)];
}

function lines(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let quoted: Piece[] | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const quote = /^(?:&gt;|>) ?(.*)$/.exec(line);
    if (quote === null) {
      if (index > 0 && quoted === undefined) pieces.push({ kind: 'break' });
      quoted = undefined;
      pieces.push(...inline(line));
    } else if (quoted === undefined) {
      quoted = [...inline(quote[1] ?? '')];
      pieces.push({ kind: 'quote', children: quoted });
    } else {
      quoted.push({ kind: 'break' }, ...inline(quote[1] ?? ''));
    }
  }
  return pieces;
}

/** A code span, a token in angle brackets, or a styled span: whichever comes first. */
const special =
  /`([^`]+)`|<([^<>]+)>|(?<![\w*])\*([^*\s](?:[^*]*[^*\s])?)\*(?![\w*])|(?<![\w_])_([^_\s](?:[^_]*[^_\s])?)_(?![\w_])|(?<![\w~])~([^~\s](?:[^~]*[^~\s])?)~(?![\w~])/g;

function inline(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  const plain = (until: number) => {
    if (until > from) pieces.push({ kind: 'text', text: unescaped(text.slice(from, until)) });
  };
  for (const found of text.matchAll(special)) {
    plain(found.index);
    pieces.push(piece(found));
    from = found.index + found[0].length;
  }
  plain(text.length);
  return pieces;
}

function piece([, code, token, bold, italic, strike]: RegExpExecArray): Piece {
  if (code !== undefined) return { kind: 'code', text: unescaped(code) };
  if (token !== undefined) return fromToken(token);
  if (bold !== undefined) return { kind: 'bold', children: inline(bold) };
  if (italic !== undefined) return { kind: 'italic', children: inline(italic) };
  return { kind: 'strike', children: inline(strike ?? '') };
}

function fromToken(token: string): Piece {
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

function date(target: string, label: string | undefined): Piece {
  const [, seconds, format = '{date}'] = target.split('^');
  return {
    kind: 'date',
    seconds: Number(seconds),
    format: unescaped(format),
    fallback: unescaped(label ?? ''),
  };
}

function split(text: string, separator: string): readonly [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

/** Text as it was meant: Slack wants these three escaped in plain text too. */
export function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
