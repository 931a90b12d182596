import { describe, expect, it } from 'vitest';
import { approvalCard, type CardSurroundings } from '../../../shared/adapters/slack/views/card.ts';
import { clusterRole } from '../../../shared/domain/grant.ts';
import type { Approver } from '../../../shared/domain/may-approve.ts';
import type { UsergroupHandle } from '../../../shared/domain/person.ts';
import type { Request } from '../../../shared/domain/request.ts';
import type { Namespace } from '../../../shared/domain/scope.ts';
import { approvalsByStage } from '../../../shared/domain/stage-approvals.ts';
import { raise } from '../../../shared/domain/transition.ts';
import {
  asked,
  bobTheLead,
  carol,
  inGroups,
  minutesAfterNoon,
  scope,
  sha256,
  usergroup,
} from '../../support/records.ts';
import { afterChanges, approval, releasedStory, requestIn, revokedStory } from '../../support/stories.ts';

const seen: CardSurroundings = {
  roleRules: 'seen',
  usergroups: new Map([
    ['payments-leads' as UsergroupHandle, 'S0LEADS'],
    ['security' as UsergroupHandle, 'S0SECURITY'],
  ]),
};

const shown = (request: Request, surroundings = seen) => JSON.stringify(approvalCard(request, surroundings));

describe('a card that asks', () => {
  it('says who asks for what, for how long and why, and mentions whom it asks', () => {
    const card = shown(requestIn('pending'));
    for (const part of ['<@U0ALICE>', '`prod-eu`', '`payments`', '`edit`', '`k8s-access:edit`', '`1h`']) {
      expect(card).toContain(part);
    }
    expect(card).toContain('the nightly job is stuck');
    expect(card).toContain('*0 of 1 approval* from <!subteam^S0LEADS>');
  });

  it('has buttons to approve, to approve with less and to deny, which carry the request’s id', () => {
    const request = requestIn('pending');
    const { blocks } = approvalCard(request, seen);
    const buttons = blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
    expect(buttons).toMatchObject([
      { action_id: 'approve', value: request.id },
      { action_id: 'approve-less', value: request.id },
      { action_id: 'deny', value: request.id },
      { action_id: 'hand-over', value: request.id },
    ]);
  });

  it('counts the approvals of each stage', () => {
    const pending = raise(asked({ scope: scope('prod-eu', 'payments', 'admin') }), sha256);
    const half = afterChanges(pending, approval(bobTheLead, minutesAfterNoon(1), false));
    const card = shown(half.request);
    expect(card).toContain('*1 of 1 approval* from <!subteam^S0LEADS>');
    expect(card).toContain('*0 of 1 approval* from <!subteam^S0SECURITY>');
    expect(card).toContain('Approved by <@U0BOB>');
  });

  it('names a usergroup that Slack does not know', () => {
    expect(shown(requestIn('pending'), { ...seen, usergroups: new Map() })).toContain('`@payments-leads`');
  });

  it('warns when the cluster could not say what the role does', () => {
    expect(shown(requestIn('pending'), { ...seen, roleRules: 'unreachable' })).toContain('did not answer');
    expect(shown(requestIn('pending'))).not.toContain('did not answer');
  });

  it('warns in red of a built-in role whose holder can leave access behind', () => {
    const builtIn = (name: string) => {
      const request = requestIn('pending');
      return shown({ ...request, target: { ...request.target, grant: clusterRole(name) } });
    };
    expect(builtIn('admin')).toContain(':red_circle: *Whoever holds `admin` can leave access behind');
    expect(builtIn('k8s-access:admin')).not.toContain(':red_circle:');
  });

  it('names every one of fifty namespaces', () => {
    const pending = requestIn('pending');
    const names = Array.from({ length: 50 }, (_, number) => `${'n'.repeat(60)}-${number}` as Namespace);
    const [first, ...others] = names;
    const card = shown({
      ...pending,
      scope: { ...pending.scope, namespaces: [first as Namespace, ...others] },
    });
    for (const name of names) expect(card).toContain(`\`${name}\``);
  });
});

describe('a card that no longer asks', () => {
  it.each(['approved', 'closing', 'ended', 'denied', 'lapsed', 'withdrawn', 'failed'] as const)(
    'has no buttons once the request is %s',
    (status) => {
      expect(shown(requestIn(status))).not.toContain('"button"');
    },
  );

  it('has a revoke button, and no other, while the access is open', () => {
    const request = requestIn('active');
    const { blocks } = approvalCard(request, seen);
    const buttons = blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
    expect(buttons).toMatchObject([{ action_id: 'revoke', value: request.id }]);
  });

  it('says who withdrew, who released, and who revoked and why', () => {
    expect(shown(requestIn('withdrawn'))).toContain('<@U0ALICE> withdrew the request');
    expect(shown(releasedStory().request)).toContain('because <@U0ALICE> released it early');
    const revoked = shown(revokedStory().request);
    expect(revoked).toContain('because <@U0BOB> revoked it');
    expect(revoked).toContain('"type":"plain_text","text":"the job is fixed"');
  });

  it('says when the window closes', () => {
    expect(shown(requestIn('active'))).toContain('2026-11-21 13:02 UTC');
  });

  it('says who denied, and why', () => {
    const denied = shown(requestIn('denied'));
    expect(denied).toContain('<@U0BOB> denied the request');
    expect(denied).toContain('Reason for denying it');
  });

  it('says why access was not opened', () => {
    expect(shown(requestIn('failed'))).toContain('The cluster does not have the role.');
  });

  it('says that the access is gone only where the cluster said no', () => {
    const ended = requestIn('ended');
    expect(shown(ended)).toContain('The cluster confirms that it is gone.');
    const remains = {
      namespace: 'payments' as Namespace,
      asked: 'delete /pods',
      allowed: true,
      reason: 'RBAC: allowed by ClusterRoleBinding "everyone"',
    };
    const card = shown({ ...ended, evidence: [remains] });
    expect(card).not.toContain('The cluster confirms that it is gone.');
    expect(card).toContain('`delete /pods` in `payments`');
    expect(card).toContain('ClusterRoleBinding');
  });
});

describe('approvals shared out over the stages', () => {
  const leads = { approvers: [usergroup('payments-leads')], quorum: 1 } as const;
  const security = { approvers: [usergroup('security')], quorum: 1 } as const;
  const votes = (...approvers: readonly Approver[]) => approvers.map(({ sources }) => ({ as: [...sources] }));
  const counts = (...approvers: readonly Approver[]) =>
    approvalsByStage([leads, security], votes(...approvers)).map((given) => given.length);
  const both = inGroups(carol, 'payments-leads', 'security');

  it('someone of two groups makes room for someone of one', () => {
    expect(counts(both)).toEqual([1, 0]);
    expect(counts(both, bobTheLead)).toEqual([1, 1]);
    expect(counts(bobTheLead, both)).toEqual([1, 1]);
  });
});
