import type { ContextBlock, HeaderBlock, KnownBlock, SectionBlock } from '@slack/web-api';
import type { Reason } from '../../../domain/reason.ts';
import { escaped, longestText, mrkdwn, plain, shortened } from './text.ts';

/** What Slack shows: blocks, and the text of the notification for them. */
export interface Message {
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/** A message of one section, in our own words. */
export function sentence(text: string): Message {
  return { text: shortened(text, longestText), blocks: [section(text)] };
}

export function header(text: string): HeaderBlock {
  return { type: 'header', text: plain(text) };
}

export function section(text: string): SectionBlock {
  return { type: 'section', text: mrkdwn(text) };
}

export function context(text: string): ContextBlock {
  return { type: 'context', elements: [mrkdwn(text)] };
}

/** What someone typed, whole: escaped it can be five times as long as typed, so it may take two sections. */
export function reasonSections(reason: Reason): SectionBlock[] {
  const texts = pack([...reason].map(escaped), '', longestText);
  return texts.map((characters) => ({ type: 'section', text: plain(characters.join('')) }));
}

const roomForMore = 20;

/**
 * Puts the parts into as few sections as hold them, and no more than `most`; those that find no place are counted at
 * the end of the last one.
 */
export function packedSections(parts: readonly string[], separator: string, most: number): SectionBlock[] {
  const room = longestText - roomForMore;
  const shown = pack(
    parts.map((part) => shortened(part, room)),
    separator,
    room,
  ).slice(0, most);
  const hidden = parts.length - shown.flat().length;
  return shown.map((group, place) => {
    const more = hidden > 0 && place === most - 1 ? [`and ${hidden} more`] : [];
    return section([...group, ...more].join(separator));
  });
}

/** Groups the parts, in order, so that each group joined by the separator fits into `room` characters. */
function pack(parts: readonly string[], separator: string, room: number): readonly string[][] {
  const groups: string[][] = [];
  let length = 0;
  for (const part of parts) {
    const last = groups.at(-1);
    const longer = length + separator.length + part.length;
    if (last !== undefined && longer <= room) {
      last.push(part);
      length = longer;
    } else {
      groups.push([part]);
      length = part.length;
    }
  }
  return groups;
}
