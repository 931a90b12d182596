import fc from 'fast-check';
import { usergroupSource } from '../../shared/domain/approver-source.ts';
import type { EscalationCause, Shortage } from '../../shared/domain/attention.ts';
import type { AuditEvent } from '../../shared/domain/audit-event.ts';
import { isNonEmpty, type NonEmpty } from '../../shared/domain/brand.ts';
import type { Change } from '../../shared/domain/change.ts';
import type { Drift } from '../../shared/domain/drift.ts';
import type { Duration } from '../../shared/domain/duration.ts';
import { isExtension } from '../../shared/domain/extension.ts';
import { clusterRole } from '../../shared/domain/grant.ts';
import { requestIdFromHash } from '../../shared/domain/ids.ts';
import { after, type Instant } from '../../shared/domain/instant.ts';
import type { Approver } from '../../shared/domain/may-approve.ts';
import type { PagedService } from '../../shared/domain/paging.ts';
import type { UsergroupHandle } from '../../shared/domain/person.ts';
import type { Reason } from '../../shared/domain/reason.ts';
import type { EndCause, OpeningProblem, Request } from '../../shared/domain/request.ts';
import { type Namespace, namespacesOf, type RoleName } from '../../shared/domain/scope.ts';
import type { LesserTerms } from '../../shared/domain/terms.ts';
import { type Asked, raise, type Transition, transition } from '../../shared/domain/transition.ts';
import { approvers, asks, durations, extensionAsks, reasons, scopes } from './arbitraries.ts';
import { judged, personActor, sha256, someReason } from './records.ts';
import { bindingsMade, evidence, type Story } from './stories.ts';

/** One change that somebody tried, on the record as it was, and what came of it. */
export interface Step {
  readonly before: Request;
  readonly change: Change;
  readonly result: Transition;
}

/** A request's life: every change that was tried on it, possible or not, and what it became. */
export interface Life extends Story {
  readonly steps: readonly Step[];
}

/** Something that happens, before it is known to which record: a dice throw that `changeFrom` reads. */
export interface Throw {
  /** `next` takes the record a step along its usual way; anything else is tried wherever the record stands. */
  readonly kind: Change['type'] | 'next';
  readonly minutesLater: number;
  readonly who: Approver;
  /** Whom somebody asks to decide instead. */
  readonly other: Approver;
  readonly yes: boolean;
  readonly cause: EndCause;
  readonly why: OpeningProblem;
  /** Why somebody revokes. */
  readonly reason: Reason;
  /** What an approver allows: all that is asked, or less, or now and then more. */
  readonly allowed: {
    readonly duration: Duration;
    readonly namespaces: NonEmpty<Namespace>;
    readonly role: RoleName;
  };
  /** Names a namespace that nobody asked for. */
  readonly elsewhere: boolean;
}

export const changeTypes = [
  'route',
  'reroute',
  'approve',
  'deny',
  'withdraw',
  'remind',
  'escalate',
  'strand',
  'hand-over',
  'lapse',
  'fix-window',
  'record-made',
  'activate',
  'abandon',
  'fail',
  'ask-extension',
  'extend',
  'apply',
  'begin-close',
  'end',
] as const satisfies readonly Change['type'][];

export function throwsOf(...kinds: readonly Throw['kind'][]): fc.Arbitrary<Throw> {
  return fc.record({
    kind: fc.constantFrom(...kinds),
    minutesLater: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 1000 })),
    who: approvers,
    other: approvers,
    yes: fc.boolean(),
    cause: fc.constantFrom<EndCause>('expired', 'released', 'revoked', 'deactivated', 'drift'),
    reason: reasons,
    why: fc.constantFrom<OpeningProblem>('too-late', 'role-missing', 'no-evidence'),
    allowed: fc.record({
      duration: durations,
      namespaces: scopes.map(({ namespaces }) => namespaces),
      role: scopes.map(({ role }) => role),
    }),
    elsewhere: fc.integer({ min: 0, max: 9 }).map((number) => number === 0),
  });
}

/** Any change, tried on any record. */
export const anyThrow = throwsOf(...changeTypes);

/** Lives of up to 14 tried changes; half of them go the usual way, so that every status is reached often. */
export const lives: fc.Arbitrary<Life> = fc
  .tuple(
    fc.oneof({ weight: 4, arbitrary: asks }, { weight: 1, arbitrary: extensionAsks }),
    fc.array(fc.oneof(throwsOf('next'), anyThrow), { maxLength: 14 }),
  )
  .map(([asked, throws]) => live(asked, throws));

export const settledLives = lives.filter(({ request }) => request.status !== 'pending');
export const overLives = lives.filter(({ request }) =>
  ['ended', 'applied', 'failed', 'denied', 'lapsed', 'withdrawn'].includes(request.status),
);

function live(asked: Asked, throws: readonly Throw[]): Life {
  const { request: first, events } = raise(asked, sha256);
  let story: Story = { request: frozen(first), events };
  const steps: Step[] = [];
  for (const thrown of throws) {
    const { request: before } = story;
    const change = changeFrom(thrown, story);
    const result = transition(before, change, sha256);
    steps.push({ before, change, result });
    if (result.ok) story = { request: frozen(result.request), events: story.events.concat(result.events) };
  }
  return { ...story, steps };
}

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

/** The same value, which nothing can change any more without a TypeError. */
export function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}
