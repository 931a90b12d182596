import { describe, expect, it } from 'vitest';
import type { Change } from '../../../shared/domain/change.ts';
import { secondsAfter } from '../../../shared/domain/instant.ts';
import { parseReason } from '../../../shared/domain/reason.ts';
import { isTerminal } from '../../../shared/domain/request.ts';
import type { Namespace } from '../../../shared/domain/scope.ts';
import { raise, transition } from '../../../shared/domain/transition.ts';
import {
  alice,
  asked,
  bob,
  bobTheLead,
  by,
  bySystem,
  carolTheLead,
  durationOf,
  inGroups,
  judged,
  minutesAfterNoon,
  must,
  noon,
  scope,
  sha256,
} from '../../support/records.ts';
import {
  afterChanges,
  approval,
  bindingsMade,
  evidence,
  interruptedStory,
  type RequestStatus,
  requestIn,
  revokedStory,
  storyUpTo,
} from '../../support/stories.ts';

const pending = requestIn('pending');
const approved = requestIn('approved');
const why = must(parseReason('the job is fixed'));
const denial = { type: 'deny', by: bob, why, judged } as const;
const card = { channel: 'C1', ts: '1700000000.000100' };
const elsewhere = { channel: 'C2', ts: '1700000000.000200' };
const entry = { arn: 'arn:aws:eks:eu-central-1:111122223333:access-entry/prod-eu/role/1/2/3', ours: true };

function possible(request: Parameters<typeof transition>[0], change: Change): boolean {
  return transition(request, change, sha256).ok;
}

it.each<[RequestStatus, boolean]>([
  ['pending', false],
  ['approved', false],
  ['active', false],
  ['closing', false],
  ['ended', true],
  ['denied', true],
  ['lapsed', true],
  ['withdrawn', true],
  ['failed', true],
])('%s is terminal: %s', (status, terminal) => {
  expect(isTerminal(requestIn(status))).toBe(terminal);
});

describe('raising a request', () => {
  it('that needs approval waits until it lapses, and two events say what was asked and decided', () => {
    const { request, events } = raise(asked(), sha256);
    expect(request).toMatchObject({
      status: 'pending',
      lapsesAt: minutesAfterNoon(480),
      version: 1,
      approvals: [],
    });
    expect(events.map(({ seq, actor, fact }) => [seq, actor.kind, fact.type])).toEqual([
      [1, 'person', 'requested'],
      [2, 'system', 'decided'],
    ]);
    expect(request.head).toEqual({ seq: 2, hash: events[1]?.hash, at: request.requestedAt });
  });

  it('that is automatic is approved at once and must open within 30 minutes', () => {
    const automatic = asked({ scope: scope('prod-eu', 'payments', 'view') });
    expect(raise(automatic, sha256).request).toMatchObject({
      status: 'approved',
      approvedAt: noon,
      openBy: minutesAfterNoon(30),
      approvals: [],
    });
  });
});

describe('a pending request', () => {
  it('keeps its first card', () => {
    const routed = afterChanges(storyUpTo('pending'), {
      ...bySystem('advance-approval', 1),
      type: 'route',
      card,
    });
    expect(routed.request.card).toEqual(card);
    expect(possible(routed.request, { ...bySystem('advance-approval', 2), type: 'route', card })).toBe(false);
  });

  it('is rerouted to another card, but only once it has one', () => {
    const reroute = { ...bySystem('advance-approval', 32), type: 'reroute', card: elsewhere } as const;
    expect(possible(pending, reroute)).toBe(false);
    const routed = { ...pending, card };
    const { request, events } = afterChanges({ request: routed, events: [] }, reroute);
    expect(request.card).toEqual(elsewhere);
    expect(events.map(({ fact }) => fact)).toEqual([{ type: 'rerouted', card: elsewhere }]);
    expect(possible(approved, reroute)).toBe(false);
  });

  it('learns of its card from the click that was faster than the note of it', () => {
    const clicked = afterChanges(storyUpTo('pending'), {
      ...by(bob, 1),
      ...denial,
      clickedCard: card,
    });
    expect(clicked.request).toMatchObject({ status: 'denied', card, by: bob.person });
  });

  it('is approved by the approval that completes it, and must then open within 30 minutes', () => {
    const half = afterChanges(storyUpTo('pending'), approval(bobTheLead, minutesAfterNoon(1), false));
    expect(half.request).toMatchObject({ status: 'pending', approvals: [{ approver: bob }] });
    const whole = afterChanges(half, approval(carolTheLead, minutesAfterNoon(2), true));
    expect(whole.request).toMatchObject({
      status: 'approved',
      approvedAt: minutesAfterNoon(2),
      openBy: minutesAfterNoon(32),
    });
    expect(whole.request.approvals).toHaveLength(2);
  });

  it('is not approved by its requester, even when nobody asked mayApprove', () => {
    const own = inGroups(alice, 'payments-leads');
    expect(possible(pending, approval(own, minutesAfterNoon(1), true))).toBe(false);
  });

  it('lapses at its time and not a millisecond before', () => {
    const lapse = { type: 'lapse', actor: bySystem('advance-approval', 0).actor } as const;
    expect(possible(pending, { ...lapse, at: pending.lapsesAt })).toBe(true);
    expect(possible(pending, { ...lapse, at: '2026-11-21T19:59:59.999Z' as typeof noon })).toBe(false);
  });
});

describe('a request that is taken back', () => {
  const withdraw = { type: 'withdraw' } as const;

  it('is withdrawn by its requester alone, even when nobody asked mayWithdraw', () => {
    expect(possible(pending, { ...by(alice, 1), ...withdraw })).toBe(true);
    expect(possible(pending, { ...by(bob, 1), ...withdraw })).toBe(false);
    expect(possible(pending, { ...bySystem('advance-approval', 1), ...withdraw })).toBe(false);
  });

  it('is withdrawn only while it waits', () => {
    expect(possible(pending, { ...by(alice, 480), ...withdraw })).toBe(false);
    expect(possible(approved, { ...by(alice, 2), ...withdraw })).toBe(false);
  });
});

describe('a click after the time to decide is over', () => {
  it.each([
    ['approves', approval(bobTheLead, minutesAfterNoon(480), true)],
    ['denies', { ...by(bob, 480), ...denial }],
  ])('%s nothing, even before the lapse is on record', (_, change) => {
    expect(possible(pending, change)).toBe(false);
  });
});

describe('an approved request', () => {
  it('has its window fixed once, within 30 minutes of the approval', () => {
    const fix = { ...bySystem('open-window', 30), type: 'fix-window' } as const;
    const fixed = transition(approved, fix, sha256);
    expect(fixed).toMatchObject({
      request: { window: { grantedAt: minutesAfterNoon(30), closesAt: minutesAfterNoon(90) } },
      events: [{ fact: { type: 'window-fixed', closesAt: minutesAfterNoon(90) } }],
    });
    expect(possible(approved, { ...bySystem('open-window', 31), type: 'fix-window' })).toBe(false);
    if (fixed.ok) expect(possible(fixed.request, { ...fix, at: minutesAfterNoon(31) })).toBe(false);
  });

  const fixed = afterChanges(storyUpTo('approved'), { ...bySystem('open-window', 2), type: 'fix-window' });
  const made = {
    ...bySystem('open-window', 3),
    type: 'record-made',
    username: alice.principal.username,
    groups: [],
    entry,
    bindings: bindingsMade(fixed.request),
  } as const;

  it('records the uids of what was made, and later ones when a retry made it again', () => {
    const first = afterChanges(fixed, made);
    const [binding] = made.bindings;
    const again = afterChanges(first, { ...made, bindings: [{ ...binding, uid: 'uid-2' }] });
    expect(first.request).toMatchObject({ window: { bindings: [{ uid: 'uid-of-payments' }] } });
    expect(again.request).toMatchObject({ window: { bindings: [{ uid: 'uid-2' }] } });
  });

  it('records nothing made elsewhere, under another name, or beside what was fixed', () => {
    const [binding] = made.bindings;
    const elsewhere = { ...binding, namespace: 'checkout' as Namespace };
    expect(possible(fixed.request, { ...made, bindings: [elsewhere] })).toBe(false);
    expect(possible(fixed.request, { ...made, bindings: [{ ...binding, name: 'other' }] })).toBe(false);
    expect(possible(fixed.request, { ...made, bindings: [binding, elsewhere] })).toBe(false);
    expect(possible(fixed.request, { ...made, bindings: [binding, binding] })).toBe(false);
  });

  it('is active only with evidence that says yes to everything', () => {
    const yes = evidence(fixed.request, true);
    const activate = (said: typeof yes) =>
      possible(fixed.request, { ...bySystem('open-window', 4), type: 'activate', evidence: said });
    expect(activate(yes)).toBe(true);
    expect(activate([])).toBe(false);
    const late = { ...bySystem('open-window', 62), type: 'activate', evidence: yes } as const;
    expect(possible(fixed.request, late)).toBe(false);
    expect(activate([...yes, ...evidence(fixed.request, false)])).toBe(false);
  });

  it('that was given up can only fail, whatever its window', () => {
    const abandoned = afterChanges(fixed, {
      ...bySystem('open-window', 3),
      type: 'abandon',
      why: 'role-missing',
    });
    expect(possible(abandoned.request, made)).toBe(false);
    expect(possible(abandoned.request, { ...by(bob, 4), type: 'begin-close', cause: 'revoked', why })).toBe(
      false,
    );
    const failed = afterChanges(abandoned, { ...bySystem('close-window', 5), type: 'fail' });
    expect(failed.request).toMatchObject({ status: 'failed', abandoned: { why: 'role-missing' } });
    expect(failed.request).not.toHaveProperty('window');
  });

  it('can be closed before it has a window, as of that moment', () => {
    const closing = afterChanges(storyUpTo('approved'), {
      ...by(bob, 5),
      type: 'begin-close',
      cause: 'revoked',
      why,
    });
    expect(closing.request).not.toHaveProperty('settlesAt');
    expect(closing.request).toMatchObject({
      status: 'closing',
      cause: 'revoked',
      by: bob.person,
      why,
      window: { bindings: [{}] },
    });
  });
});

describe('a window that is ended in the middle of opening', () => {
  const closing = interruptedStory();

  it('can no longer be opened, nor what was made for it be recorded', () => {
    const { request } = closing;
    const made = { username: 'u', groups: [], entry, bindings: bindingsMade(request) };
    expect(possible(request, { ...bySystem('open-window', 4), type: 'record-made', ...made })).toBe(false);
    const yes = evidence(request, true);
    expect(possible(request, { ...bySystem('open-window', 4), type: 'activate', evidence: yes })).toBe(false);
  });

  it('is over only when no call of its opening can be on its way any more: 90 seconds later', () => {
    const settlesAt = secondsAfter(minutesAfterNoon(3), 90);
    expect(closing.request).toMatchObject({ status: 'closing', settlesAt });
    const end = {
      type: 'end',
      actor: bySystem('close-window', 0).actor,
      removed: [],
      evidence: evidence(closing.request, false),
    } as const;
    expect(possible(closing.request, { ...end, at: secondsAfter(settlesAt, -1) })).toBe(false);
    expect(possible(closing.request, { ...end, at: settlesAt })).toBe(true);
  });
});

describe('an open window', () => {
  const active = requestIn('active');
  const closing = (minutes: number) =>
    ({ ...bySystem('close-window', minutes), type: 'begin-close' }) as const;
  const expires = (minutes: number) => possible(active, { ...closing(minutes), cause: 'expired' });
  const missing = { of: 'binding', where: 'payments/a', problem: 'missing' } as const;

  it('lasts an hour from the grant, not from the request or the evidence', () => {
    expect(active).toMatchObject({ requestedAt: noon, activeAt: minutesAfterNoon(4) });
    expect(active.window.closesAt).toBe(minutesAfterNoon(62));
    expect(active.duration).toBe(durationOf('1h'));
  });

  it('expires at its end and not before, but is closed for another cause at any time', () => {
    expect(expires(61)).toBe(false);
    expect(expires(62)).toBe(true);
    expect(possible(active, { ...closing(5), cause: 'drift', found: [missing] })).toBe(true);
  });

  it('is released by its holder alone, even when nobody asked mayRelease', () => {
    const release = { type: 'begin-close', cause: 'released' } as const;
    expect(possible(active, { ...by(alice, 5), ...release })).toBe(true);
    expect(possible(active, { ...by(bob, 5), ...release })).toBe(false);
    expect(possible(active, { ...bySystem('close-window', 5), ...release })).toBe(false);
  });

  it('is revoked by a person, whom the record names with their reason to the end', () => {
    const revoke = { type: 'begin-close', cause: 'revoked', why } as const;
    expect(possible(active, { ...bySystem('close-window', 5), ...revoke })).toBe(false);
    const { request, events } = revokedStory(why);
    expect(request).toMatchObject({ status: 'ended', cause: 'revoked', by: bob.person, why });
    expect(events.at(-2)).toMatchObject({
      actor: { person: bob.person },
      fact: { type: 'closing', cause: 'revoked', why },
    });
  });

  it('keeps who approved it, and by which rule, to its end', () => {
    const ended = requestIn('ended');
    expect(ended).toMatchObject({ cause: 'expired', endedAt: minutesAfterNoon(63) });
    expect(ended.approvals).toEqual(approved.approvals);
    expect(ended.decision).toEqual(approved.decision);
  });
});
