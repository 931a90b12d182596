import type { AuditEvent } from '../../shared/domain/audit-event.ts';
import { isNonEmpty, type NonEmpty } from '../../shared/domain/brand.ts';
import type { Change, ChangeOf } from '../../shared/domain/change.ts';
import type { AccessEvidence } from '../../shared/domain/evidence.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import type { Approver } from '../../shared/domain/may-approve.ts';
import { parseReason, type Reason } from '../../shared/domain/reason.ts';
import type { Binding, InStatus, Request, StatusWord } from '../../shared/domain/request.ts';
import type { LesserTerms } from '../../shared/domain/terms.ts';
import { raise, transition } from '../../shared/domain/transition.ts';
import { bindingNameOf } from '../../shared/domain/window.ts';
import {
  alice,
  asked,
  bob,
  bobTheLead,
  by,
  bySystem,
  carol,
  judged,
  minutesAfterNoon,
  must,
  personActor,
  sha256,
  someReason,
  usergroup,
} from './records.ts';

/** A record with all the events of its life. */
export interface Story {
  readonly request: Request;
  readonly events: readonly AuditEvent[];
}

/** The record after changes that a test knows to be possible. */
export function afterChanges(start: Story, ...changes: readonly Change[]): Story {
  return changes.reduce((story, change) => {
    const changed = transition(story.request, change, sha256);
    if (!changed.ok) throw new Error(`${change.type} is not possible from ${story.request.status}`);
    return { request: changed.request, events: [...story.events, ...changed.events] };
  }, start);
}

export function approval(
  approver: Approver,
  at: Instant,
  completes: boolean,
  less?: LesserTerms,
): ChangeOf<'approve'> {
  const { person, principal, sources } = approver;
  const given = { approver: { person, principal }, as: [...sources], at };
  return {
    type: 'approve',
    at,
    actor: personActor(approver),
    given,
    completes,
    judged,
    ...(less && { less }),
  };
}

/** The bindings that a window of this request makes, as the cluster answers their creation. */
export function bindingsMade(request: Request): NonEmpty<Required<Binding>> {
  const made = request.scope.namespaces.map((namespace) => ({
    namespace,
    name: bindingNameOf(request.id),
    uid: `uid-of-${namespace}`,
  }));
  if (!isNonEmpty(made)) throw new Error('a scope has a namespace');
  return made;
}

export function evidence(request: Request, allowed: boolean): readonly AccessEvidence[] {
  const said = { asked: 'delete /pods', allowed, reason: allowed ? 'RBAC: allowed by RoleBinding' : '' };
  return request.scope.namespaces.map((namespace) => ({ namespace, ...said }));
}

/** The statuses of a request that extends nothing. */
export type RequestStatus = Exclude<StatusWord, 'applied'>;

/**
 * Alice's hour of edit in each status, every step one minute after the one before: approved by bob, opened, closed
 * when its time is up.
 */
export function storyUpTo(status: RequestStatus): Story {
  const pending = raise(asked(), sha256);
  const approved = afterChanges(pending, approval(bobTheLead, minutesAfterNoon(1), true));
  switch (status) {
    case 'pending':
      return pending;
    case 'denied':
      return afterChanges(pending, { ...by(bob, 1), type: 'deny', by: bob, why: someReason, judged });
    case 'withdrawn':
      return afterChanges(pending, { ...by(alice, 1), type: 'withdraw' });
    case 'lapsed':
      return afterChanges(pending, { ...bySystem('advance-approval', 480), type: 'lapse' });
    case 'approved':
      return approved;
    case 'failed':
      return afterChanges(
        approved,
        { ...bySystem('open-window', 2), type: 'abandon', why: 'role-missing' },
        { ...bySystem('close-window', 3), type: 'fail' },
      );
    default:
      return opened(approved, status);
  }
}

function opened(approved: Story, status: 'active' | 'closing' | 'ended'): Story {
  const { request } = approved;
  const { username } = request.principal;
  const made = {
    username,
    groups: [],
    entry: { arn: 'arn:aws:eks:eu-central-1:111122223333:access-entry/prod-eu/role/1/2/3', ours: true },
    bindings: bindingsMade(request),
  };
  const active = afterChanges(
    approved,
    { ...bySystem('open-window', 2), type: 'fix-window' },
    { ...bySystem('open-window', 3), type: 'record-made', ...made },
    { ...bySystem('open-window', 4), type: 'activate', evidence: evidence(request, true) },
  );
  if (status === 'active') return active;
  const closing = afterChanges(active, {
    ...bySystem('close-window', 62),
    type: 'begin-close',
    cause: 'expired',
  });
  if (status === 'closing') return closing;
  return closed(closing, 63);
}

/** Alice's request, still pending: reminded, handed over, escalated because its approvers were gone, and stranded. */
export function attendedStory(): Story {
  const shortages = [
    { approvers: [usergroup('a'), usergroup('b')], gone: [usergroup('a')], lacking: 2 },
  ] as const;
  const reminded = { where: 'direct-messages', people: [bob.person.userId] } as const;
  return afterChanges(
    storyUpTo('pending'),
    { ...bySystem('advance-approval', 1), type: 'remind', reminded },
    { ...by(bob, 2), type: 'hand-over', from: bob, to: carol, note: someReason },
    { ...by(carol, 3), type: 'hand-over', from: carol, to: bob },
    {
      ...bySystem('advance-approval', 4),
      ...{ type: 'escalate', to: [usergroup('security')], why: { kind: 'shortage', shortages } },
    },
    { ...bySystem('advance-approval', 5), type: 'strand', shortages },
  );
}

/** Alice's hour, given back by herself while it was being opened. */
export function interruptedStory(): Story {
  return afterChanges(
    storyUpTo('approved'),
    { ...bySystem('open-window', 2), type: 'fix-window' },
    { ...by(alice, 3), type: 'begin-close', cause: 'released' },
  );
}

function closed(closing: Story, minute: number): Story {
  return afterChanges(closing, {
    ...bySystem('close-window', minute),
    type: 'end',
    removed: bindingsMade(closing.request),
    evidence: evidence(closing.request, false),
  });
}

/** The record alone, in the status that was asked for. */
export function requestIn<Word extends RequestStatus>(status: Word): InStatus<Word> {
  return storyUpTo(status).request as InStatus<Word>;
}

/** Alice's open hour, revoked by bob after twenty minutes, and taken away. */
export function revokedStory(why: Reason = must(parseReason('the job is fixed'))): Story {
  const revoking = afterChanges(storyUpTo('active'), {
    ...by(bob, 20),
    ...{ type: 'begin-close', cause: 'revoked', why },
  });
  return closed(revoking, 21);
}

/** Alice's open hour, given back by herself after twenty minutes, and taken away. */
export function releasedStory(): Story {
  const releasing = afterChanges(storyUpTo('active'), {
    ...by(alice, 20),
    ...{ type: 'begin-close', cause: 'released' },
  });
  return closed(releasing, 21);
}
