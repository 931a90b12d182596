import type { ComponentChildren } from 'preact';
import type { BlockOf, Inline, RichTextPart } from '../model/block-kit.ts';
import { emojiOf } from '../model/emoji.ts';
import { slackDate } from '../model/time.ts';
import type { Names } from './names.ts';
import { Link, Mention } from './text.tsx';

/** https://docs.slack.dev/reference/block-kit/blocks/rich-text-block */
export function RichText({ block, names }: { block: BlockOf<'rich_text'>; names: Names }) {
  return <div class="rich-text">{block.elements.map((part) => drawPart(part, names))}</div>;
}

function drawPart(part: RichTextPart, names: Names): ComponentChildren {
  if (part.type === 'rich_text_list') {
    const List = part.style === 'ordered' ? 'ol' : 'ul';
    return (
      <List>
        {part.elements.map((item) => (
          <li>{drawPart(item, names)}</li>
        ))}
      </List>
    );
  }
  const inline = () => part.elements.map((element) => styled(element, names));
  switch (part.type) {
    case 'rich_text_preformatted':
      return <pre>{inline()}</pre>;
    case 'rich_text_quote':
      return <blockquote>{inline()}</blockquote>;
    default:
      return <p>{inline()}</p>;
  }
}

function styled(element: Inline, names: Names): ComponentChildren {
  const { code, bold, italic, strike } = element.style ?? {};
  let node = wordOf(element, names);
  if (code) node = <code>{node}</code>;
  if (bold) node = <strong>{node}</strong>;
  if (italic) node = <em>{node}</em>;
  if (strike) node = <s>{node}</s>;
  return node;
}

function wordOf(element: Inline, names: Names): ComponentChildren {
  switch (element.type) {
    case 'user':
      return <Mention text={`@${names.user(element.user_id)}`} />;
    case 'channel':
      return <Mention text={`#${names.channel(element.channel_id)}`} />;
    case 'usergroup':
      return <Mention text={`@${names.usergroup(element.usergroup_id)}`} />;
    case 'broadcast':
      return <Mention text={`@${element.range}`} />;
    case 'emoji':
      return emojiOf(element.name) ?? `:${element.name}:`;
    case 'date':
      return slackDate(element.timestamp, element.format, element.fallback ?? '', names.reading);
    case 'link':
      return <Link url={element.url} text={element.text ?? element.url} />;
    case 'text':
      return element.text;
  }
}
