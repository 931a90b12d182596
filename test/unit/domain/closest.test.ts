import { describe, expect, it } from 'vitest';
import { closest, didYouMean } from '../../../shared/domain/closest.ts';

describe('what was probably meant', () => {
  const known = ['payments', 'checkout', 'platform', 'prod-eu'];

  it.each([
    ['paymnets', 'payments'],
    ['payment', 'payments'],
    ['Prod-EU', 'prod-eu'],
    ['plattform', 'platform'],
    ['billing', undefined],
    ['x', undefined],
    ['', undefined],
  ])('by %j is %j', (wanted, meant) => expect(closest(wanted, known)).toBe(meant));

  it('is never the name itself, and never one of none', () => {
    expect(closest('payments', ['payments'])).toBeUndefined();
    expect(didYouMean('payments', [])).toBe('');
  });
});
