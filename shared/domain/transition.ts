import { followUp, isFollowUp } from './apply-break-glass.ts';
import { applyChange } from './apply-change.ts';
import { appendEvent, type Sha256 } from './audit-chain.ts';
import { type About, type Actor, type AuditEvent, type AuditFact, personActor } from './audit-event.ts';
import { pageWithin } from './break-glass.ts';
import { emptyChain, headAt } from './chain-head.ts';
import type { Change, ChangeOf } from './change.ts';
import type { Duration } from './duration.ts';
import { after, earlier, type Instant, secondsAfter } from './instant.ts';
import type { Outcome } from './outcome.ts';
import type { Refusal } from './refusal.ts';
import { isTerminal, type Request, type RequestFacts, type Status } from './request.ts';
import { openByFrom } from './window.ts';

/** A record as it will be written, and the audit events that must be written with it. */
export interface Written {
  readonly request: Request;
  readonly events: readonly AuditEvent[];
}

export type Transition =
  | ({ readonly ok: true } & Written)
  | { readonly ok: false; readonly refusal: Extract<Refusal, { code: 'illegal-transition' }> };

/** What is known of a request when it is made. */
export type Asked = Omit<
  RequestFacts,
  | ('version' | 'head' | 'approvals' | 'card' | 'rulesHash' | 'standing' | 'extension' | 'asked')
  | ('reminded' | 'escalated' | 'stranded' | 'handOvers' | 'figures' | 'orphans' | 'lateCalls' | 'failing')
>;

/**
 * The first record of a request that the policy allows: approved at once, or waiting for approvers.
 * @param session the AWS session that asked, where the request came over the command line
 */
export function raise(asked: Asked, sha256: Sha256, session?: string): Written {
  const { requester: person, principal, scope, duration, reason, decision, requestedAt: at } = asked;
  const fresh = {
    ...asked,
    version: 0,
    head: emptyChain,
    approvals: [],
    handOvers: [],
    ...firstStatus(asked),
  };
  const requested = {
    type: 'requested',
    scope,
    duration,
    reason,
    principalArn: principal.arn,
    username: principal.username,
    ...(asked.extends === undefined ? {} : { extends: asked.extends }),
    ...(asked.breakGlass?.drill === undefined ? {} : { drill: true as const }),
  } as const;
  const asker = personActor({ person, principal }, session);
  const policy: Actor = { kind: 'system', name: 'policy' };
  return write(
    fresh,
    at,
    [
      { actor: asker, fact: requested },
      { actor: policy, fact: { type: 'decided', decision } },
    ],
    sha256,
  );
}

function firstStatus(asked: Asked): Status {
  const { requestedAt: at, extending } = asked;
  const { approval } = asked.decision;
  if (approval.kind === 'automatic') {
    const openBy = asked.breakGlass === undefined ? openByFrom(asked, at) : secondsAfter(at, pageWithin);
    return { status: 'approved', approvedAt: at, openBy };
  }
  const lapsesAt = after(at, approval.lapseAfter satisfies Duration);
  return {
    status: 'pending',
    lapsesAt: extending === undefined ? lapsesAt : earlier(lapsesAt, extending.closesAt),
  };
}

/**
 * The one way a record changes. Answers the record as it will be, with its events, or why the change is not
 * possible from where the record stands. What is terminal stays as it is.
 */
export function transition(request: Request, change: Change, sha256: Sha256): Transition {
  const outcome = outcomeOf(request, change);
  if (outcome === undefined) {
    return {
      ok: false,
      refusal: { code: 'illegal-transition', status: request.status, change: change.type },
    };
  }
  const happened = [{ actor: change.actor, fact: outcome.fact }];
  return { ok: true, ...write(outcome.request, change.at, happened, sha256) };
}

// What is found in a cluster is found whatever the request has come to. It changes nothing of where that stands.
function outcomeOf(request: Request, change: Change): Outcome | undefined {
  // A break-glass is followed up after its window too.
  if (isFollowUp(change)) return followUp(request, change);
  if (change.type === 'find-orphan') return findOrphan(request, change);
  if (change.type === 'note-use') return { request, fact: { type: 'used', summary: change.summary } };
  if (change.type === 'find-late-calls') return findLateCalls(request, change);
  return isTerminal(request) ? undefined : applyChange(request, change);
}

function findOrphan(request: Request, { binding }: ChangeOf<'find-orphan'>): Outcome | undefined {
  const known = request.orphans ?? [];
  if (known.includes(binding.uid)) return undefined;
  return {
    request: { ...request, orphans: [...known, binding.uid] },
    fact: { type: 'orphan-found', binding },
  };
}

/** As many as one event tells, and as many ids as a record remembers. */
const mostTold = 10;
const mostRemembered = 500;

function findLateCalls(request: Request, { calls }: ChangeOf<'find-late-calls'>): Outcome {
  const lateCalls = [...(request.lateCalls ?? []), ...calls.map(({ id }) => id)].slice(-mostRemembered);
  const fact = { type: 'called-after-end', calls: calls.slice(0, mostTold), count: calls.length } as const;
  return { request: { ...request, lateCalls }, fact };
}

function write(
  request: Request,
  at: Instant,
  happened: readonly { readonly actor: Actor; readonly fact: AuditFact }[],
  sha256: Sha256,
): Written {
  let head = request.head;
  const { rule: name, ruleHash: hash } = request.decision;
  const rule = { name, hash };
  const about = aboutOf(request);
  const events = happened.map(({ actor, fact }) => {
    const event = appendEvent(head, { requestId: request.id, at, actor, fact, rule, about }, sha256);
    head = headAt(event);
    return event;
  });
  return { request: { ...request, version: request.version + 1, head }, events };
}

function aboutOf({ requester, scope, breakGlass }: Request): About {
  const { cluster, namespaces, role } = scope;
  const about = { requester, cluster, namespaces, role };
  if (breakGlass === undefined) return about;
  return { ...about, breakGlass: breakGlass.drill === undefined ? 'emergency' : 'drill' };
}
