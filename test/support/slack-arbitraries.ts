import fc from 'fast-check';
import type { AccessEvidence } from '../../shared/domain/evidence.ts';
import { parseReason, type Reason } from '../../shared/domain/reason.ts';
import type { Request } from '../../shared/domain/request.ts';
import { type Namespace, parseNamespace } from '../../shared/domain/scope.ts';
import { approval, facts, statuses, usergroup } from './slack-records.ts';

/** What people type who want to be more than read. */
export const hostileText = fc
  .array(
    fc.oneof(
      fc.constantFrom('<!channel>', '<!here|here>', '<@U0BOB>', '<#C1|x>', '<https://evil.example|login>'),
      fc.constantFrom(
        'https://evil.example/a?b&c',
        '`',
        '```',
        '*',
        '_',
        '~',
        ':smile:',
        '&lt;!channel&gt;',
        '&',
      ),
      fc.constantFrom(
        '>',
        '<',
        '@channel',
        '@bob',
        '#general',
        'bob@example.com',
        'שלום',
        'مرحبا',
        '\u200F',
        '\u200B',
      ),
      fc.string({ unit: 'grapheme', maxLength: 30 }),
    ),
    { minLength: 1, maxLength: 60 },
  )
  .map((parts) => parts.join(' '));

export const hostileReason: fc.Arbitrary<Reason> = fc
  .oneof(hostileText, fc.constantFrom('&'.repeat(1000), '<'.repeat(1000), '😀'.repeat(500)))
  .map((text) => parseReason(text))
  .filter((parsed) => parsed.ok)
  .map(({ value }) => value);

const namespaceName: fc.Arbitrary<Namespace> = fc
  .stringMatching(/^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/)
  .map((text) => parseNamespace(text))
  .filter((parsed) => parsed.ok)
  .map(({ value }) => value);

const namespaces = fc
  .uniqueArray(namespaceName, { minLength: 1, maxLength: 50 })
  .map(([first, ...rest]) => [first as Namespace, ...rest] as const);

const evidence: fc.Arbitrary<readonly AccessEvidence[]> = fc.array(
  fc.record({
    namespace: namespaceName,
    asked: fc.constantFrom('get pods', 'create apps/deployments', '* */*'),
    allowed: fc.boolean(),
    reason: hostileText,
  }),
  { maxLength: 200 },
);

const approvals = fc.constantFrom(
  [],
  [approval('bob', 'payments-leads')],
  [approval('bob', 'payments-leads'), approval('dave', 'security')],
);

const twoStages = {
  ...facts.decision,
  approval: {
    kind: 'stages',
    lapseAfter: facts.duration,
    stages: [
      { usergroups: [usergroup('payments-leads')], quorum: 1 },
      { usergroups: [usergroup('security'), usergroup('platform-oncall')], quorum: 2 },
    ],
  },
} as const;

/** Any record at all: every status, any scope, hostile words wherever words come from outside. */
export const anyRequest: fc.Arbitrary<Request> = fc
  .record({
    status: fc.constantFrom(...statuses),
    reason: hostileReason,
    approvals,
    namespaces,
    evidence,
    decision: fc.constantFrom(facts.decision, twoStages),
  })
  .map(({ status, namespaces: named, evidence: found, ...own }) => ({
    ...facts,
    ...own,
    scope: { ...facts.scope, namespaces: named },
    ...(status.status === 'ended' ? { ...status, evidence: found } : status),
  }));
