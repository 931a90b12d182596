import * as z from 'zod';
import { parsed } from '../../config/parsed.ts';
import { verdicts } from '../../domain/break-glass.ts';
import type { PagedService } from '../../domain/paging.ts';
import { parseReason } from '../../domain/reason.ts';
import { instant, minutes, person, some, source } from './record-parts.ts';

// What follows a break-glass and what of that was done, as it stands in its record.

const service = z.string().transform((name) => name as PagedService);
const outcome = { channel: z.enum(['pagerduty', 'sns']), service };

const pagingOutcome = z.discriminatedUnion('accepted', [
  z.object({ ...outcome, accepted: z.literal(true), at: instant }),
  z.object({
    ...outcome,
    accepted: z.literal(false),
    why: z.enum(['refused', 'busy', 'failing', 'unreachable', 'nobody-subscribed', 'not-set-up']),
  }),
]);

export const breakGlass = z.object({
  terms: z.object({
    channel: z.string(),
    acknowledgeWithin: minutes,
    escalateTo: service.exactOptional(),
    closers: z.array(source),
    reviewers: some(source),
    reviewWithin: minutes,
    onPagingFailure: z.enum(['refuse', 'open']),
  }),
  pages: some(service),
  drill: z.object({ commandAt: instant }).exactOptional(),
  paged: z
    .object({ at: instant, outcomes: z.array(pagingOutcome), took: z.number().exactOptional() })
    .exactOptional(),
  openedAt: instant.exactOptional(),
  taken: z.object({ by: person, at: instant }).exactOptional(),
  sentOnAt: instant.exactOptional(),
  remindedAt: instant.exactOptional(),
  overdueAt: instant.exactOptional(),
  review: z
    .object({ by: person, at: instant, verdict: z.enum(verdicts), text: parsed(parseReason) })
    .exactOptional(),
});
