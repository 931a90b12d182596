import {
  type BreakGlass,
  type BreakGlassRequest,
  isLookedAfter,
  needsReview,
  type Paged,
  reviewBy,
} from './break-glass.ts';
import type { Change, ChangeOf } from './change.ts';
import { after, type Instant, millisecondsBetween } from './instant.ts';
import type { In, Outcome } from './outcome.ts';
import { samePerson } from './person.ts';
import type { Request } from './request.ts';
import { openWithin } from './window.ts';

/** What becomes of a break-glass beside its window: it goes on after that is over, and never touches it. */
export type FollowUp = ChangeOf<'take' | 'send-on' | 'remind-review' | 'overdue-review' | 'review'>;

const followUps: ReadonlySet<Change['type']> = new Set<FollowUp['type']>([
  ...(['take', 'send-on', 'remind-review', 'overdue-review', 'review'] as const),
]);

export function isFollowUp(change: Change): change is FollowUp {
  return followUps.has(change.type);
}

/** Records the first answer of those who carry pages, once; accepted in time, it gives the window its time to open. */
export function page(request: In<'approved'>, { at, outcomes }: ChangeOf<'page'>): Outcome | undefined {
  const { breakGlass } = request;
  if (breakGlass === undefined || breakGlass.paged !== undefined) return undefined;
  const accepted = outcomes.flatMap((each) => (each.accepted && each.at < request.openBy ? [each.at] : []));
  const [first] = accepted.toSorted();
  const took = first && { took: millisecondsBetween(request.requestedAt, first) };
  const paged: Paged = { at, outcomes, ...took };
  const opens = first !== undefined || breakGlass.terms.onPagingFailure === 'open';
  return {
    request: {
      ...request,
      breakGlass: { ...breakGlass, paged },
      ...(opens && { openBy: after(at, openWithin) }),
    },
    fact: { type: 'paged', outcomes, ...took },
  };
}

/** The record after a follow-up; nothing where it is not possible, or nothing new. */
export function followUp(request: Request, change: FollowUp): Outcome | undefined {
  const { breakGlass } = request;
  if (breakGlass === undefined) return undefined;
  const one: BreakGlassRequest = { ...request, breakGlass };
  switch (change.type) {
    case 'take':
      return take(one, change);
    case 'send-on':
      return sendOn(one, change);
    case 'remind-review':
      return needsReview(breakGlass)
        ? noted(one, { remindedAt: change.at }, { type: 'review-reminded' })
        : undefined;
    case 'overdue-review':
      return isOverdue(breakGlass, change.at)
        ? noted(
            one,
            { overdueAt: change.at },
            { type: 'review-overdue', to: change.to, outcomes: change.outcomes },
          )
        : undefined;
    case 'review':
      return review(one, change);
  }
}

// Guarded here as well as in `mayReview`: nobody looks after what they opened themselves, however they come to it.
function take(request: BreakGlassRequest, { at, by }: ChangeOf<'take'>): Outcome | undefined {
  const { taken, review: reviewed } = request.breakGlass;
  if (taken !== undefined || reviewed !== undefined || isUser(request, by)) return undefined;
  return noted(request, { taken: { by: by.person, at } }, { type: 'taken' });
}

function review(
  request: BreakGlassRequest,
  { at, by, verdict, text }: ChangeOf<'review'>,
): Outcome | undefined {
  if (!needsReview(request.breakGlass) || isUser(request, by)) return undefined;
  const given = { by: by.person, at, verdict, text };
  return noted(request, { review: given }, { type: 'reviewed', verdict, text });
}

function sendOn(request: BreakGlassRequest, { at, to, outcomes }: ChangeOf<'send-on'>): Outcome | undefined {
  if (request.breakGlass.sentOnAt !== undefined || isLookedAfter(request)) return undefined;
  return noted(request, { sentOnAt: at }, { type: 'page-sent-on', to, outcomes });
}

function isOverdue(breakGlass: BreakGlass, at: Instant): boolean {
  const due = reviewBy(breakGlass);
  return needsReview(breakGlass) && breakGlass.overdueAt === undefined && due !== undefined && at >= due;
}

function isUser({ requester: person, principal }: Request, other: ChangeOf<'take'>['by']): boolean {
  return samePerson({ person, principal }, other);
}

function noted(request: BreakGlassRequest, news: Partial<BreakGlass>, fact: Outcome['fact']): Outcome {
  return { request: { ...request, breakGlass: { ...request.breakGlass, ...news } }, fact };
}
