import { type Instant, secondsAfter } from '../domain/instant.ts';

/**
 * What a state machine's function answers: ask again at `wakeAt`, or there is nothing more to wait for. The clock
 * asks, it does not order: what happens is decided by the record at each asking.
 */
export type Turn = (
  | { readonly state: 'settled' }
  | { readonly state: 'waiting'; readonly wakeAt: Instant }
) & {
  /** Set where Slack could not be told of what the record says. */
  readonly unsaid?: Unsaid;
  /** Nothing is under way: the machine that waits sees to the rest, and a turn out of line needs no successor. */
  readonly resting?: boolean;
};

/** Slack could not be told. */
export interface Unsaid {
  /** Seconds for which Slack asks to be left alone; 0 where it only failed. */
  readonly retryAfter: number;
}

/** What could not be said, of several; Slack is left alone for as long as the most patient of them must wait. */
export function unsaidTogether(...several: readonly (Unsaid | undefined)[]): Unsaid | undefined {
  const unsaid = several.filter((each) => each !== undefined);
  return unsaid.length === 0
    ? undefined
    : { retryAfter: Math.max(...unsaid.map(({ retryAfter }) => retryAfter)) };
}

export const settled: Turn = { state: 'settled' };

export function waitUntil(wakeAt: Instant): Turn {
  return { state: 'waiting', wakeAt };
}

/** The turn, with what Slack could not be told. */
export function untilSaid(turn: Turn, unsaid: Unsaid | undefined): Turn {
  return unsaid === undefined ? turn : { ...turn, unsaid };
}

/**
 * When an unsaid turn is taken again: at Slack's Retry-After, later with each one in a row, and at the turn's own time
 * where that is sooner, so that Slack never delays an opening or a closing.
 * @param before unsaid turns in a row before this one
 * @param chance from 0 to 1; spreads the machines that Slack turned away together
 */
export function wakeToSay(
  turn: Turn,
  { retryAfter }: Unsaid,
  { now, before, chance }: { readonly now: Instant; readonly before: number; readonly chance: number },
): Instant {
  const backoff = retryAfter > 0 && before === 0 ? 0 : backoffSeconds(before, chance);
  const again = secondsAfter(now, Math.max(spread(retryAfter, chance), backoff));
  return turn.state === 'waiting' && turn.wakeAt < again ? turn.wakeAt : again;
}

/** Seconds after which whoever was told to retry after so many comes back: never sooner, at most a quarter later. */
export function spread(retryAfter: number, chance: number): number {
  return retryAfter * (1 + chance / 4);
}

/** Seconds. The first retry, and the longest. */
const firstBackoff = 60;
const longestBackoff = 15 * 60;

function backoffSeconds(before: number, chance: number): number {
  return (Math.min(longestBackoff, firstBackoff * 2 ** before) * (1 + chance)) / 2;
}
