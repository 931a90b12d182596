import type { Change } from './change.ts';
import type { Outcome } from './outcome.ts';
import type { Request } from './request.ts';

/** Notes, once each, that what was made cannot be taken away, and that those who run the system were paged. */
export function whileFailing(request: Request, change: Change): Outcome | undefined {
  const { failing } = request;
  switch (change.type) {
    case 'note-failing':
      return failing === undefined
        ? {
            request: { ...request, failing: { since: change.at, why: change.why } },
            fact: { type: 'taking-away-failed', why: change.why },
          }
        : undefined;
    case 'note-paged':
      return failing !== undefined && failing.pagedAt === undefined
        ? {
            request: { ...request, failing: { ...failing, pagedAt: change.at } },
            fact: { type: 'operators-paged', outcomes: change.outcomes },
          }
        : undefined;
    default:
      return undefined;
  }
}
