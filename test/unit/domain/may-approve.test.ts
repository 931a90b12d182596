import { describe, expect, it } from 'vitest';
import { mayApprove, mayDeny } from '../../../shared/domain/may-approve.ts';
import type { Identity } from '../../../shared/domain/person.ts';
import { sentenceFor } from '../../../shared/domain/sentences.ts';
import { raise } from '../../../shared/domain/transition.ts';
import {
  alice,
  asked,
  bob,
  bobTheLead,
  carolTheLead,
  daveOfSecurity,
  inGroups,
  member,
  minutesAfterNoon,
  scope,
  sha256,
  todayWith,
  usergroup,
} from '../../support/records.ts';
import { afterChanges, approval, type RequestStatus, requestIn } from '../../support/stories.ts';

const pending = requestIn('pending');
const today = pending.decision;
const admin = raise(asked({ scope: scope('prod-eu', 'payments', 'admin') }), sha256);

const leads = usergroup('payments-leads');
const security = usergroup('security');

describe('one approver is enough where the rule asks for one', () => {
  it('a lead approves, and that completes it', () => {
    expect(mayApprove(pending, bobTheLead, todayWith(pending, today), minutesAfterNoon(2))).toEqual({
      allowed: true,
      as: [leads],
      completes: true,
    });
  });

  it('the second lead is told that it was approved, and by whom', () => {
    const approved = requestIn('approved');
    expect(mayApprove(approved, carolTheLead, todayWith(approved, today), minutesAfterNoon(2))).toEqual({
      allowed: false,
      refusal: { code: 'already-decided', status: 'approved', by: ['bob@example.com'] },
    });
  });

  it('a click on what lapsed is told why, where it was not for want of a decision', () => {
    const loss = { kind: 'account', code: 'deactivated' } as const;
    const lapsed = { ...requestIn('lapsed'), loss };
    const told = mayApprove(lapsed, bobTheLead, todayWith(lapsed, today), minutesAfterNoon(2));
    expect(told).toEqual({
      allowed: false,
      refusal: { code: 'already-decided', status: 'lapsed', by: [], loss },
    });
    expect(told.allowed || sentenceFor(told.refusal)).toBe(
      'Too late: the request lapsed, because the account was deactivated.',
    );
  });

  it('a click after the time to decide is over comes too late, even before the lapse is on record', () => {
    const refusal = { code: 'already-decided', status: 'lapsed', by: [] };
    expect(mayApprove(pending, bobTheLead, todayWith(pending, today), minutesAfterNoon(480))).toEqual({
      allowed: false,
      refusal,
    });
    expect(mayDeny(pending, bobTheLead, today, minutesAfterNoon(480))).toEqual({ allowed: false, refusal });
    expect(mayApprove(pending, bobTheLead, todayWith(pending, today), minutesAfterNoon(479)).allowed).toBe(
      true,
    );
  });

  it('someone who is in none of the groups is no approver', () => {
    const refusal = { code: 'not-an-approver', approvers: [leads] };
    expect(mayApprove(pending, daveOfSecurity, todayWith(pending, today), minutesAfterNoon(2))).toEqual({
      allowed: false,
      refusal,
    });
    expect(mayApprove(pending, inGroups(bob), todayWith(pending, today), minutesAfterNoon(2))).toEqual({
      allowed: false,
      refusal,
    });
    expect(mayDeny(pending, daveOfSecurity, today, minutesAfterNoon(2))).toEqual({ allowed: false, refusal });
  });
});

describe('a requester who is no longer who they were', () => {
  it.each([
    ['was deactivated', { identified: false, refusal: { code: 'deactivated' } }],
    ['became a guest', { identified: false, refusal: { code: 'guest' } }],
    ['has another address now', { identified: true, identity: member('alice2') }],
    [
      'has another role now',
      { identified: true, identity: { ...alice, principal: { ...alice.principal, arn: 'another' } } },
    ],
  ] as const)('and %s is given nothing, but can be denied', (_, requester) => {
    const refusal = { code: 'requester-changed' };
    const judged = mayApprove(pending, bobTheLead, { decision: today, requester }, minutesAfterNoon(2));
    expect(judged).toEqual({ allowed: false, refusal });
    expect(mayDeny(pending, bobTheLead, today, minutesAfterNoon(2)).allowed).toBe(true);
  });
});

describe('nobody decides on their own request', () => {
  const another: Identity = member('someone-else');
  const own: [string, Identity][] = [
    ['as the same user', alice],
    [
      'as the same user with another address',
      { ...another, person: { ...alice.person, email: 'a@example.com' } },
    ],
    [
      'from another account with the address in capitals',
      { ...another, person: { ...another.person, email: 'ALICE@EXAMPLE.COM' } },
    ],
    ['from another account with the same username', { ...another, principal: alice.principal }],
  ];

  it.each(own)('%s', (_, identity) => {
    const refused = { allowed: false, refusal: { code: 'own-request' } };
    const lead = inGroups(identity, 'payments-leads', 'security');
    expect(mayApprove(pending, lead, todayWith(pending, today), minutesAfterNoon(2))).toEqual(refused);
    expect(mayDeny(pending, lead, today, minutesAfterNoon(2))).toEqual(refused);
    expect(
      mayApprove(admin.request, lead, todayWith(admin.request, admin.request.decision), minutesAfterNoon(2)),
    ).toEqual(refused);
  });
});

describe('a denial', () => {
  it('is complete with one approver, whatever the quorum', () => {
    expect(mayDeny(admin.request, daveOfSecurity, admin.request.decision, minutesAfterNoon(2))).toEqual({
      allowed: true,
      as: [security],
      completes: true,
    });
  });

  it('is open to someone who approved before', () => {
    const one = afterChanges(admin, approval(bobTheLead, minutesAfterNoon(1), false)).request;
    expect(mayDeny(one, bobTheLead, admin.request.decision, minutesAfterNoon(2)).allowed).toBe(true);
  });
});

describe('a click on a request that is settled', () => {
  const approvedByBob: RequestStatus[] = ['approved', 'active', 'closing', 'ended', 'failed'];
  it.each<[RequestStatus, string[]]>([
    ...approvedByBob.map((status): [RequestStatus, string[]] => [status, ['bob@example.com']]),
    ['denied', ['bob@example.com']],
    ['lapsed', []],
    ['withdrawn', ['alice@example.com']],
  ])('%s: is told so, and by whom', (status, by) => {
    const told = { allowed: false, refusal: { code: 'already-decided', status, by } };
    expect(
      mayApprove(requestIn(status), carolTheLead, todayWith(requestIn(status), today), minutesAfterNoon(2)),
    ).toEqual(told);
    expect(mayDeny(requestIn(status), carolTheLead, today, minutesAfterNoon(2))).toEqual(told);
  });
});
