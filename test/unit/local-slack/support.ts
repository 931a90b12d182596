import { parseMessageBlocks } from '../../../local/slack/block-kit/parse.ts';
import { SlackError } from '../../../local/slack/errors.ts';
import { actions, button, input, option, plain } from '../../support/slack.ts';

export const chars = (count: number) => 'x'.repeat(count);
export const times = <Item>(count: number, item: (index: number) => Item) =>
  Array.from({ length: count }, (_, i) => item(i));
export const url = (length: number) => `https://example.com/${chars(length - 'https://example.com/'.length)}`;

export const select = (change: object) => ({ type: 'static_select', action_id: 's', ...change });
export const textInput = (change: object) =>
  input('b', { type: 'plain_text_input', action_id: 'i', ...change });
export const choices = (type: string, count: number) =>
  actions({ type, action_id: 'c', options: times(count, (i) => option(`${i}`)) });
export const confirming = (change: object) =>
  actions({
    ...button('b'),
    confirm: { title: plain('t'), text: plain('t'), confirm: plain('y'), deny: plain('n'), ...change },
  });

/** What is wrong, without the `[ERROR] ` of the wire; nothing where all is well. */
export function complaintsOf(parse: () => unknown): readonly string[] {
  try {
    parse();
    return [];
  } catch (error) {
    if (error instanceof SlackError) return error.details;
    throw error;
  }
}

export const complaints = (...blocks: object[]) => complaintsOf(() => parseMessageBlocks(blocks));
