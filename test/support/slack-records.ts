import { emptyChain } from '../../shared/domain/audit-chain.ts';
import type { AuditEvent, AuditFact } from '../../shared/domain/audit-event.ts';
import type { NonEmpty, Parsed } from '../../shared/domain/brand.ts';
import { type Duration, parseDuration } from '../../shared/domain/duration.ts';
import { parseRequestId, type RequestId } from '../../shared/domain/ids.ts';
import { type Instant, parseInstant } from '../../shared/domain/instant.ts';
import type { Identity, UsergroupHandle } from '../../shared/domain/person.ts';
import { parseReason, type Reason } from '../../shared/domain/reason.ts';
import type { ApprovalGiven, Request, RequestFacts, Status, Window } from '../../shared/domain/request.ts';
import {
  type Namespace,
  parseClusterName,
  parseNamespace,
  parseRoleName,
} from '../../shared/domain/scope.ts';

// Builders of records as they are after parsing. What a test is not about has a plain value.

function must<Value>(parsed: Parsed<Value>): Value {
  if (parsed.ok) return parsed.value;
  throw new Error(parsed.problem);
}

export const instant = (text: string): Instant => must(parseInstant(text));
export const duration = (text: string): Duration => must(parseDuration(text));
export const reason = (text: string): Reason => must(parseReason(text));
export const namespace = (text: string): Namespace => must(parseNamespace(text));
export const requestId = (text: string): RequestId => must(parseRequestId(text));
export const usergroup = (handle: string): UsergroupHandle => handle as UsergroupHandle;

export function identity(name: string): Identity {
  const email = `${name}@example.com`;
  return {
    person: { teamId: 'T0LOCAL', userId: `U0${name.toUpperCase()}`, name, email },
    principal: { arn: 'arn:aws:iam::111122223333:role/engineer', username: `k8s-access:${email}` },
  };
}

export function approval(name: string, ...handles: readonly string[]): ApprovalGiven {
  return {
    approver: identity(name),
    usergroups: handles.map(usergroup),
    at: instant('2026-11-21T10:05:00.000Z'),
  };
}

const asker = identity('alice');

/** Alice asks to edit payments in prod for an hour. */
export const facts: RequestFacts = {
  id: requestId('7k3m9x2p4qab'),
  version: 1,
  head: emptyChain,
  requester: asker.person,
  principal: asker.principal,
  scope: {
    cluster: must(parseClusterName('prod-eu')),
    namespaces: [namespace('payments')],
    role: must(parseRoleName('edit')),
  },
  target: {
    cluster: must(parseClusterName('prod-eu')),
    region: 'eu-central-1',
    brokers: { granter: 'arn:granter', revoker: 'arn:revoker', witness: 'arn:witness' },
    clusterRole: 'k8s-access:edit',
  },
  duration: duration('1h'),
  reason: reason('INC-42: queue consumer is stuck'),
  requestedAt: instant('2026-11-21T10:00:00.000Z'),
  decision: {
    outcome: 'needs-approval',
    rule: 'prod-payments-change',
    approval: {
      kind: 'stages',
      lapseAfter: duration('8h'),
      stages: [{ usergroups: [usergroup('payments-leads')], quorum: 1 }],
    },
  },
  approvals: [],
};

export const window: Window = {
  grantedAt: instant('2026-11-21T10:06:00.000Z'),
  closesAt: instant('2026-11-21T11:06:00.000Z'),
  username: asker.principal.username,
  groups: [],
  bindings: [{ namespace: namespace('payments'), name: 'k8s-access-7k3m9x2p4qab', uid: 'uid-1' }],
};

/** One status of each kind there is. */
export const statuses: NonEmpty<Status> = [
  { status: 'pending', lapsesAt: instant('2026-11-21T18:00:00.000Z') },
  {
    status: 'approved',
    approvedAt: instant('2026-11-21T10:05:00.000Z'),
    openBy: instant('2026-11-21T10:35:00.000Z'),
  },
  {
    status: 'approved',
    approvedAt: instant('2026-11-21T10:05:00.000Z'),
    openBy: instant('2026-11-21T10:35:00.000Z'),
    abandoned: { at: instant('2026-11-21T10:36:00.000Z'), why: 'too-late' },
  },
  { status: 'active', window, activeAt: instant('2026-11-21T10:06:02.000Z') },
  { status: 'closing', window, cause: 'expired', since: instant('2026-11-21T11:06:00.000Z') },
  {
    status: 'ended',
    window,
    cause: 'expired',
    endedAt: instant('2026-11-21T11:06:03.000Z'),
    evidence: [],
  },
  { status: 'denied', by: identity('bob').person, at: instant('2026-11-21T10:05:00.000Z') },
  { status: 'lapsed', at: instant('2026-11-21T18:00:00.000Z') },
  {
    status: 'failed',
    at: instant('2026-11-21T10:20:00.000Z'),
    abandoned: { at: instant('2026-11-21T10:19:00.000Z'), why: 'role-missing' },
  },
];

/** Alice's request in the first status of that name, with some facts of its own. */
export function requestIn(status: Status['status'], own: Partial<RequestFacts> = {}): Request {
  const found = statuses.find((each) => each.status === status);
  if (found === undefined) throw new Error(`no status ${status}`);
  return { ...facts, ...own, ...found };
}

export function event(seq: number, fact: AuditFact): AuditEvent {
  return {
    ...{ requestId: facts.id, seq, at: facts.requestedAt, fact, prev: '', hash: '' },
    actor: { kind: 'person', person: asker.person },
  };
}
