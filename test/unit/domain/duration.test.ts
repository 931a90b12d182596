import { describe, expect, it } from 'vitest';
import { durationInWords, formatDuration, parseDuration } from '../../../shared/domain/duration.ts';
import { durationOf } from '../../support/records.ts';

const rightForm = 'Write minutes, hours or both, such as `30m`, `2h` or `1h30m`.';

describe('a duration', () => {
  it.each([
    ['1m', 1],
    ['30m', 30],
    ['90m', 90],
    ['1h', 60],
    ['1h30m', 90],
    ['1h5m', 65],
    ['24h', 1440],
    ['720h', 43_200],
    ['43200m', 43_200],
    ['0h30m', 30],
    ['1h00m', 60],
  ])('%s is %s minutes', (text, minutes) => {
    expect(parseDuration(text)).toEqual({ ok: true, value: minutes });
  });

  it.each([
    '1d',
    '1w',
    '90',
    '1.5h',
    '1,5h',
    '-1h',
    '+1h',
    '1H',
    '2h 30m',
    ' 2h',
    '2h\n',
    '30m1h',
    '1h1h',
    'h',
    'm',
    'hm',
    '',
    'PT1H',
    '٣h',
    'an hour',
  ])('%j is refused with the right form', (text) => {
    expect(parseDuration(text)).toEqual({
      ok: false,
      problem: `\`${text}\` is not a duration. ${rightForm}`,
    });
  });

  it.each(['0m', '0h', '0h0m', '00h00m'])('%s is refused: zero opens nothing', (text) => {
    expect(parseDuration(text)).toEqual({
      ok: false,
      problem: `A duration of zero opens nothing. ${rightForm}`,
    });
  });

  it.each(['1h60m', '2h90m'])('%s is refused: more than 59 minutes beside hours', (text) => {
    const problem = `\`${text}\` has more than 59 minutes beside its hours. ${rightForm}`;
    expect(parseDuration(text)).toEqual({ ok: false, problem });
  });

  it.each(['720h1m', '721h', '43201m', '99999h', '1000000m'])(
    '%s is refused: the longest is 720h',
    (text) => {
      const problem = `\`${text}\` is longer than 720h, the longest there is.`;
      expect(parseDuration(text)).toEqual({ ok: false, problem });
    },
  );

  it('of a thousand digits is refused and not repeated whole', () => {
    const problem = `\`${'9'.repeat(20)}…\` is longer than 720h, the longest there is.`;
    expect(parseDuration(`${'9'.repeat(1000)}h`)).toEqual({ ok: false, problem });
  });

  it.each([
    ['90m', '1h30m'],
    ['60m', '1h'],
    ['59m', '59m'],
    ['1440m', '24h'],
  ])('%s is written %s', (text, written) => {
    expect(formatDuration(durationOf(text))).toBe(written);
  });

  it.each([
    ['90m', '1 hour 30 minutes'],
    ['1m', '1 minute'],
    ['48h', '48 hours'],
    ['2h1m', '2 hours 1 minute'],
  ])('%s is %s in words', (text, words) => {
    expect(durationInWords(durationOf(text))).toBe(words);
  });
});
