import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { TestEstate } from '../../support/cluster-adapters.ts';
import type { KubernetesCaller } from './support/kubernetes-caller.ts';
import { rbacPath, roleBindingsPath } from './support/kubernetes-paths.ts';

const group = 'rbac.authorization.k8s.io';
const roleRef = (name: string) => ({ apiGroup: group, kind: 'ClusterRole', name });
const granters = { apiGroup: group, kind: 'Group', name: 'k8s-access:granters' };
const namespaced = (name: string, role: string) => ({
  metadata: { name },
  roleRef: roleRef(role),
  subjects: [granters],
});
const serviceAccounts = '/api/v1/namespaces/payments/serviceaccounts';
const boundToItself = ['k8s-access:view', 'k8s-access:edit', 'k8s-access:debug', 'k8s-access:admin'];

/**
 * How far a granter gets that somebody took over, where no admission policy stands: it binds every role of the estate
 * to itself, and from there tries what leads out of the managed namespaces.
 */
export function escalationFacts(estate: () => TestEstate): void {
  describe('a granter that has bound every role of the estate to itself', () => {
    let granter: KubernetesCaller;
    beforeAll(async () => {
      granter = await estate().as('granter');
      await estate().admin.create(serviceAccounts, { metadata: { name: 'controller' } });
      for (const role of boundToItself) {
        await granter.call('POST', roleBindingsPath('payments'), namespaced(`own.${role.slice(11)}`, role));
      }
      await vi.waitUntil(
        async () => (await granter.call('GET', '/api/v1/namespaces/payments/secrets')).status === 200,
      );
    });
    afterAll(async () => {
      for (const role of boundToItself) {
        await estate().admin.call('DELETE', `${roleBindingsPath('payments')}/own.${role.slice(11)}`);
      }
    });

    it.each([
      ['the administrators', { 'impersonate-user': 'anyone', 'impersonate-group': 'system:masters' }],
      ['a service account', { 'impersonate-user': 'system:serviceaccount:payments:controller' }],
      ['the revoker', { 'impersonate-user': 'k8s-access-revoker' }],
      ['a person', { 'impersonate-user': 'k8s-access:alice@example.com' }],
    ])('does not pass for %s', async (_, headers) => {
      const answer = await granter.call('GET', '/api/v1/namespaces/payments/pods', undefined, headers);
      expect(answer).toMatchObject({
        status: 403,
        body: { message: expect.stringContaining('cannot impersonate resource') },
      });
    });

    it.each([
      ['bind cluster-admin', 'POST', roleBindingsPath('payments'), namespaced('up', 'cluster-admin')],
      ["bind Kubernetes' own edit", 'POST', roleBindingsPath('payments'), namespaced('up', 'edit')],
      ['bind cluster-wide', 'POST', `${rbacPath}/clusterrolebindings`, namespaced('up', 'k8s-access:admin')],
      [
        'reach an unmanaged namespace',
        'POST',
        roleBindingsPath('unmanaged'),
        namespaced('up', 'k8s-access:view'),
      ],
      ['read a secret elsewhere', 'GET', '/api/v1/namespaces/unmanaged/secrets', undefined],
      ['widen its own role', 'PATCH', `${rbacPath}/clusterroles/k8s-access:granter`, { rules: [] }],
      ['widen a role that it may bind', 'PATCH', `${rbacPath}/clusterroles/k8s-access:view`, { rules: [] }],
      [
        'write a role of its own',
        'POST',
        `${rbacPath}/namespaces/payments/roles`,
        { metadata: { name: 'own' }, rules: [] },
      ],
      ['mint a token', 'POST', `${serviceAccounts}/controller/token`, { spec: {} }],
      ['make a service account', 'POST', serviceAccounts, { metadata: { name: 'own' } }],
      [
        'make a secret that is filled with a token',
        'POST',
        '/api/v1/namespaces/payments/secrets',
        {
          metadata: { name: 'own', annotations: { 'kubernetes.io/service-account.name': 'controller' } },
          type: 'kubernetes.io/service-account-token',
        },
      ],
    ] as const)('cannot %s', async (_, method, path, body) => {
      expect((await granter.call(method, path, body)).status).toBe(403);
    });
  });
}
