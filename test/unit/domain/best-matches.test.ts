import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestMatches } from '../../../shared/domain/best-matches.ts';

describe('a search', () => {
  it('finds names that begin with what was typed, then those of which a word does, then the rest', () => {
    const names = ['zpay', 'team-pay', 'payments', 'pay', 'repay-pay', 'other'];
    expect(bestMatches(names, 'pay', 10)).toEqual(['payments', 'pay', 'team-pay', 'repay-pay', 'zpay']);
  });

  it('minds neither capitals nor spaces around', () => {
    expect(bestMatches(['Prod-EU', 'staging'], ' pROD ', 10)).toEqual(['Prod-EU']);
  });

  it('offers the first names when nothing is typed, and nothing when nothing matches', () => {
    expect(bestMatches(['a', 'b', 'c'], '  ', 2)).toEqual(['a', 'b']);
    expect(bestMatches(['a', 'b'], 'x', 2)).toEqual([]);
  });

  it('takes what was typed for text, never for a pattern', () => {
    expect(bestMatches(['payments'], '.*', 10)).toEqual([]);
    expect(bestMatches(['a_b', 'ab'], '_', 10)).toEqual(['a_b']);
  });

  it('finds exactly the names that contain it, each once', () => {
    const words = fc.stringMatching(/^[ab-]{0,6}$/);
    fc.assert(
      fc.property(fc.uniqueArray(words), words, (names, typed) => {
        const found = bestMatches(names, typed, Number.POSITIVE_INFINITY);
        expect([...found].sort()).toEqual(names.filter((name) => name.includes(typed)).sort());
      }),
    );
  });
});
