import { describe, expect, it } from 'vitest';
import { parseHome, parseModal } from '../../../local/slack/block-kit/parse.ts';
import { actions, button, modal, mrkdwn, option, plain, section } from '../../support/slack.ts';
import {
  chars,
  choices,
  complaints,
  complaintsOf,
  confirming,
  select,
  textInput,
  times,
  url,
} from './support.ts';

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
