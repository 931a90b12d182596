import type { ComponentChildren } from 'preact';
import type { TextObject } from '../model/block-kit.ts';
import { withEmoji } from '../model/emoji.ts';
import { type Piece, parseMrkdwn, unescaped } from '../model/mrkdwn.ts';
import { slackDate } from '../model/time.ts';
import type { Names } from './names.ts';

/** A text object: mrkdwn is interpreted, plain text is not. */
export function Text({ object, names }: { object: TextObject; names: Names }) {
  if (object.type === 'mrkdwn') return <Mrkdwn text={object.text} names={names} />;
  const text = unescaped(object.text);
  return <span class="plain-text">{object.emoji ? withEmoji(text) : text}</span>;
}

export function Mrkdwn({ text, names }: { text: string; names: Names }) {
  return <>{drawn(parseMrkdwn(text), names)}</>;
}

function drawn(pieces: readonly Piece[], names: Names): ComponentChildren {
  return pieces.map((piece) => draw(piece, names));
}

function draw(piece: Piece, names: Names): ComponentChildren {
  switch (piece.kind) {
    case 'text':
      return withEmoji(piece.text);
    case 'break':
      return <br />;
    case 'bold':
      return <strong>{drawn(piece.children, names)}</strong>;
    case 'italic':
      return <em>{drawn(piece.children, names)}</em>;
    case 'strike':
      return <s>{drawn(piece.children, names)}</s>;
    case 'quote':
      return <blockquote>{drawn(piece.children, names)}</blockquote>;
    case 'code':
      return <code>{piece.text}</code>;
    case 'pre':
      return <pre>{piece.text}</pre>;
    case 'link':
      return <Link url={piece.url} text={piece.text} />;
    case 'user':
      return <Mention text={`@${names.user(piece.id)}`} />;
    case 'channel':
      return <Mention text={`#${names.channel(piece.id) || piece.name}`} />;
    case 'group':
      return <Mention text={`@${(names.usergroup(piece.id) || piece.name || piece.id).replace(/^@/, '')}`} />;
    case 'broadcast':
      return <Mention text={`@${piece.range}`} />;
    case 'date':
      return <time>{slackDate(piece.seconds, piece.format, piece.fallback, names.reading)}</time>;
  }
}

/** A link to the web or to a mailbox; any other address is only shown. */
export function Link({ url, text }: { url: string; text: string }) {
  if (!/^(https?:\/\/|mailto:)/i.test(url)) return <>{text}</>;
  return (
    <a href={url} target="_blank" rel="noreferrer noopener">
      {text}
    </a>
  );
}

export function Mention({ text }: { text: string }) {
  return <span class="mention">{text}</span>;
}
