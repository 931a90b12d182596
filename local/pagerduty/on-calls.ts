import type { PagerDutyUser, Schedule } from './schedules.ts';

/** One person's time on call. Times are platform time, in milliseconds. */
export interface OnCall {
  readonly schedule: Schedule;
  readonly user: PagerDutyUser;
  readonly start: number;
  readonly end: number;
}

/** Whose on-calls are asked for: those that touch the time from `since` to `until`. */
export interface OnCallQuery {
  /** None for every schedule. */
  readonly scheduleIds: readonly string[];
  readonly since: number;
  readonly until: number;
}

// Turns are a week long, and the same people take every one of them.
const turnMs = 7 * 24 * 3_600_000;

/**
 * The on-calls that a query names. A schedule that was deleted, never was, or has nobody on call is left out without a
 * word, as the real service leaves it out.
 */
export function onCalls(schedules: readonly Schedule[], query: OnCallQuery): readonly OnCall[] {
  const wanted = ({ id, deleted, onCallSince }: Schedule) =>
    !deleted &&
    onCallSince <= query.until &&
    (query.scheduleIds.length === 0 || query.scheduleIds.includes(id));
  return schedules
    .filter(wanted)
    .flatMap((schedule) => schedule.onCall.map((user) => ({ schedule, user, ...turns(schedule, query) })));
}

function turns({ onCallSince }: Schedule, { since, until }: OnCallQuery) {
  const before = (time: number) => Math.max(0, Math.floor((time - onCallSince) / turnMs));
  return {
    start: onCallSince + before(since) * turnMs,
    end: onCallSince + (before(until) + 1) * turnMs,
  };
}
