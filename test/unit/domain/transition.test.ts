import { describe, expect, it } from 'vitest';
import type { Change } from '../../../shared/domain/change.ts';
import { parseReason } from '../../../shared/domain/reason.ts';
import { isTerminal } from '../../../shared/domain/request.ts';
import { raise, transition } from '../../../shared/domain/transition.ts';
import {
  alice,
  asked,
  bob,
  bobTheLead,
  by,
  bySystem,
  carolTheLead,
  inGroups,
  judged,
  minutesAfterNoon,
  must,
  noon,
  scope,
  sha256,
} from '../../support/records.ts';
import { afterChanges, approval, type RequestStatus, requestIn, storyUpTo } from '../../support/stories.ts';

const pending = requestIn('pending');
const approved = requestIn('approved');
const why = must(parseReason('the job is fixed'));
const denial = { type: 'deny', by: bob, why, judged } as const;
const card = { channel: 'C1', ts: '1700000000.000100' };
const elsewhere = { channel: 'C2', ts: '1700000000.000200' };

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
