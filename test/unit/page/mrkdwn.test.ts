import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withEmoji } from '../../../local/page/app/model/emoji.ts';
import { type Piece, parseMrkdwn } from '../../../local/page/app/model/mrkdwn.ts';
import { hostileText } from '../../support/slack-arbitraries.ts';

const text = (value: string): Piece => ({ kind: 'text', text: value });

describe('mrkdwn', () => {
  it.each<[string, readonly Piece[]]>([
    ['plain', [text('plain')]],
    [
      '*bold* and _italic_',
      [
        { kind: 'bold', children: [text('bold')] },
        text(' and '),
        { kind: 'italic', children: [text('italic')] },
      ],
    ],
    ['~gone~', [{ kind: 'strike', children: [text('gone')] }]],
    [
      '*bold with `code`*',
      [{ kind: 'bold', children: [text('bold with '), { kind: 'code', text: 'code' }] }],
    ],
    ['snake_case_name and 2*3*4', [text('snake_case_name and 2*3*4')]],
    ['`*not bold*`', [{ kind: 'code', text: '*not bold*' }]],
    ['one\ntwo', [text('one'), { kind: 'break' }, text('two')]],
    ['&gt; said', [{ kind: 'quote', children: [text('said')] }]],
    ['&gt; one\n&gt; two', [{ kind: 'quote', children: [text('one'), { kind: 'break' }, text('two')] }]],
    ['```\n<@U1> *x*```', [{ kind: 'pre', text: '<@U1> *x*' }]],
    ['a fence ``` that stays open', [text('a fence ``` that stays open')]],
    ['<@U0ALICE>', [{ kind: 'user', id: 'U0ALICE' }]],
    ['<#C0GENERAL|general>', [{ kind: 'channel', id: 'C0GENERAL', name: 'general' }]],
    ['<!subteam^S0LEADS>', [{ kind: 'group', id: 'S0LEADS', name: '' }]],
    ['<!here>', [{ kind: 'broadcast', range: 'here' }]],
    [
      '<https://example.com/?a=1&amp;b=2|a link>',
      [{ kind: 'link', url: 'https://example.com/?a=1&b=2', text: 'a link' }],
    ],
    [
      '<!date^1700000000^{date_num} {time}|then>',
      [{ kind: 'date', seconds: 1700000000, format: '{date_num} {time}', fallback: 'then' }],
    ],
  ])('%j is understood', (source, pieces) => {
    expect(parseMrkdwn(source)).toEqual(pieces);
  });

  it('what a person typed and the app escaped stays text', () => {
    expect(parseMrkdwn('&lt;!channel&gt; &lt;script&gt; &amp;lt;')).toEqual([
      text('<!channel> <script> &lt;'),
    ]);
  });

  it('a link that is neither web nor mail stays text', () => {
    expect(parseMrkdwn('<javascript:alert(1)|click>')).toEqual([text('<javascript:alert(1)|click>')]);
  });

  it('no text is a link to anywhere but the web and mailboxes, whatever it is', () => {
    fc.assert(
      fc.property(hostileText, (source) => {
        for (const url of linksIn(parseMrkdwn(source))) expect(url).toMatch(/^(https?:\/\/|mailto:)/i);
      }),
    );
  });

  it.each(['>', '*', '_a', '`', '<', '&gt;\n', '~a ~', '```', ':a'])(
    'the longest text of %j is read at once',
    (part) => {
      const begun = performance.now();
      parseMrkdwn(part.repeat(3000 / part.length));
      expect(performance.now() - begun).toBeLessThan(1000);
    },
  );
});

describe('emoji', () => {
  it('those that the app uses are drawn, and what is none stays as it was typed', () => {
    expect(withEmoji(':hourglass_flowing_sand: :white_check_mark: :no_entry: :unlock:')).toBe('⏳ ✅ ⛔ 🔓');
    expect(withEmoji('at 12:30:45 :nonsense: :constructor: :__proto__:')).toBe(
      'at 12:30:45 :nonsense: :constructor: :__proto__:',
    );
  });
});

function linksIn(pieces: readonly Piece[]): readonly string[] {
  return pieces.flatMap((piece) => {
    if (piece.kind === 'link') return [piece.url];
    return 'children' in piece ? linksIn(piece.children) : [];
  });
}
