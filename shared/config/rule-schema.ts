import * as z from 'zod';
import type { ScheduleName } from '../domain/approver-source.ts';
import { valid } from '../domain/brand.ts';
import type { UsergroupHandle } from '../domain/person.ts';
import { hoursPattern, parseHours, parseTimeZone, weekdays } from '../domain/schedule.ts';
import {
  clusterNamePattern,
  namespacePattern,
  parseClusterName,
  parseNamespace,
  parseRoleName,
  roleNamePattern,
} from '../domain/scope.ts';
import { parsed } from './parsed.ts';
import { duration, emailAddress, formed, handle, some, word } from './parts.ts';
import { parseTextPattern } from './text-pattern.ts';

/** A name as `parse` reads it, or a glob: a part of one with `*` for the rest. */
function nameOrGlob(parse: typeof parseClusterName | typeof parseNamespace, pattern: RegExp) {
  const glob = /^[0-9A-Za-z_*-]*\*[0-9A-Za-z_*-]*$/;
  return parsed<string>(
    (text) => (glob.test(text) ? valid(text) : parse(text)),
    z.string().meta({ anyOf: [{ pattern: pattern.source }, { pattern: glob.source }] }),
  );
}

const clusters = some(nameOrGlob(parseClusterName, clusterNamePattern)).describe(
  'Names of clusters; * stands for any part of a name, as in prod-*.',
);
const namespaces = some(nameOrGlob(parseNamespace, namespacePattern)).describe(
  'Names of namespaces; * stands for any part of a name, as in team-*. All that is asked for must be among them.',
);

const requesters = z
  .strictObject({
    usergroups: some(handle).optional().describe('Slack usergroups, without the @.'),
    people: some(emailAddress).optional().describe('People, by the email address that Slack has of them.'),
  })
  .refine(
    ({ usergroups, people }) => usergroups !== undefined || people !== undefined,
    'Name usergroups, people or both.',
  )
  .describe('Who may ask: whoever is in one of the usergroups, or is one of the people.');

const schedule = z
  .strictObject({
    weekdays: some(z.enum(weekdays))
      .optional()
      .describe('The days on which the hours begin. Without them, every day.'),
    hours: parsed(parseHours, formed(hoursPattern))
      .optional()
      .describe('Such as 09:00-17:30, the end exclusive; 22:00-06:00 goes on past midnight.'),
    zone: parsed(parseTimeZone).describe('A time zone of the IANA database, such as Europe/Berlin.'),
  })
  .describe('When the rule holds, by the clock on the wall of its zone. It is judged again at each click.');

function textDemand(what: string) {
  return z
    .strictObject({
      pattern: parsed(parseTextPattern).describe("A regular expression in RE2's syntax."),
      explain: z
        .string()
        .max(300)
        .regex(/^\S.*[.!?]$/, 'Write a sentence that says what to write, with its full stop.')
        .describe('What to write, in a sentence for the requester.'),
    })
    .describe(what);
}

/** The name that this file has for a PagerDuty schedule. */
export const scheduleName = word.transform((name) => name as ScheduleName);

/** Where those come from who decide. */
export const approvers = {
  usergroups: some(handle).optional().describe('Slack usergroups, without the @.'),
  people: some(emailAddress).optional().describe('People, by the email address that Slack has of them.'),
  schedules: some(scheduleName)
    .optional()
    .describe('PagerDuty schedules, by their names under pagerduty: whoever is on call at the click.'),
};

export interface ApproversInFile {
  readonly usergroups?: readonly UsergroupHandle[] | undefined;
  readonly people?: readonly string[] | undefined;
  readonly schedules?: readonly ScheduleName[] | undefined;
}

/** Whether at least one source is named. */
export function namesSomebody({ usergroups, people, schedules }: ApproversInFile): boolean {
  return usergroups !== undefined || people !== undefined || schedules !== undefined;
}

export const nameSomebody = 'Name usergroups, people, schedules or several of them.';

const stage = z
  .strictObject({
    ...approvers,
    quorum: z.number().int().min(1).max(20).describe('How many of them must approve.'),
  })
  .refine(namesSomebody, nameSomebody);

const approval = z.union(
  [
    z.literal('automatic'),
    z.strictObject({
      lapseAfter: duration.describe('How long a request waits before it lapses.'),
      remindAfter: duration
        .optional()
        .describe('After how long those who have not answered are reminded, once.'),
      escalateAfter: duration
        .optional()
        .describe('After how long those of escalateTo count for every open stage too.'),
      escalateTo: z
        .strictObject(approvers)
        .refine(namesSomebody, nameSomebody)
        .optional()
        .describe('Who else may approve then, and as soon as nobody is left who could.'),
      assurance: z
        .literal('aws')
        .optional()
        .describe('Approvals count only when they are signed with AWS credentials, over the command line.'),
      stages: some(stage).describe('Who must approve: every stage. Nobody counts for two of them.'),
    }),
  ],
  'Write automatic, or lapseAfter and stages.',
);

/** One entry of the policy. */
export const ruleSchema = z.strictObject({
  name: word.describe('By this it goes in answers, in records and in the audit trail.'),
  when: z
    .strictObject({
      environments: some(word).optional().describe('What clusters have as environment.'),
      clusters: clusters.optional(),
      namespaces: namespaces.optional(),
      roles: some(parsed(parseRoleName, formed(roleNamePattern)))
        .optional()
        .describe('Names of roles. A role of the whole cluster is covered only by its name.'),
      requesters: requesters.optional(),
      schedule: schedule.optional(),
    })
    .describe('What the rule covers. A condition that is not stated holds for everything.'),
  maxDuration: duration.describe('The longest window, inclusive.'),
  reason: textDemand('What the whole reason must look like.').optional(),
  ticket: textDemand('What must stand somewhere in the reason.').optional(),
  approval: approval.describe('automatic, or who must approve and what happens meanwhile.'),
});

export type RuleInFile = z.infer<typeof ruleSchema>;
