import type { ScheduleName } from '../../domain/approver-source.ts';
import { type Instant, millisecondsOf } from '../../domain/instant.ts';
import { OnCallUnknownError } from '../../usecases/errors.ts';
import type { OnCallNow } from '../slack/rosters.ts';
import { openRestApi, type RestApi } from './rest-api.ts';

export interface PagerDutyOptions {
  /** Without a slash at the end. */
  readonly apiUrl: string;
  readonly readToken: () => Promise<string>;
  /** The schedules' ids, by the names that rules have for them. */
  readonly schedules: ReadonlyMap<ScheduleName, string>;
  readonly clock: () => Instant;
}

/** Milliseconds for all that one question takes: a person waits three seconds for the answer to a click. */
const answerWithin = 2000;

/**
 * Asks PagerDuty at each question, and keeps nothing. What it answers about whom it does not know is
 * never taken for an answer. The functions that it makes throw OnCallUnknownError.
 */
export function pagerDutyOnCall({ apiUrl, readToken, schedules, clock }: PagerDutyOptions): OnCallNow {
  return async (schedule) => {
    const id = schedules.get(schedule);
    if (id === undefined) return undefined;
    try {
      const token = await readToken();
      const api = openRestApi(apiUrl, token, AbortSignal.timeout(answerWithin));
      return await whoIsOnCall(api, id, clock());
    } catch (cause) {
      throw new OnCallUnknownError(`PagerDuty did not say who is on call for ${schedule}`, { cause });
    }
  };
}

async function whoIsOnCall(
  api: RestApi,
  schedule: string,
  now: Instant,
): Promise<readonly string[] | undefined> {
  const onCalls = await api.onCalls(schedule, now);
  // A shift that touches this moment may be one that has just ended.
  const emails = onCalls.flatMap(({ user, start, end }) =>
    user.email !== undefined && holds(now, start, end) ? [user.email] : [],
  );
  // PagerDuty leaves out, without a word, both a schedule with nobody on call and one that does not exist.
  if (onCalls.length === 0 && !(await api.hasSchedule(schedule))) return undefined;
  return [...new Set(emails.map((email) => email.toLowerCase()))];
}

/** Somebody who is always on call has no start and no end. */
function holds(now: Instant, start: string | null, end: string | null): boolean {
  const moment = millisecondsOf(now);
  return (start === null || Date.parse(start) <= moment) && (end === null || moment < Date.parse(end));
}
