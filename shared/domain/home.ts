import type { BreakGlassRequest } from './break-glass.ts';
import type { Instant } from './instant.ts';
import type { Refusal } from './refusal.ts';
import type { InStatus, Request } from './request.ts';

/** What concerns one person now. */
export type Home =
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | {
      readonly outcome: 'shown';
      /** The moment that it shows. */
      readonly at: Instant;
      /** The person's own requests that are open or on the way, the newest first. */
      readonly own: readonly Request[];
      /** Requests of others that wait for this person, the one that lapses first in front. */
      readonly waiting: readonly InStatus<'pending'>[];
      /** Break-glass that this person may review, and nobody has, the oldest first. */
      readonly toReview: readonly BreakGlassRequest[];
      /** The person's latest requests that are over. */
      readonly recent: readonly Request[];
    };
