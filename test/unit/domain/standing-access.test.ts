import { describe, expect, it } from 'vitest';
import type { Extent } from '../../../shared/domain/scope.ts';
import { standingBefore, standingInWords } from '../../../shared/domain/standing-access.ts';

const answer = (allowed: boolean, reason = '') => ({
  ...{ namespace: 'payments' as Extent, asked: 'get pods', allowed, reason },
});
const through = (binding: string) =>
  answer(true, `RBAC: allowed by ${binding} of ClusterRole "view" to Group "system:authenticated"`);

describe('what somebody can do without a window', () => {
  it('is counted, and what gives it is named once', () => {
    const all = through('ClusterRoleBinding "everyone-views"');
    const standing = standingBefore([all, all, through('RoleBinding "team/payments"'), answer(false)]);
    const named = ['ClusterRoleBinding everyone-views', 'RoleBinding team/payments'];
    expect(standing).toEqual({ asked: 4, allowed: 3, through: named });
    expect(standingInWords(standing)).toBe(
      '3 of the 4 things that were asked about without a window, through ClusterRoleBinding everyone-views, RoleBinding team/payments',
    );
  });

  it('is not what another of their windows allows', () => {
    const standing = standingBefore([through('RoleBinding "k8s-access-r-2/payments"'), answer(false)]);
    expect(standing).toEqual({ asked: 2, allowed: 0, through: [] });
    expect(standingInWords(standing)).toBeUndefined();
  });

  it('is named in the words of another authorizer, shortened, or said to be unnamed', () => {
    const standing = standingBefore([answer(true, `EKS ${'x'.repeat(500)}`), answer(true)]);
    expect(standing.through).toEqual([`EKS ${'x'.repeat(196)}`, 'access that the cluster does not name']);
  });

  it('is of a bounded size, however much there is', () => {
    const many = Array.from({ length: 500 }, (_, at) => through(`ClusterRoleBinding "binding-${at}"`));
    expect(standingBefore(many)).toMatchObject({ asked: 500, allowed: 500 });
    expect(standingBefore(many).through).toHaveLength(10);
  });
});
