import { z } from 'zod';
import { valid } from '../domain/brand.ts';
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
import { duration, formed, handle, some, word } from './parts.ts';
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

const email = z
  .string()
  .regex(/^[^\s@]+@[^\s@]+$/, 'Write an email address.')
  .transform((text) => text.toLowerCase());

const requesters = z
  .strictObject({
    usergroups: some(handle).optional(),
    people: some(email).optional().describe('People, by the email address that Slack has of them.'),
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

const stage = z
  .strictObject({
    usergroups: some(handle).optional(),
    people: some(email).optional().describe('People, by the email address that Slack has of them.'),
    quorum: z.number().int().min(1).max(20).describe('How many of them must approve.'),
  })
  .refine(
    ({ usergroups, people }) => usergroups !== undefined || people !== undefined,
    'Name usergroups, people or both.',
  );

const approval = z.union(
  [
    z.literal('automatic'),
    z.strictObject({
      lapseAfter: duration.describe('How long a request waits before it lapses.'),
      stages: some(stage),
    }),
  ],
  'Write automatic, or lapseAfter and stages.',
);

/** One entry of the policy. */
export const ruleSchema = z.strictObject({
  name: word,
  when: z
    .strictObject({
      environments: some(word).optional(),
      clusters: clusters.optional(),
      namespaces: namespaces.optional(),
      roles: some(parsed(parseRoleName, formed(roleNamePattern))).optional(),
      requesters: requesters.optional(),
      schedule: schedule.optional(),
    })
    .describe('What the rule covers. A condition that is not stated holds for everything.'),
  maxDuration: duration.describe('The longest window, inclusive.'),
  reason: textDemand('What the whole reason must look like.').optional(),
  ticket: textDemand('What must stand somewhere in the reason.').optional(),
  approval,
});

export type RuleInFile = z.infer<typeof ruleSchema>;
