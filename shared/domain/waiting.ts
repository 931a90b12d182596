import { after, type Instant, secondsAfter } from './instant.ts';
import type { InStatus, Request } from './request.ts';
import { stagedBy } from './stages-now.ts';

/** Seconds. How often it is looked at, at least, whether anybody is left who could approve. */
const lookEvery = 15 * 60;
/** Seconds until that is looked at again, where it could not be seen. */
const lookAgainAfter = 60;

/** Seconds after which people who run the system hear that somebody waits. */
const long = 60 * 60;

/** Whether the request has waited for its approvers for long. */
export function isWaitingLong({ requestedAt }: Request, now: Instant): boolean {
  return now >= secondsAfter(requestedAt, long);
}

/** Whether those who have not answered are to be reminded, by the terms under which the request was made. */
export function isReminderDue(request: Request, now: Instant): boolean {
  const at = reminderAt(request);
  return request.reminded === undefined && at !== undefined && now >= at;
}

/** Whether nobody has decided for so long that others are to be asked too. */
export function isEscalationDue(request: Request, now: Instant): boolean {
  const at = escalationAt(request);
  return request.escalated === undefined && at !== undefined && now >= at;
}

/**
 * When a waiting request is to be looked at next: when something becomes due, and in any case soon enough to notice
 * that nobody is left who could approve.
 * @param seen whether that could be seen this time
 */
export function nextLook(request: InStatus<'pending'>, now: Instant, seen: boolean): Instant {
  const due = [reminderAt(request), escalationAt(request)].flatMap((at) =>
    at !== undefined && at > now ? [at] : [],
  );
  const look = secondsAfter(now, seen ? lookEvery : lookAgainAfter);
  return [request.lapsesAt, look, ...due].reduce((one, other) => (other < one ? other : one));
}

function reminderAt({ decision, requestedAt }: Request): Instant | undefined {
  const terms = stagedBy(decision);
  return terms?.remindAfter && after(requestedAt, terms.remindAfter);
}

function escalationAt({ decision, requestedAt }: Request): Instant | undefined {
  const terms = stagedBy(decision);
  return terms?.escalation && after(requestedAt, terms.escalation.after);
}
