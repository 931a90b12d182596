import { describe, expect, it } from 'vitest';
import { parseMessageBlocks, parseModal } from '../../../local/slack/block-kit/parse.ts';
import { actions, button, input, modal, mrkdwn, option, plain, section } from '../../support/slack.ts';
import { chars, complaints, complaintsOf, select, textInput, times, url } from './support.ts';

describe('Block Kit rules', () => {
  it('a field that Slack does not know is refused by name', () => {
    expect(complaints({ type: 'divider', text: plain('x') })).toEqual([
      'invalid additional property: text [json-pointer:/blocks/0]',
    ]);
  });

  it('a missing field is named at its parent', () => {
    expect(complaints({ type: 'header' })).toEqual(['missing required field: text [json-pointer:/blocks/0]']);
  });

  it('an image without alt text is refused', () => {
    expect(complaints({ type: 'context', elements: [{ type: 'image', image_url: url(40) }] })).toEqual([
      'missing required field: alt_text [json-pointer:/blocks/0/elements/0]',
    ]);
  });

  it('a block or element of an unknown type is refused', () => {
    expect(complaints({ type: 'marquee' })).toEqual(['unsupported type [json-pointer:/blocks/0/type]']);
    expect(complaints(actions({ type: 'lever' }))).toEqual([
      'unsupported type [json-pointer:/blocks/0/elements/0/type]',
    ]);
  });

  it('a button in an input and an input in an actions block are refused', () => {
    expect(complaints(input('b', button('a')))).toHaveLength(1);
    expect(complaints(actions({ type: 'plain_text_input', action_id: 'i' }))).toHaveLength(1);
  });

  it('mrkdwn where plain text belongs is refused', () => {
    expect(complaints({ type: 'header', text: mrkdwn('*bold*') })).toEqual([
      'must be one of: plain_text [json-pointer:/blocks/0/text/type]',
    ]);
  });

  it('a section needs a text or fields', () => {
    expect(complaints({ type: 'section' })).toEqual([
      'must provide at least one of: text, fields [json-pointer:/blocks/0]',
    ]);
  });

  it('two blocks with one block id are refused', () => {
    const block = { type: 'divider', block_id: 'same' };
    expect(complaints(block, block)).toEqual(['block_id "same" must be unique [json-pointer:/blocks]']);
  });

  it('two elements of a block with one action id are refused, of two blocks accepted', () => {
    expect(complaints(actions(button('a', '1'), button('a', '2')))).toEqual([
      'action_id "a" must be unique within the block [json-pointer:/blocks/0/elements]',
    ]);
    expect(complaints(actions(button('a', '1')), actions(button('a', '2')))).toEqual([]);
  });

  it('a select offers options or groups, not both and not neither', () => {
    const once = ['must provide exactly one of: options, option_groups [json-pointer:/blocks/0/elements/0]'];
    const groups = [{ label: plain('l'), options: [option('v')] }];
    expect(complaints(actions(select({})))).toEqual(once);
    expect(complaints(actions(select({ options: [option('v')], option_groups: groups })))).toEqual(once);
  });

  it('an initial option must be one of the options', () => {
    const options = [option('a'), option('b')];
    expect(complaints(actions(select({ options, initial_option: option('b') })))).toEqual([]);
    expect(complaints(actions(select({ options, initial_option: option('c') })))).toHaveLength(1);
  });

  it('a style other than primary and danger is refused', () => {
    expect(complaints(actions({ ...button('a'), style: 'loud' }))).toEqual([
      'must be one of: primary, danger [json-pointer:/blocks/0/elements/0/style]',
    ]);
  });

  it('a link on an option is for overflow menus alone', () => {
    const options = [{ ...option('a'), url: url(40) }];
    expect(complaints(actions({ type: 'overflow', action_id: 'o', options }))).toEqual([]);
    expect(complaints(actions(select({ options })))).toHaveLength(1);
  });

  it('rich text is accepted and its unknown parts are refused', () => {
    const block = (element: object) => ({
      type: 'rich_text',
      elements: [{ type: 'rich_text_section', elements: [element] }],
    });
    expect(complaints(block({ type: 'text', text: 'hello', style: { bold: true } }))).toEqual([]);
    expect(complaints(block({ type: 'blink', text: 'hello' }))).toHaveLength(1);
  });

  it('blocks that are no JSON have an error of their own', () => {
    expect(() => parseMessageBlocks('[{')).toThrow(
      expect.objectContaining({ code: 'invalid_blocks_format' }),
    );
  });
});

describe('modals', () => {
  const divider = { type: 'divider' };

  it.each(['title', 'submit', 'close'])('a %s of 24 characters is accepted, of 25 refused', (part) => {
    expect(complaintsOf(() => parseModal({ ...modal(divider), [part]: plain(chars(24)) }))).toEqual([]);
    expect(complaintsOf(() => parseModal({ ...modal(divider), [part]: plain(chars(25)) }))).toEqual([
      `must be less than 25 characters [json-pointer:/view/${part}/text]`,
    ]);
  });

  it.each([
    ['private_metadata', 3000],
    ['callback_id', 255],
    ['external_id', 255],
  ])('%s holds %i characters and no more', (part, limit) => {
    expect(complaintsOf(() => parseModal({ ...modal(divider), [part]: chars(limit) }))).toEqual([]);
    expect(complaintsOf(() => parseModal({ ...modal(divider), [part]: chars(limit + 1) }))).toEqual([
      `must be less than ${limit + 1} characters [json-pointer:/view/${part}]`,
    ]);
  });

  it('a modal with inputs needs a submit button', () => {
    const { submit, ...without } = modal(textInput({}));
    expect(complaintsOf(() => parseModal(without))).toEqual([
      'missing required field: submit [json-pointer:/view]',
    ]);
  });

  it('a view of more than 250 kB is refused', () => {
    const blocks = times(99, () => section(chars(3000)));
    expect(() => parseModal(modal(...blocks))).toThrow(expect.objectContaining({ code: 'view_too_large' }));
  });
});
