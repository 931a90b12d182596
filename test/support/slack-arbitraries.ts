import fc from 'fast-check';
import type { ApiCall } from '../../shared/domain/api-call.ts';
import type { AuditEvent } from '../../shared/domain/audit-event.ts';
import type { NonEmpty } from '../../shared/domain/brand.ts';
import type { AccessEvidence } from '../../shared/domain/evidence.ts';
import type { Finding } from '../../shared/domain/finding.ts';
import { parseReason, type Reason } from '../../shared/domain/reason.ts';
import type { Request } from '../../shared/domain/request.ts';
import { type ClusterName, type Namespace, parseNamespace } from '../../shared/domain/scope.ts';
import { instants } from './arbitraries.ts';
import { lives } from './lives.ts';
import type { Story } from './stories.ts';

/** What people type who want to be more than read. */
export const hostileText = fc
  .array(
    fc.oneof(
      fc.constantFrom('<!channel>', '<!here|here>', '<@U0BOB>', '<#C1|x>', '<https://evil.example|log in>'),
      fc.constantFrom('https://evil.example/a?b&c', '`', '```', '*', '_', '~', ':smile:', '&lt;!here&gt;'),
      fc.constantFrom('>', '<', '&', '@channel', '@bob', '#general', 'bob@example.com'),
      fc.constantFrom('שלום', 'مرحبا', '\u200F', '\u200B', '\u0301'),
      fc.string({ unit: 'grapheme', maxLength: 30 }),
    ),
    { minLength: 1, maxLength: 60 },
  )
  .map((parts) => parts.join(' '));

/** Reasons that are accepted, and are as hostile or as long as accepted ones can be. */
export const hostileReasons: fc.Arbitrary<Reason> = fc
  .oneof(hostileText, fc.constantFrom('&'.repeat(1000), '<'.repeat(999), '😀'.repeat(500)))
  .map((text) => parseReason(text))
  .filter((parsed) => parsed.ok)
  .map(({ value }) => value);

/** Findings about bindings whose names and users somebody hostile chose. */
/** As a cluster's audit log may tell them: what is created there is called as its makers like. */
export const apiCalls: fc.Arbitrary<ApiCall> = fc
  .record({
    id: fc.uuid(),
    at: instants,
    verb: fc.constantFrom('get', 'create', 'watch', 'deletecollection'),
    resource: fc.oneof(fc.constantFrom('pods/exec', 'secrets', 'configmaps'), hostileText),
    namespace: fc.oneof(fc.constant(''), hostileText),
    name: hostileText,
    allowed: fc.boolean(),
  })
  .chain((call) =>
    fc.option(instants, { nil: undefined }).map((endedAt) => ({ ...call, ...(endedAt && { endedAt }) })),
  );

export const findings: fc.Arbitrary<Finding> = fc
  .tuple(hostileText, hostileText, fc.array(hostileText, { maxLength: 3 }))
  .map(([where, role, users]) => ({
    ...{ kind: 'planted', cluster: 'prod-eu' as ClusterName },
    binding: { uid: 'uid-1', where, role, users },
  }));

const namespaceNames: fc.Arbitrary<Namespace> = fc
  .stringMatching(/^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/)
  .map((text) => parseNamespace(text))
  .filter((parsed) => parsed.ok)
  .map(({ value }) => value);

const manyNamespaces: fc.Arbitrary<NonEmpty<Namespace>> = fc
  .uniqueArray(namespaceNames, { minLength: 1, maxLength: 50 })
  .map((names) => names as unknown as NonEmpty<Namespace>);

const hostileEvidence: fc.Arbitrary<readonly AccessEvidence[]> = fc.array(
  fc.record({
    namespace: namespaceNames,
    asked: fc.constantFrom('get /pods', 'create apps/deployments', '* */*'),
    allowed: fc.boolean(),
    reason: hostileText,
  }),
  { maxLength: 200 },
);

/** Any life of a request, in any number of namespaces, with hostile words wherever words come from outside. */
export const hostileStories: fc.Arbitrary<Story> = fc
  .tuple(lives, hostileReasons, hostileReasons, manyNamespaces, hostileEvidence)
  .map(([{ request, events }, reason, why, namespaces, evidence]) => {
    const scope = { ...request.scope, namespaces };
    const ended = request.status === 'ended' ? { ...request, evidence } : request;
    return {
      request: withReason({ ...ended, scope }, reason, why),
      events: events.map((event): AuditEvent => {
        const { fact } = event;
        if (fact.type === 'requested') return { ...event, fact: { ...fact, scope, reason } };
        const saysWhy = fact.type === 'denied' || (fact.type === 'closing' && fact.cause === 'revoked');
        return saysWhy ? { ...event, fact: { ...fact, why } } : event;
      }),
    };
  });

/** The same record, asked for another reason, and denied or revoked for another where it was. */
export function withReason(request: Request, reason: Reason, why: Reason = reason): Request {
  return 'why' in request ? { ...request, reason, why } : { ...request, reason };
}
