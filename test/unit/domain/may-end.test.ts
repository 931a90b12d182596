import { describe, expect, it } from 'vitest';
import type { Decision } from '../../../shared/domain/decide.ts';
import { mayRelease, mayRevoke, mayWithdraw, revokersOf } from '../../../shared/domain/may-end.ts';
import type { UsergroupHandle } from '../../../shared/domain/person.ts';
import type { StatusWord } from '../../../shared/domain/request.ts';
import { raise } from '../../../shared/domain/transition.ts';
import {
  alice,
  asked,
  bob,
  bobTheLead,
  bySystem,
  carolTheLead,
  daveOfSecurity,
  inGroups,
  member,
  minutesAfterNoon,
  scope,
  sha256,
  usergroup,
} from '../../support/records.ts';
import { afterChanges, releasedStory, requestIn, revokedStory, storyUpTo } from '../../support/stories.ts';

const leads = usergroup('payments-leads');
const security = usergroup('security');
const securityHandle = 'security' as UsergroupHandle;
const active = requestIn('active');
const soon = minutesAfterNoon(5);
const allowed = { allowed: true };
const refused = (refusal: object) => ({ allowed: false, refusal: expect.objectContaining(refusal) });
const over: StatusWord[] = ['closing', 'ended', 'denied', 'lapsed', 'withdrawn', 'failed'];

describe('withdraw', () => {
  const pending = requestIn('pending');

  it('is for the account that asked, while the request waits', () => {
    expect(mayWithdraw(pending, alice.person, soon)).toEqual(allowed);
    expect(mayWithdraw(pending, bob.person, soon)).toEqual(refused({ code: 'not-requester' }));
    const elsewhere = { ...alice.person, teamId: 'T0OTHER' };
    expect(mayWithdraw(pending, elsewhere, soon)).toEqual(refused({ code: 'not-requester' }));
  });

  it('comes too late when the time to decide is over, even before the lapse is on record', () => {
    const refusal = { code: 'nothing-to-withdraw', status: 'lapsed' };
    expect(mayWithdraw(pending, alice.person, pending.lapsesAt)).toEqual(refused(refusal));
  });

  it.each(['approved', 'active'] as const)('of what is %s names release instead', (status) => {
    expect(mayWithdraw(requestIn(status), alice.person, soon)).toEqual(
      refused({ code: 'decided-before-withdrawal', id: active.id, status }),
    );
  });

  it.each(over)('of what is %s finds nothing', (status) => {
    const refusal = { code: 'nothing-to-withdraw', status };
    expect(mayWithdraw(requestIn(status), alice.person, soon)).toEqual(refused(refusal));
  });
});

describe('release', () => {
  it('is for the account that asked, when it is open or approved', () => {
    expect(mayRelease(active, alice.person, soon)).toEqual(allowed);
    expect(mayRelease(requestIn('approved'), alice.person, soon)).toEqual(allowed);
    expect(mayRelease(active, daveOfSecurity.person, soon)).toEqual(refused({ code: 'not-requester' }));
  });

  it('is no early end any more when the time is up, even before closing is on record', () => {
    const refusal = { code: 'ending-already', status: 'closing', cause: 'expired' };
    expect(mayRelease(active, alice.person, active.window.closesAt)).toEqual(refused(refusal));
  });

  it.each(['pending', 'denied', 'lapsed', 'withdrawn', 'failed'] as const)(
    'of what is %s finds nothing',
    (status) => {
      const refusal = { code: 'nothing-to-end', verb: 'release', status };
      expect(mayRelease(requestIn(status), alice.person, soon)).toEqual(refused(refusal));
    },
  );

  it('of an opening that was given up finds nothing', () => {
    const { request } = afterChanges(storyUpTo('approved'), {
      ...bySystem('open-window', 2),
      ...{ type: 'abandon', why: 'role-missing' },
    });
    const refusal = { code: 'nothing-to-end', status: 'failed' };
    expect(mayRelease(request, alice.person, soon)).toEqual(refused(refusal));
  });

  it('of what ends already is told why, and who was faster', () => {
    const late = (request: typeof active | ReturnType<typeof revokedStory>['request']) =>
      mayRelease(request, alice.person, minutesAfterNoon(30));
    const already = { code: 'ending-already', status: 'ended' };
    expect(late(revokedStory().request)).toEqual(
      refused({ ...already, cause: 'revoked', by: 'bob@example.com' }),
    );
    expect(late(releasedStory().request)).toEqual(
      refused({ ...already, cause: 'released', by: 'alice@example.com' }),
    );
    expect(late(requestIn('ended'))).toEqual(refused({ ...already, cause: 'expired' }));
  });
});

describe('revoke', () => {
  const revokers = [leads, security];

  it('is for whoever could approve, and for security', () => {
    for (const revoker of [bobTheLead, carolTheLead, daveOfSecurity]) {
      expect(mayRevoke(active, revoker, revokers, soon)).toEqual(allowed);
      expect(mayRevoke(requestIn('approved'), revoker, revokers, soon)).toEqual(allowed);
    }
  });

  it('is refused to everybody else', () => {
    const refusal = { code: 'not-a-revoker', revokers };
    expect(mayRevoke(active, inGroups(bob), revokers, soon)).toEqual(refused(refusal));
    const oncall = inGroups(member('eve'), 'platform-oncall');
    expect(mayRevoke(active, oncall, revokers, soon)).toEqual(refused(refusal));
  });

  it('of one’s own access is called release, under any account', () => {
    const own = inGroups(alice, 'payments-leads', 'security');
    const otherAccount = inGroups({ ...member('eve'), principal: alice.principal }, 'security');
    for (const revoker of [own, otherAccount]) {
      expect(mayRevoke(active, revoker, revokers, soon)).toEqual(refused({ code: 'own-access' }));
    }
  });

  it.each(over)('of what is %s comes too late', (status) => {
    expect(mayRevoke(requestIn(status), daveOfSecurity, revokers, soon).allowed).toBe(false);
  });
});

describe('who may revoke', () => {
  const refusal: Decision = { outcome: 'refused', refusal: { code: 'no-rule', scope: active.scope } };
  const oncall = usergroup('platform-oncall');
  const today: Decision = {
    outcome: 'needs-approval',
    rule: 'new',
    ruleHash: 'a'.repeat(64),
    approval: {
      kind: 'stages',
      lapseAfter: active.duration,
      stages: [{ approvers: [oncall], quorum: 2 }],
    },
  };

  it('are the approvers of today’s rule and of the recorded one, and security', () => {
    expect(revokersOf(active, today, securityHandle)).toEqual([oncall, leads, security]);
  });

  it('are still the approvers of then when today’s policy refuses', () => {
    expect(revokersOf(active, refusal, securityHandle)).toEqual([leads, security]);
  });

  it('is security alone where no rule asks anybody', () => {
    const { request } = raise(asked({ scope: scope('prod-eu', 'payments', 'view') }), sha256);
    expect(revokersOf(request, request.decision, securityHandle)).toEqual([security]);
  });
});
