import * as z from 'zod';
import { readText } from '../../../shared/config/config-error.ts';
import { parsed } from '../../../shared/config/parsed.ts';
import { duration, handle, some } from '../../../shared/config/parts.ts';
import { type Checked, checkYaml } from '../../../shared/config/yaml-file.ts';
import { parseReason } from '../../../shared/domain/reason.ts';
import type { Refusal } from '../../../shared/domain/refusal.ts';
import { parseClusterName, parseExtent, parseRoleName } from '../../../shared/domain/scope.ts';
import { parseMoment } from '../moment.ts';

const moment = parsed(parseMoment);

/** Why the policy alone can refuse, without Slack. */
const codes = [
  ...(['unknown-cluster', 'unknown-namespace', 'unknown-role', 'no-rule', 'too-long'] as const),
  ...(['role-is-cluster-wide', 'role-is-in-namespaces'] as const),
  ...(['not-now-or-not-you', 'reason-pattern', 'ticket-missing'] as const),
  ...(['unusable-email', 'foreign-email'] as const),
] satisfies readonly Refusal['code'][];

const expectation = z.discriminatedUnion(
  'outcome',
  [
    z.strictObject({ outcome: z.literal('automatic'), rule: z.string() }),
    z.strictObject({
      outcome: z.literal('needs-approval'),
      rule: z.string(),
      approvers: some(z.string()).optional(),
      lapseAfter: duration.optional(),
    }),
    z.strictObject({
      outcome: z.literal('refused'),
      because: z.enum(codes).optional(),
      rule: z.string().optional(),
      saying: z.string().min(1).optional(),
    }),
  ],
  'Write outcome: automatic, needs-approval or refused.',
);

const policyCase = z.strictObject({
  name: z.string().min(1),
  who: z.string().regex(/@/, 'Write the address of a person.'),
  groups: z.array(handle).default([]),
  cluster: parsed(parseClusterName),
  namespaces: some(parsed(parseExtent)),
  role: parsed(parseRoleName),
  duration,
  reason: parsed(parseReason).optional(),
  at: moment.optional(),
  expect: expectation,
});

const casesSchema = z.strictObject({ at: moment, cases: some(policyCase) });

/** What the policy is expected to say, by example. */
export type CasesFile = z.infer<typeof casesSchema>;
export type PolicyCase = z.infer<typeof policyCase>;
export type Expectation = PolicyCase['expect'];

/** Reads the cases from disk. @throws ConfigError */
export function loadCases(path: string): Checked<CasesFile> {
  const text = readText(path, 'Create it, or name another with --cases; docs/policy.md shows the form.');
  return checkYaml(casesSchema, text, path, 'docs/policy.md shows the form');
}
