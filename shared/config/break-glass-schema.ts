import * as z from 'zod';
import { clockFacePattern, parseClockFace, weekdays } from '../domain/schedule.ts';
import {
  clusterNamePattern,
  namespacePattern,
  parseClusterName,
  parseNamespace,
  parseRoleName,
  roleNamePattern,
} from '../domain/scope.ts';
import { parsed } from './parsed.ts';
import { duration, emailAddress, formed, pagedService, word } from './parts.ts';
import { approvers, nameSomebody, namesSomebody, ruleSchema } from './rule-schema.ts';

const people = z.strictObject(approvers).refine(namesSomebody, nameSomebody);
const { when, reason, ticket } = ruleSchema.shape;

const drill = z
  .strictObject({
    cluster: parsed(parseClusterName, formed(clusterNamePattern)).describe('Where it is opened.'),
    namespace: parsed(parseNamespace, formed(namespacePattern)).describe('One where nothing depends on it.'),
    role: parsed(parseRoleName, formed(roleNamePattern)).describe('One that does no harm.'),
    duration: duration.exactOptional().describe('How long it is open. 1m unless said.'),
    weekly: z
      .strictObject({
        as: emailAddress.describe('Who holds the access meanwhile: one of those whom the rule is for.'),
        weekday: z.enum(weekdays).describe('On which day.'),
        at: parsed(parseClockFace, formed(clockFacePattern)).describe('Such as 09:30, UTC.'),
      })
      .exactOptional()
      .describe('Starts one by itself once a week.'),
  })
  .describe('What /k8s-break-glass drill opens, for whoever the rule is for: it tries the whole path out.');

/** Who may open what at once, and what follows. */
export const breakGlassSchema = z.strictObject({
  name: word.describe('By this it goes in answers, in records and in the audit trail.'),
  when,
  maxDuration: duration.describe('How long it is open, unless it is ended before.'),
  mostPerDay: z
    .number()
    .int()
    .min(1)
    .max(100)
    .default(5)
    .describe('How many uses one person may open in 24 hours. 5 unless said.'),
  reason,
  ticket,
  channel: word.describe('The channel that hears of it, without the #. The app must be a member.'),
  page: pagedService.describe('Who is paged before it opens: one of paging.services.'),
  acknowledgeWithin: duration.describe('After how long a page that nobody looks after is sent on.'),
  escalateTo: pagedService
    .optional()
    .describe(
      'Who is paged then, and when nobody has reviewed in time. Without it, those of page once more.',
    ),
  closers: people
    .optional()
    .describe('Who may end it at once, beside its reviewers and the security usergroup.'),
  reviewers: people.describe('Who must say afterwards what they think of it. Nobody reviews their own.'),
  reviewWithin: duration.describe('By when, counted from the opening.'),
  pageUnreviewed: pagedService
    .optional()
    .describe('Who is paged as well while an earlier use of the same person is not reviewed.'),
  onPagingFailure: z
    .enum(['refuse', 'open'])
    .default('refuse')
    .describe('Whether it opens although no channel took the page within 10 seconds. refuse unless said.'),
  drill: drill.exactOptional(),
});

export type BreakGlassInFile = z.infer<typeof breakGlassSchema>;
