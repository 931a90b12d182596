import { type BreakGlassRequest, isLookedAfter, needsReview, reviewBy, wasPaged } from './break-glass.ts';
import type { Duration } from './duration.ts';
import { after, type Instant } from './instant.ts';

/** What is to be done about a break-glass that nobody looks after. */
export type Due = 'send-on' | 'overdue-review' | 'remind-review';

/** How often reviewers are reminded. */
const daily = (24 * 60) as Duration;

/** What is due by now, in order; each is over once it is recorded. */
export function duesBy(request: BreakGlassRequest, now: Instant): readonly Due[] {
  return momentsOf(request).flatMap(({ due, at }) => (at <= now ? [due] : []));
}

/** When something is due next, if nobody does anything until then. */
export function nextDue(request: BreakGlassRequest): Instant | undefined {
  return momentsOf(request)
    .map(({ at }) => at)
    .toSorted()[0];
}

function momentsOf(request: BreakGlassRequest): readonly { readonly due: Due; readonly at: Instant }[] {
  const { breakGlass } = request;
  const { terms, paged, sentOnAt, openedAt, overdueAt, remindedAt, drill } = breakGlass;
  const isMissed = request.status !== 'failed' && drill === undefined && !isLookedAfter(request);
  const unheard = isMissed && wasPaged(breakGlass) && sentOnAt === undefined;
  const unreviewed = needsReview(breakGlass);
  const due = reviewBy(breakGlass);
  return [
    ...(paged !== undefined && unheard
      ? [{ due: 'send-on' as const, at: after(paged.at, terms.acknowledgeWithin) }]
      : []),
    ...(unreviewed && due !== undefined && overdueAt === undefined
      ? [{ due: 'overdue-review' as const, at: due }]
      : []),
    ...(unreviewed && openedAt !== undefined
      ? [{ due: 'remind-review' as const, at: after(remindedAt ?? openedAt, daily) }]
      : []),
  ];
}
