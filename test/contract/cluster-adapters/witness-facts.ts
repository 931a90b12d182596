import { describe, expect, it } from 'vitest';
import { saysYes } from '../../../shared/domain/evidence.ts';
import { RoleMissingError } from '../../../shared/usecases/errors.ts';
import type { TestEstate } from '../../support/cluster-adapters.ts';
import { alice, bindingOf, checkout, draft, payments } from './support/drafts.ts';
import { rbacPath } from './support/kubernetes-paths.ts';

/** The port `Witness`, as it must be on every API server. */
export function witnessFacts(estate: () => TestEstate): void {
  describe('the rules of a role', () => {
    it('are those that the cluster has', async () => {
      const rules = await estate().access().witness.rulesOf(estate().target, 'k8s-access:edit', 'namespace');
      expect(rules).toContainEqual({
        verbs: ['create'],
        apiGroups: [''],
        resources: ['pods/eviction'],
        resourceNames: [],
      });
    });

    it('leave out what is no resource', async () => {
      const urls = { verbs: ['get'], nonResourceURLs: ['/metrics'] };
      const pods = { verbs: ['get'], apiGroups: [''], resources: ['pods'] };
      await estate().admin.create(`${rbacPath}/clusterroles`, {
        metadata: { name: 'pods-and-metrics' },
        rules: [urls, pods],
      });
      const { target } = estate();
      expect(await estate().access().witness.rulesOf(target, 'pods-and-metrics', 'namespace')).toEqual([
        { ...pods, resourceNames: [] },
      ]);
    });

    it('of a role that the cluster lacks are a missing role', async () => {
      const { target } = estate();
      await expect(estate().access().witness.rulesOf(target, 'no-such-role', 'namespace')).rejects.toThrow(
        RoleMissingError,
      );
    });
  });

  describe('the evidence', () => {
    it('is no before the binding names the person, yes after it by that binding, and no after its end', async () => {
      const { target } = estate();
      const { bindings, witness } = estate().access();
      const rules = await witness.rulesOf(target, 'k8s-access:edit', 'namespace');
      const ask = () => witness.ask(target, alice, [payments], rules);
      const made = draft();
      const binding = bindingOf(made, await bindings.create(target, made));
      expect((await ask()).every(({ allowed }) => !allowed)).toBe(true);

      await bindings.addSubject(target, binding, alice.username);
      await expect.poll(async () => saysYes(await ask())).toBe(true);
      for (const { reason } of await ask()) expect(reason).toContain(made.name);

      await bindings.remove(target, binding);
      await expect.poll(async () => (await ask()).some(({ allowed }) => allowed)).toBe(false);
    });

    it('is asked for each rule in each namespace, and holds in the bound namespace alone', async () => {
      const { target } = estate();
      const { bindings, witness } = estate().access();
      const rules = [
        { verbs: ['delete'], apiGroups: [''], resources: ['pods'], resourceNames: [] },
        { verbs: ['patch'], apiGroups: ['apps'], resources: ['deployments/scale'], resourceNames: ['web'] },
      ];
      const made = draft();
      const binding = bindingOf(made, await bindings.create(target, made));
      await bindings.addSubject(target, binding, alice.username);
      const ask = () => witness.ask(target, alice, [checkout, payments], rules);
      await expect.poll(async () => (await ask()).some(({ allowed }) => allowed)).toBe(true);
      expect((await ask()).map(({ reason: _, ...rest }) => rest)).toEqual([
        { namespace: checkout, asked: 'delete pods', allowed: false },
        { namespace: checkout, asked: 'patch apps/deployments/scale web', allowed: false },
        { namespace: payments, asked: 'delete pods', allowed: true },
        { namespace: payments, asked: 'patch apps/deployments/scale web', allowed: true },
      ]);
      await bindings.remove(target, binding);
    });

    it('counts the groups that the entry adds, and the one of everybody', async () => {
      const rbac = 'rbac.authorization.k8s.io';
      const roleRef = { apiGroup: rbac, kind: 'ClusterRole', name: 'k8s-access:view' };
      const bound = (name: string, group: string) => ({
        metadata: { name },
        roleRef,
        subjects: [{ apiGroup: rbac, kind: 'Group', name: group }],
      });
      await estate().admin.create(`${rbacPath}/clusterroles`, {
        metadata: { name: 'view-widgets' },
        rules: [{ verbs: ['get'], apiGroups: ['example.com'], resources: ['widgets'] }],
      });
      await estate().admin.create(
        `${rbacPath}/namespaces/checkout/rolebindings`,
        bound('by-group', 'on-call'),
      );
      await estate().admin.create(`${rbacPath}/clusterrolebindings`, {
        ...bound('by-everybody', 'system:authenticated'),
        roleRef: { ...roleRef, name: 'view-widgets' },
      });
      const rules = [
        { verbs: ['get'], apiGroups: [''], resources: ['pods'], resourceNames: [] },
        { verbs: ['get'], apiGroups: ['example.com'], resources: ['widgets'], resourceNames: [] },
      ];
      const { witness } = estate().access();
      const ask = (groups: readonly string[]) =>
        witness.ask(estate().target, { ...alice, groups }, [checkout], rules);
      await expect.poll(async () => saysYes(await ask(['on-call']))).toBe(true);
      expect((await ask([])).map(({ allowed }) => allowed)).toEqual([false, true]);
    });
  });
}
