import { isNonEmpty } from './brand.ts';
import type { RequestId } from './ids.ts';
import type { PolicyRefusal } from './refusal.ts';
import type { Request, StatusWord } from './request.ts';

/** Statuses that count: the open ones, and those that open unless somebody decides otherwise. */
export const underWay: ReadonlySet<StatusWord> = new Set(['pending', 'approved', 'active']);

/** Seconds. A request waits at most 30 days and is then open for at most 30: what is older is over. */
export const longestLife = 61 * 24 * 60 * 60;

/**
 * Why a person may not have one more request, where the cap is reached.
 * @param own the person's records
 * @param id of the new request; a repeated delivery of it does not count itself
 */
export function overTheCap(
  own: readonly Request[],
  most: number,
  id: RequestId,
): Extract<PolicyRefusal, { code: 'too-many-open' }> | undefined {
  const open = own
    .filter((request) => underWay.has(request.status) && request.id !== id)
    .map(({ id: openId, scope, status }) => ({ id: openId, scope, status }));
  return open.length >= most && isNonEmpty(open) ? { code: 'too-many-open', most, open } : undefined;
}
