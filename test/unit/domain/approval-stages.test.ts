import { describe, expect, it } from 'vitest';
import type { Allowance } from '../../../shared/domain/allowance.ts';
import { type Decision, decide } from '../../../shared/domain/decide.ts';
import { type Approver, mayApprove, mayDeny } from '../../../shared/domain/may-approve.ts';
import type { Request } from '../../../shared/domain/request.ts';
import { raise } from '../../../shared/domain/transition.ts';
import {
  askAgain,
  asked,
  bob,
  bobTheLead,
  carol,
  carolTheLead,
  daveOfSecurity,
  durationOf,
  estate,
  inGroups,
  member,
  minutesAfterNoon,
  scope,
  sha256,
  todayWith,
  usergroup,
} from '../../support/records.ts';
import { afterChanges, approval, requestIn } from '../../support/stories.ts';

const pending = requestIn('pending');
const admin = raise(asked({ scope: scope('prod-eu', 'payments', 'admin') }), sha256);

/** The pending request with a rule of these stages, each a quorum of usergroups. */
function withStages(...stages: readonly [number, ...string[]][]): { request: Request; decision: Allowance } {
  const made = stages.map(([quorum, ...usergroups]) => ({ quorum, approvers: usergroups.map(usergroup) }));
  const approvalOfRule = { kind: 'stages', lapseAfter: durationOf('8h'), stages: made };
  const decision = { ...pending.decision, approval: approvalOfRule } as unknown as Allowance;
  return { request: { ...pending, decision }, decision };
}

function clicks(request: Request, decision: Decision, ...approvers: readonly Approver[]) {
  const answers: string[] = [];
  let record = request;
  for (const approver of approvers) {
    const judged = mayApprove(record, approver, todayWith(record, decision), minutesAfterNoon(2));
    answers.push(judged.allowed ? (judged.completes ? 'completes' : 'counts') : judged.refusal.code);
    if (!judged.allowed) continue;
    const change = approval(approver, minutesAfterNoon(1), judged.completes);
    record = afterChanges({ request: record, events: [] }, change).request;
  }
  return answers;
}

describe('two stages', () => {
  const { decision } = admin.request;

  it.each([
    ['lead first', [bobTheLead, daveOfSecurity]],
    ['security first', [daveOfSecurity, bobTheLead]],
  ])('are completed in any order: %s', (_, [first, second]) => {
    if (first === undefined || second === undefined) throw new Error('two people click');
    expect(clicks(admin.request, decision, first, second)).toEqual(['counts', 'completes']);
  });

  it('a second lead is told which group is missing', () => {
    const one = afterChanges(admin, approval(bobTheLead, minutesAfterNoon(1), false)).request;
    expect(mayApprove(one, carolTheLead, todayWith(one, decision), minutesAfterNoon(2))).toEqual({
      allowed: false,
      refusal: { code: 'stage-complete', open: ['@security'] },
    });
  });

  it('one person in both groups counts once', () => {
    const both = inGroups(bob, 'payments-leads', 'security');
    expect(clicks(admin.request, decision, both, both)).toEqual(['counts', 'approved-before']);
  });

  it('the same person under another account is told that they approved before', () => {
    const again = inGroups({ ...member('bob2'), principal: bob.principal }, 'security');
    expect(clicks(admin.request, decision, bobTheLead, again)).toEqual(['counts', 'approved-before']);
  });

  const both = inGroups(bob, 'payments-leads', 'security');
  it.each([
    ['both, lead', [both, carolTheLead]],
    ['lead, both', [carolTheLead, both]],
    ['both, security', [both, daveOfSecurity]],
    ['security, both', [daveOfSecurity, both]],
  ])('someone in both groups leaves the other place to whoever comes: %s', (_, approvers) => {
    expect(clicks(admin.request, decision, ...approvers)).toEqual(['counts', 'completes']);
  });
});

describe('a quorum of two', () => {
  const erin = inGroups(member('erin'), 'payments-leads');
  const both = inGroups(carol, 'payments-leads', 'security');

  it('needs two people', () => {
    const { request, decision } = withStages([2, 'payments-leads']);
    expect(clicks(request, decision, bobTheLead, bobTheLead, carolTheLead)).toEqual([
      'counts',
      'approved-before',
      'completes',
    ]);
  });

  it.each([
    [[both, bobTheLead, erin]],
    [[bobTheLead, both, erin]],
    [[bobTheLead, erin, both]],
    [[erin, both, bobTheLead]],
    [[both, erin, bobTheLead]],
    [[erin, bobTheLead, both]],
  ])(
    'with a stage of security beside it, the one in both groups becomes security, in every order',
    (approvers) => {
      const { request, decision } = withStages([2, 'payments-leads'], [1, 'security']);
      expect(clicks(request, decision, ...approvers)).toEqual(['counts', 'counts', 'completes']);
    },
  );

  it('of either of two groups takes one of each', () => {
    const { request, decision } = withStages([2, 'payments-leads', 'security']);
    expect(clicks(request, decision, bobTheLead, daveOfSecurity)).toEqual(['counts', 'completes']);
  });
});

describe('the policy has changed since the card was posted', () => {
  it('what is no longer allowed can be denied, and not approved', () => {
    const stricter = decide({ ...estate, rules: [] }, askAgain(pending));
    const refusal = { code: 'policy-changed', refusal: { code: 'no-rule', scope: pending.scope } };
    expect(mayApprove(pending, bobTheLead, todayWith(pending, stricter), minutesAfterNoon(2))).toEqual({
      allowed: false,
      refusal,
    });
    expect(mayDeny(pending, bobTheLead, stricter, minutesAfterNoon(2))).toMatchObject({ allowed: true });
  });

  it('other approvers than before decide, and those of before no longer', () => {
    const { decision } = withStages([1, 'security']);
    expect(
      mayApprove(pending, daveOfSecurity, todayWith(pending, decision), minutesAfterNoon(2)),
    ).toMatchObject({
      allowed: true,
      completes: true,
    });
    expect(mayApprove(pending, bobTheLead, todayWith(pending, decision), minutesAfterNoon(2))).toMatchObject({
      refusal: { code: 'not-an-approver', approvers: ['@security'] },
    });
  });

  it('a stage that was added must be filled too', () => {
    const { decision } = withStages([1, 'payments-leads'], [1, 'security']);
    expect(clicks(pending, decision, bobTheLead, daveOfSecurity)).toEqual(['counts', 'completes']);
  });

  it('when a stage that was missing is dropped, the next approver completes it', () => {
    const one = afterChanges(admin, approval(bobTheLead, minutesAfterNoon(1), false)).request;
    const { decision } = withStages([1, 'payments-leads']);
    expect(mayApprove(one, carolTheLead, todayWith(one, decision), minutesAfterNoon(2))).toMatchObject({
      allowed: true,
      completes: true,
    });
  });

  it('a rule that became automatic leaves the decision to those who were asked', () => {
    const automatic: Allowance = {
      ...pending.decision,
      outcome: 'automatic',
      approval: { kind: 'automatic' },
    };
    expect(mayApprove(pending, bobTheLead, todayWith(pending, automatic), minutesAfterNoon(2))).toMatchObject(
      {
        allowed: true,
        completes: true,
      },
    );
    expect(
      mayApprove(pending, daveOfSecurity, todayWith(pending, automatic), minutesAfterNoon(2)),
    ).toMatchObject({
      refusal: { code: 'not-an-approver' },
    });
  });
});
