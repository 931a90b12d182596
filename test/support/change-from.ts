import { type ApiCall, summaryOf } from '../../shared/domain/api-call.ts';
import { usergroupSource } from '../../shared/domain/approver-source.ts';
import type { EscalationCause, Shortage } from '../../shared/domain/attention.ts';
import type { AuditEvent } from '../../shared/domain/audit-event.ts';
import { isNonEmpty } from '../../shared/domain/brand.ts';
import type { Change } from '../../shared/domain/change.ts';
import type { Drift } from '../../shared/domain/drift.ts';
import type { Duration } from '../../shared/domain/duration.ts';
import { isExtension } from '../../shared/domain/extension.ts';
import { clusterRole } from '../../shared/domain/grant.ts';
import { requestIdFromHash } from '../../shared/domain/ids.ts';
import { after, type Instant } from '../../shared/domain/instant.ts';
import type { PagedService } from '../../shared/domain/paging.ts';
import type { UsergroupHandle } from '../../shared/domain/person.ts';
import type { Request } from '../../shared/domain/request.ts';
import { type Namespace, namespacesOf } from '../../shared/domain/scope.ts';
import type { LesserTerms } from '../../shared/domain/terms.ts';
import { judged, personActor, sha256, someReason } from './records.ts';
import { bindingsMade, evidence, type Story } from './stories.ts';

import type { Throw } from './throws.ts';

const someCall = {
  verb: 'get',
  resource: 'pods',
  namespace: 'payments',
  name: '',
  allowed: false,
} satisfies Partial<ApiCall>;
/** The change that a throw is for this record, some minutes after the last thing that happened to it. */
export function changeFrom(thrown: Throw, { request, events }: Story): Change {
  const { who, minutesLater, yes } = thrown;
  const at = after(lastMoment(events), minutesLater as Duration);
  const { person, principal } = who;
  const actor = personActor(who);
  const type = thrown.kind === 'next' ? nextOf(request) : thrown.kind;
  switch (type) {
    case 'note-rules':
      return { type, at, actor, rulesHash: 'f'.repeat(64) };
    case 'route':
    case 'reroute':
      return { type, at, actor, card: { channel: 'C1', ts: '1.0' } };
    case 'approve': {
      const given = { approver: { person, principal }, as: [...who.sources], at };
      return { type, at, actor, given, completes: yes, judged, ...lessOf(thrown, request) };
    }
    case 'deny':
      return { type, at, actor, by: { person, principal }, why: someReason, judged };
    case 'record-made':
      return { type, at, actor, ...whatIsMade(request, thrown) };
    case 'activate':
      return { type, at, actor, evidence: evidence(request, thrown.kind === 'next' || yes) };
    case 'abandon':
      return { type, at, actor, why: thrown.why };
    case 'lapse':
      return { type, at, actor, ...(yes ? { windowOver: yes } : {}) };
    case 'ask-extension': {
      const extension = requestIdFromHash(sha256(`${events.length}`));
      return {
        type,
        at,
        actor: yes ? requesterActor(request) : actor,
        extension,
        duration: minutesOf(thrown),
      };
    }
    case 'extend':
      return { type, at, actor, ...movedEnd(request, thrown) };
    case 'remind':
      return { type, at, actor, reminded: { where: 'direct-messages', people: [person.userId] } };
    case 'escalate':
      return {
        type,
        at,
        actor,
        to: [usergroupSource('oncall' as UsergroupHandle)],
        why: escalationCause(yes),
      };
    case 'strand':
      return { type, at, actor, shortages: [shortage] };
    case 'hand-over': {
      const to = { person: thrown.other.person, principal: thrown.other.principal };
      return { type, at, actor, from: { person, principal }, to, ...(yes && { note: thrown.reason }) };
    }
    case 'withdraw':
      return { type, at, actor: thrown.yes ? requesterActor(request) : actor };
    case 'begin-close':
      return { type, at, ...closingOf(thrown, request) };
    case 'note-failing':
      return { type, at, actor, why: 'The cluster did not answer.' };
    case 'note-paged':
      return { type, at, actor, outcomes: [] };
    case 'note-use':
      return { type, at, actor, summary: summaryOf([], at) };
    case 'find-late-calls':
      return { type, at, actor, calls: [{ ...someCall, id: `call-${events.length}`, at }] };
    case 'find-orphan': {
      const uid = `uid-${events.length}`;
      return { type, at, actor, binding: { ...bindingsMade(request)[0], uid } };
    }
    case 'end':
      return { type, at, actor, removed: bindingsMade(request), evidence: evidence(request, yes) };
    case 'page':
      return { type, at, actor, outcomes: [] };
    case 'take':
      return { type, at, actor, by: { person, principal } };
    case 'send-on':
    case 'overdue-review':
      return { type, at, actor, to: 'oncall' as PagedService, outcomes: [] };
    case 'review':
      return { type, at, actor, by: { person, principal }, verdict: 'justified', text: thrown.reason };
    default:
      return { type, at, actor };
  }
}

const minutesOf = ({ minutesLater }: Throw) => (minutesLater + 1) as Duration;

// Most extensions are the one asked for last, from the end as it is; some are a copy of one that was applied before.
function movedEnd(request: Request, thrown: Throw) {
  const by = (thrown.elsewhere ? undefined : request.extension) ?? requestIdFromHash(sha256('another'));
  const from = 'window' in request && thrown.yes ? request.window?.closesAt : undefined;
  const known = from ?? request.requestedAt;
  return { by, from: known, to: after(known, minutesOf(thrown)) };
}

// Half of the approvals allow all; of the others most are less, and some are more in one way or another.
function lessOf({ allowed, minutesLater, elsewhere }: Throw, request: Request): { less?: LesserTerms } {
  if (minutesLater % 2 === 0) return {};
  const common = namespacesOf(request.scope).filter((name) => allowed.namespaces.includes(name));
  const namespaces = elsewhere || !isNonEmpty(common) ? allowed.namespaces : common;
  const duration = elsewhere ? allowed.duration : (Math.ceil(request.duration / 2) as Duration);
  const { role } = allowed;
  const terms = { scope: { ...request.scope, namespaces, role }, duration };
  if (role === request.scope.role && !elsewhere) return { less: terms };
  return {
    less: { ...terms, role: { grant: clusterRole(`k8s-access:${role}`), rulesHash: 'e'.repeat(64) } },
  };
}

const leads = usergroupSource('leads' as UsergroupHandle);
const shortage: Shortage = { approvers: [leads], gone: [leads], lacking: 1 };

function escalationCause(yes: boolean): EscalationCause {
  return yes ? { kind: 'unanswered' } : { kind: 'shortage', shortages: [shortage] };
}

// Most windows are released by the one who holds them, some by somebody who may not.
function closingOf({ cause, who, yes, reason }: Throw, request: Request) {
  switch (cause) {
    case 'revoked':
      return { actor: personActor(who), cause, why: reason };
    case 'released':
      return { actor: yes ? requesterActor(request) : personActor(who), cause };
    case 'deactivated':
      return {
        ...{ actor: personActor(who), cause, loss: { kind: 'changed' } as const },
        lostAt: request.requestedAt,
      };
    case 'drift':
      return { actor: personActor(who), cause, found: [someDrift] as const };
    default:
      return { actor: personActor(who), cause };
  }
}

const someDrift: Drift = { of: 'binding', where: 'payments/k8s-access-7k3m9x2p4qab', problem: 'missing' };

const requesterActor = ({ requester: person, principal }: Request) => personActor({ person, principal });

function nextOf(request: Request): Change['type'] {
  switch (request.status) {
    case 'pending':
      return 'approve';
    case 'approved':
      if (request.abandoned !== undefined) return 'fail';
      if (isExtension(request)) return 'apply';
      if (request.window === undefined) return 'fix-window';
      return request.window.bindings.some(({ uid }) => uid === undefined) ? 'record-made' : 'activate';
    case 'active':
      return 'begin-close';
    default:
      return 'end';
  }
}

function whatIsMade(request: Request, { elsewhere, yes }: Throw) {
  const bindings = bindingsMade(request).map((binding) =>
    elsewhere ? { ...binding, namespace: 'kube-system' as Namespace } : binding,
  );
  if (!isNonEmpty(bindings)) throw new Error('a scope has a namespace');
  const entry = { arn: 'arn:aws:eks:eu-central-1:111122223333:access-entry/prod-eu/role/1/2/3', ours: yes };
  return { username: request.principal.username, groups: [], entry, bindings };
}

function lastMoment(events: readonly AuditEvent[]): Instant {
  const last = events.at(-1);
  if (last === undefined) throw new Error('every record begins with an event');
  return last.at;
}
