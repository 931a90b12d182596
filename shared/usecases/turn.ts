import { type Instant, secondsAfter } from '../domain/instant.ts';

/**
 * What a state machine's function answers: ask again at `wakeAt`, or there is nothing more to wait for. The clock
 * asks, it does not order: what happens is decided by the record at each asking.
 */
export type Turn =
  | { readonly state: 'settled' }
  | {
      readonly state: 'waiting';
      readonly wakeAt: Instant;
      /** Slack could not be told of what the record says. */
      readonly unsaid?: true;
    };

export const settled: Turn = { state: 'settled' };

export function waitUntil(wakeAt: Instant): Turn {
  return { state: 'waiting', wakeAt };
}

/** Slack could not be told, so the record is looked at again soon, or at the turn's own time where that is sooner. */
export function untilSaid(turn: Turn, now: Instant): Turn {
  const again = secondsAfter(now, sayAgainAfter);
  const wakeAt = turn.state === 'waiting' && turn.wakeAt < again ? turn.wakeAt : again;
  return { state: 'waiting', wakeAt, unsaid: true };
}

/** Seconds until Slack is tried again. */
const sayAgainAfter = 60;
