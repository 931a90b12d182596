import { describe, expect, it } from 'vitest';
import { parseHome, parseMessageBlocks, parseModal } from '../../../local/slack/block-kit/parse.ts';
import { SlackError } from '../../../local/slack/errors.ts';
import { actions, button, input, modal, mrkdwn, option, plain, section } from '../../support/slack.ts';

const chars = (count: number) => 'x'.repeat(count);
const times = <Item>(count: number, item: (index: number) => Item) =>
  Array.from({ length: count }, (_, i) => item(i));
const url = (length: number) => `https://example.com/${chars(length - 'https://example.com/'.length)}`;

const select = (change: object) => ({ type: 'static_select', action_id: 's', ...change });
const textInput = (change: object) => input('b', { type: 'plain_text_input', action_id: 'i', ...change });
const choices = (type: string, count: number) =>
  actions({ type, action_id: 'c', options: times(count, (i) => option(`${i}`)) });
const confirming = (change: object) =>
  actions({
    ...button('b'),
    confirm: { title: plain('t'), text: plain('t'), confirm: plain('y'), deny: plain('n'), ...change },
  });

/** What is limited, where it is complained about, the limit, and blocks of a given size. */
const textLimits: readonly [string, string, number, (size: number) => object][] = [
  ['the text of a section', '/blocks/0/text/text', 3000, (n) => section(chars(n))],
  ['a field', '/blocks/0/fields/0/text', 2000, (n) => ({ type: 'section', fields: [mrkdwn(chars(n))] })],
  ['a header', '/blocks/0/text/text', 150, (n) => ({ type: 'header', text: plain(chars(n)) })],
  ['a block id', '/blocks/0/block_id', 255, (n) => ({ type: 'divider', block_id: chars(n) })],
  [
    'the text of a button',
    '/blocks/0/elements/0/text/text',
    75,
    (n) => actions({ ...button('a'), text: plain(chars(n)) }),
  ],
  [
    'an action id',
    '/blocks/0/elements/0/action_id',
    255,
    (n) => actions({ ...button('a'), action_id: chars(n) }),
  ],
  [
    'the accessibility label of a button',
    '/blocks/0/elements/0/accessibility_label',
    75,
    (n) => actions({ ...button('a'), accessibility_label: chars(n) }),
  ],
  ['the url of a button', '/blocks/0/elements/0/url', 3000, (n) => actions({ ...button('a'), url: url(n) })],
  [
    'the text of an option',
    '/blocks/0/elements/0/options/0/text/text',
    75,
    (n) => actions(select({ options: [{ text: plain(chars(n)), value: 'v' }] })),
  ],
  [
    'the value of an option',
    '/blocks/0/elements/0/options/0/value',
    150,
    (n) => actions(select({ options: [{ text: plain('t'), value: chars(n) }] })),
  ],
  [
    'the description of an option',
    '/blocks/0/elements/0/options/0/description/text',
    75,
    (n) => actions(select({ options: [{ ...option('v'), description: plain(chars(n)) }] })),
  ],
  [
    'the label of an option group',
    '/blocks/0/elements/0/option_groups/0/label/text',
    75,
    (n) => actions(select({ option_groups: [{ label: plain(chars(n)), options: [option('v')] }] })),
  ],
  [
    'a placeholder',
    '/blocks/0/element/placeholder/text',
    150,
    (n) => textInput({ placeholder: plain(chars(n)) }),
  ],
  [
    'the label of an input',
    '/blocks/0/label/text',
    2000,
    (n) => ({ ...textInput({}), label: plain(chars(n)) }),
  ],
  ['the hint of an input', '/blocks/0/hint/text', 2000, (n) => ({ ...textInput({}), hint: plain(chars(n)) })],
  [
    'the alt text of an image',
    '/blocks/0/alt_text',
    2000,
    (n) => ({ type: 'image', image_url: url(40), alt_text: chars(n) }),
  ],
  [
    'the title of an image',
    '/blocks/0/title/text',
    2000,
    (n) => ({ type: 'image', image_url: url(40), alt_text: 'a', title: plain(chars(n)) }),
  ],
  [
    'the url of an image',
    '/blocks/0/image_url',
    3000,
    (n) => ({ type: 'image', image_url: url(n), alt_text: 'a' }),
  ],
  [
    'the title of a confirmation',
    '/blocks/0/elements/0/confirm/title/text',
    100,
    (n) => confirming({ title: plain(chars(n)) }),
  ],
  [
    'the text of a confirmation',
    '/blocks/0/elements/0/confirm/text/text',
    300,
    (n) => confirming({ text: mrkdwn(chars(n)) }),
  ],
  [
    'the button of a confirmation',
    '/blocks/0/elements/0/confirm/confirm/text',
    30,
    (n) => confirming({ confirm: plain(chars(n)) }),
  ],
];

/** Texts that may be empty, in which they differ from those above. */
const optionalTextLimits: typeof textLimits = [
  ['the value of a button', '/blocks/0/elements/0/value', 2000, (n) => actions(button('a', chars(n)))],
  [
    'the initial value of an input',
    '/blocks/0/element/initial_value',
    3000,
    (n) => textInput({ initial_value: chars(n) }),
  ],
];

const itemLimits: readonly [string, string, number, (size: number) => object][] = [
  ['fields', '/blocks/0/fields', 10, (n) => ({ type: 'section', fields: times(n, () => mrkdwn('f')) })],
  [
    'elements of a context',
    '/blocks/0/elements',
    10,
    (n) => ({ type: 'context', elements: times(n, () => mrkdwn('c')) }),
  ],
  [
    'elements of an actions block',
    '/blocks/0/elements',
    25,
    (n) => actions(...times(n, (i) => button(`b${i}`))),
  ],
  [
    'options of a select',
    '/blocks/0/elements/0/options',
    100,
    (n) => actions(select({ options: times(n, (i) => option(`${i}`)) })),
  ],
  [
    'option groups',
    '/blocks/0/elements/0/option_groups',
    100,
    (n) =>
      actions(select({ option_groups: times(n, () => ({ label: plain('l'), options: [option('v')] })) })),
  ],
  ['radio buttons', '/blocks/0/elements/0/options', 10, (n) => choices('radio_buttons', n)],
  ['checkboxes', '/blocks/0/elements/0/options', 10, (n) => choices('checkboxes', n)],
  ['entries of an overflow menu', '/blocks/0/elements/0/options', 5, (n) => choices('overflow', n)],
];

function complaintsOf(parse: () => unknown): readonly string[] {
  try {
    parse();
    return [];
  } catch (error) {
    if (error instanceof SlackError) return error.details;
    throw error;
  }
}

const complaints = (...blocks: object[]) => complaintsOf(() => parseMessageBlocks(blocks));

describe('Block Kit texts', () => {
  it.each([...textLimits, ...optionalTextLimits])(
    '%s at its limit is accepted',
    (_name, _at, limit, block) => {
      expect(complaints(block(limit))).toEqual([]);
    },
  );

  it.each([...textLimits, ...optionalTextLimits])(
    '%s over its limit is refused by path',
    (_name, at, limit, block) => {
      expect(complaints(block(limit + 1))).toEqual([
        `must be less than ${limit + 1} characters [json-pointer:${at}]`,
      ]);
    },
  );

  it.each(textLimits.filter(([, at]) => !at.endsWith('url')))(
    '%s that is empty is refused',
    (_name, at, _limit, block) => {
      expect(complaints(block(0))).toContain(`must be more than 0 characters [json-pointer:${at}]`);
    },
  );
});

describe('Block Kit items', () => {
  it.each(itemLimits)('as many %s as allowed are accepted', (_name, _at, limit, block) => {
    expect(complaints(block(limit))).toEqual([]);
  });

  it.each(itemLimits)('too many %s are refused by path', (_name, at, limit, block) => {
    expect(complaints(block(limit + 1))).toEqual([
      `no more than ${limit} items allowed [json-pointer:${at}]`,
    ]);
  });

  it.each(itemLimits)('no %s at all are refused', (_name, at, _limit, block) => {
    expect(complaints(block(0))).toEqual([`no fewer than 1 items allowed [json-pointer:${at}]`]);
  });

  it('50 blocks are a message and 51 are not', () => {
    const blocks = (count: number) => times(count, () => ({ type: 'divider' }));
    expect(complaints(...blocks(50))).toEqual([]);
    expect(complaints(...blocks(51))).toEqual(['no more than 50 items allowed [json-pointer:/blocks]']);
  });

  it('100 blocks are a modal or a Home tab and 101 are not', () => {
    const blocks = (count: number) => times(count, () => ({ type: 'divider' }));
    const tooMany = ['no more than 100 items allowed [json-pointer:/view/blocks]'];
    expect(complaintsOf(() => parseModal(modal(...blocks(100))))).toEqual([]);
    expect(complaintsOf(() => parseModal(modal(...blocks(101))))).toEqual(tooMany);
    expect(complaintsOf(() => parseHome({ type: 'home', blocks: blocks(100) }))).toEqual([]);
    expect(complaintsOf(() => parseHome({ type: 'home', blocks: blocks(101) }))).toEqual(tooMany);
  });
});

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
