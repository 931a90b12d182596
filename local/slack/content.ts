import { dateComplaints } from './block-kit/dates.ts';
import { limits } from './block-kit/limits.ts';
import { parseMessageBlocks } from './block-kit/parse.ts';
import { SlackError } from './errors.ts';
import type { Content } from './messages.ts';

/** What an app says: the text of a message, its blocks, or both. Blocks may be a JSON string. */
export interface Said {
  readonly text?: string | undefined;
  readonly blocks?: unknown;
}

/** The content of a message; throws `no_text`, or `invalid_blocks` or `invalid_arguments` with what is wrong. */
export function contentOf({ text = '', blocks }: Said): Content {
  const parsed = blocks === undefined ? [] : parseMessageBlocks(blocks);
  const wrong = dateComplaints(text);
  if (wrong.length > 0) throw new SlackError('invalid_arguments', wrong);
  if (text === '' && parsed.length === 0) throw new SlackError('no_text');
  return { text, blocks: parsed };
}

/** The same content with its text cut where Slack cuts it. */
export function cut(content: Content): Content {
  return { ...content, text: content.text.slice(0, limits.messageText) };
}
