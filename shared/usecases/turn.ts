import type { Instant } from '../domain/instant.ts';

/**
 * What a state machine's function answers: ask again at `wakeAt`, or there is nothing more to wait for. The clock
 * asks, it does not order: what happens is decided by the record at each asking.
 */
export type Turn = { readonly state: 'waiting'; readonly wakeAt: Instant } | { readonly state: 'settled' };

export const settled: Turn = { state: 'settled' };

export function waitUntil(wakeAt: Instant): Turn {
  return { state: 'waiting', wakeAt };
}
