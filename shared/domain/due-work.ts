import { type Instant, secondsAfter } from './instant.ts';
import type { Request } from './request.ts';
import { openUntil } from './window.ts';

/** What should have been done for a request by now, where its machine does its work. */
export type DueWork =
  /** It is over, or was never opened in time: what was made must go. */
  | 'close'
  /** It was approved, and nobody has begun to open it. */
  | 'start-window'
  /** Its approvers were not asked, or it was not lapsed. */
  | 'advance-approval';

/** Seconds that a machine is given to begin. */
const beginsWithin = 60;

/** What the sweep does for a request itself, because its machine has not, or may never have started. */
export function dueWork(request: Request, now: Instant): DueWork | undefined {
  switch (request.status) {
    case 'pending': {
      const unasked = request.card === undefined && now >= secondsAfter(request.requestedAt, beginsWithin);
      return unasked || now >= secondsAfter(request.lapsesAt, beginsWithin) ? 'advance-approval' : undefined;
    }
    case 'approved': {
      if (request.abandoned !== undefined || now >= openUntil(request)) return 'close';
      const unopened = request.window === undefined;
      return unopened && now >= secondsAfter(request.approvedAt, beginsWithin) ? 'start-window' : undefined;
    }
    case 'active':
      return now >= request.window.closesAt ? 'close' : undefined;
    case 'closing':
      return 'close';
    default:
      return undefined;
  }
}

/** Seconds. A machine that is later than this has failed, or was never started. */
const lateAfter = 120;

/** Whether an open window is so long over that its machine must have failed. */
export function isLate(request: Request, now: Instant): boolean {
  return request.status === 'active' && now >= secondsAfter(request.window.closesAt, lateAfter);
}
