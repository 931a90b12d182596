import type { ApproverSource } from './approver-source.ts';
import type { NonEmpty } from './brand.ts';
import type { Drill, DrillPlan } from './drill.ts';
import type { Duration } from './duration.ts';
import type { Rule } from './estate.ts';
import { after, type Instant } from './instant.ts';
import { type PagedService, type PagingOutcome, wasAccepted } from './paging.ts';
import type { Person } from './person.ts';
import type { Reason } from './reason.ts';
import type { Request } from './request.ts';

/** Who may open what at once and without approval; and what follows. */
export interface BreakGlassRule
  extends Pick<Rule, 'name' | 'hash' | 'when' | 'maxDuration' | 'reason' | 'ticket'> {
  readonly page: PagedService;
  /** Paged as well while an earlier use of the same person waits for its review. */
  readonly pageUnreviewed?: PagedService;
  /** How many uses one person may open in 24 hours. */
  readonly mostPerDay: number;
  readonly terms: BreakGlassTerms;
  /** How the whole path is tried out, and what harmless thing that opens. */
  readonly drill?: DrillPlan;
}

/** What follows a break-glass, taken down with it: a policy that changes since lets nobody off a review. */
export interface BreakGlassTerms {
  /** Name or id of the channel that hears of it. */
  readonly channel: string;
  /** After how long a page that nobody looks after is sent on. */
  readonly acknowledgeWithin: Duration;
  /** Who is paged then; without it, the same once more. */
  readonly escalateTo?: PagedService;
  /** Who may end it at once, beside reviewers and security. */
  readonly closers: readonly ApproverSource[];
  readonly reviewers: NonEmpty<ApproverSource>;
  readonly reviewWithin: Duration;
  /** Whether it opens although nobody could be paged. */
  readonly onPagingFailure: 'refuse' | 'open';
}

/** What a break-glass has and other requests have not: what follows it, and what of that was done. */
export interface BreakGlass {
  readonly terms: BreakGlassTerms;
  readonly pages: NonEmpty<PagedService>;
  /** It is only tried out: somebody is told and nobody is alarmed, it is no use, and needs no review. */
  readonly drill?: Drill;
  /** The first answer of the channels. Nothing is made before. */
  readonly paged?: Paged;
  readonly openedAt?: Instant;
  /** Somebody looks after it. */
  readonly taken?: { readonly by: Person; readonly at: Instant };
  /** Nobody looked after it in time, so the page was sent on. */
  readonly sentOnAt?: Instant;
  /** When reviewers were reminded last. */
  readonly remindedAt?: Instant;
  /** Nobody reviewed it in time, and somebody was paged for that. */
  readonly overdueAt?: Instant;
  readonly review?: Review;
}

export interface Paged {
  readonly at: Instant;
  readonly outcomes: readonly PagingOutcome[];
  /** Milliseconds from the command until the first channel accepted; absent where none did in time. */
  readonly took?: number;
}

export const verdicts = ['justified', 'not-justified', 'follow-up'] as const;
export type Verdict = (typeof verdicts)[number];

/** What a reviewer found. */
export interface Review {
  readonly by: Person;
  readonly at: Instant;
  readonly verdict: Verdict;
  readonly text: Reason;
}

export type BreakGlassRequest<Record extends Request = Request> = Record & {
  readonly breakGlass: BreakGlass;
};

export function isBreakGlass<Record extends Request>(request: Record): request is BreakGlassRequest<Record> {
  return request.breakGlass !== undefined;
}

/** Seconds that may pass between the command and the first page accepted. Later, nothing opens. */
export const pageWithin = 10;

/** Whether somebody was paged, or the rule lets it open although nobody could be. */
export function isPagedEnough({ terms, paged }: BreakGlass): boolean {
  return paged !== undefined && (paged.took !== undefined || terms.onPagingFailure === 'open');
}

/** Whether anybody could hear the page at all. */
export function wasPaged({ paged }: BreakGlass): boolean {
  return paged !== undefined && wasAccepted(paged.outcomes);
}

/** Whether a reviewer has still to say what they think of it. What never opened needs no review, and no drill does. */
export function needsReview({ openedAt, review, drill }: BreakGlass): boolean {
  return openedAt !== undefined && review === undefined && drill === undefined;
}

/** When it must be reviewed; nothing where it never opened. */
export function reviewBy({ openedAt, terms }: BreakGlass): Instant | undefined {
  return openedAt && after(openedAt, terms.reviewWithin);
}

/** Whether somebody else than its user has looked after it: took it, ended it or reviewed it. */
export function isLookedAfter({ breakGlass, ...request }: BreakGlassRequest): boolean {
  const revoked = (request.status === 'closing' || request.status === 'ended') && request.cause === 'revoked';
  return breakGlass.taken !== undefined || breakGlass.review !== undefined || revoked;
}
