import { describe, expect, it } from 'vitest';
import { parseReason } from '../../../shared/domain/reason.ts';

const sayWhy = 'Say why in a few words; the people concerned and auditors read it.';

describe('a reason', () => {
  it.each(['', ' ', '\n\t', '\u00a0', '\u200b', '\u200b \u2060', '\u3164', '\ufeff'])(
    '%j says nothing and is refused',
    (text) => {
      expect(parseReason(text)).toEqual({ ok: false, problem: sayWhy });
    },
  );

  it('of a thousand characters is accepted', () => {
    expect(parseReason('x'.repeat(1000)).ok).toBe(true);
  });

  it.each([
    [1001, '1,001'],
    [5000, '5,000'],
  ])('of %i characters is refused with both numbers', (length, said) => {
    const problem = `The reason has ${said} characters; at most 1,000 fit. Link to the rest.`;
    expect(parseReason('x'.repeat(length))).toEqual({ ok: false, problem });
  });

  it('of many spaces between few words is counted as it is shown', () => {
    expect(parseReason(`fix${' '.repeat(5000)}it`)).toEqual({ ok: true, value: 'fix it' });
  });

  it.each(['two\nlines', 'two\r\nlines', ' two\tlines ', 'two\u2028lines', 'two\u2029lines'])(
    '%j becomes one line',
    (text) => {
      expect(parseReason(text)).toEqual({ ok: true, value: 'two lines' });
    },
  );

  it.each([
    ['NUL', 'a\u0000b'],
    ['escape', '\u001b[31mred'],
    ['backspace', 'a\u0008b'],
    ['delete', 'a\u007fb'],
    ['a C1 control', 'a\u0085b'],
    ['a right-to-left override', 'a\u202eb'],
    ['an embedding', 'a\u202ab'],
    ['an isolate', 'a\u2066b\u2069'],
    ['half a surrogate pair', 'a\ud800b'],
  ])('with %s is refused', (_, text) => {
    const problem = 'The reason has control characters in it. Type it again as plain text.';
    expect(parseReason(text)).toEqual({ ok: false, problem });
  });

  it.each([
    '<!channel> look <@U0123>',
    '<https://example.com|click> *bold* `code` ~gone~',
    '&lt; & > " \' $(reboot) {{x}} %s',
    'größer, 日本語, العربية, 👩‍👩‍👧',
  ])('%j is kept as it was typed', (text) => {
    expect(parseReason(text)).toEqual({ ok: true, value: text });
  });
});
