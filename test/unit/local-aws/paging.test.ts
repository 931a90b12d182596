import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageOf } from '../../../local/aws/eks/paging.ts';

function readAll(items: readonly string[], pageSize: number): readonly string[] {
  const seen: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = pageOf(items, (item) => item, { maxResults: String(pageSize), nextToken });
    expect(page.items.length).toBeLessThanOrEqual(pageSize);
    seen.push(...page.items);
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return seen;
}

describe('pages', () => {
  it('together hold each item once, in order, whatever their size', () => {
    const items = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 50 }).map((keys) => keys.sort());
    fc.assert(
      fc.property(items, fc.integer({ min: 1, max: 100 }), (all, size) => {
        expect(readAll(all, size)).toEqual(all);
      }),
    );
  });
  it('go on after the last item seen, though it has been deleted since', () => {
    const first = pageOf(['a', 'b', 'c'], (item) => item, { maxResults: '2', nextToken: undefined });
    const second = pageOf(['a', 'c'], (item) => item, { maxResults: '2', nextToken: first.nextToken });
    expect(second).toEqual({ items: ['c'] });
  });
});
