import type { Retrier } from './state.ts';

/**
 * Whether one of the names covers an error. `States.Runtime` is covered by none; `States.TaskFailed` covers all but a time-out.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export function covers(errorEquals: readonly string[], error: string): boolean {
  if (error === 'States.Runtime') return false;
  return errorEquals.some(
    (name) =>
      name === error || name === 'States.ALL' || (name === 'States.TaskFailed' && error !== 'States.Timeout'),
  );
}

/** How long to wait, in milliseconds, and the attempts with this one counted. */
export interface Retry {
  readonly delayMs: number;
  readonly attempts: readonly number[];
}

/**
 * The first retrier that covers the error decides alone: when its attempts are used up, no other is asked.
 * @param attempts how often each retrier has retried since the state was entered; one that is not there has not
 * @param chance a random number from 0 up to 1, used by the jitter strategy FULL
 */
export function decideRetry(
  retriers: readonly Retrier[],
  attempts: readonly number[],
  error: string,
  chance: number,
): Retry | undefined {
  const chosen = retriers.find(({ ErrorEquals }) => covers(ErrorEquals, error));
  if (chosen === undefined) return undefined;
  const counts = retriers.map((_, index) => attempts[index] ?? 0);
  const used = counts[retriers.indexOf(chosen)] ?? 0;
  if (used >= chosen.MaxAttempts) return undefined;
  return {
    delayMs: Math.round(delaySeconds(chosen, used, chance) * 1000),
    attempts: counts.map((count, index) => (retriers[index] === chosen ? count + 1 : count)),
  };
}

function delaySeconds(retrier: Retrier, used: number, chance: number): number {
  const backoff = Math.min(retrier.IntervalSeconds * retrier.BackoffRate ** used, retrier.MaxDelaySeconds);
  return retrier.JitterStrategy === 'FULL' ? backoff * chance : backoff;
}
