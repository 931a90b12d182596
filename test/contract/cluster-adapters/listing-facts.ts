import { describe, expect, it } from 'vitest';
import { mapBounded } from '../../../shared/usecases/map-bounded.ts';
import type { TestEstate } from '../../support/cluster-adapters.ts';
import { alice, bindingOf, draft } from './support/drafts.ts';
import { roleBindingsPath } from './support/kubernetes-paths.ts';

const rbacGroup = 'rbac.authorization.k8s.io';
const clusterRoleBindings = `/apis/${rbacGroup}/v1/clusterrolebindings`;

/** How the port `Bindings` lists, and tells our bindings from others, as it must be on every API server. */
export function listingFacts(estate: () => TestEstate): void {
  describe('all bindings of a cluster', () => {
    it('are listed with the marks, the role and the people of each, ours or not', async () => {
      const made = draft();
      const { bindings } = estate().access();
      const uid = await bindings.create(estate().target, made);
      await bindings.addSubject(estate().target, bindingOf(made, uid), alice.username);
      const planted = await plant(estate(), 'planted-by-somebody');
      const listed = await bindings.list(estate().target);
      expect(listed.find((one) => one.uid === uid)).toEqual({
        ...{ namespace: made.namespace, name: made.name, uid },
        ...{ role: 'k8s-access:edit', roleKind: 'ClusterRole', users: [alice.username], others: 0 },
        marks: { managedBy: 'k8s-access', request: made.requestId },
      });
      expect(listed.find(({ name }) => name === planted)).toMatchObject({
        ...{ namespace: 'payments', users: [alice.username], others: 1, marks: {} },
      });
    });

    it('come page by page, of which none is left out', async () => {
      const names = Array.from({ length: 505 }, (_, number) => `paged-${number}`);
      await mapBounded(names, 8, (name) => plant(estate(), name));
      const { bindings } = estate().access();
      const listed = (await bindings.list(estate().target)).map(({ name }) => name);
      expect(listed).toEqual(expect.arrayContaining(names));
      expect(new Set(listed.filter((name) => names.includes(name))).size).toBe(names.length);
    });

    it('have those for the whole cluster among them', async () => {
      const name = 'whole-cluster-planted';
      const body = {
        metadata: { name },
        roleRef: { apiGroup: rbacGroup, kind: 'ClusterRole', name: 'view' },
        subjects: [{ apiGroup: rbacGroup, kind: 'User', name: alice.username }],
      };
      await estate().admin.call('POST', clusterRoleBindings, body);
      const listed = await estate().access().bindings.list(estate().target);
      expect(listed.find((one) => one.name === name)).toMatchObject({ namespace: '*', role: 'view' });
      await estate().admin.call('DELETE', `${clusterRoleBindings}/${name}`);
    });
  });

  it('a name is taken by a binding without our label, and not by ours or by none', async () => {
    const made = draft();
    const { bindings } = estate().access();
    const isTaken = () => bindings.isTaken(estate().target, made, made.requestId);
    expect(await isTaken()).toBe(false);
    const uid = await bindings.create(estate().target, made);
    expect(await isTaken()).toBe(false);
    await bindings.remove(estate().target, bindingOf(made, uid));
    await plant(estate(), made.name);
    expect(await isTaken()).toBe(true);
  });
}

/** An administrator gives alice and a group something, without our labels. */
async function plant({ admin }: TestEstate, name: string): Promise<string> {
  const answer = await admin.call('POST', roleBindingsPath('payments'), {
    metadata: { name },
    roleRef: { apiGroup: rbacGroup, kind: 'ClusterRole', name: 'view' },
    subjects: [
      { apiGroup: rbacGroup, kind: 'User', name: alice.username },
      { apiGroup: rbacGroup, kind: 'Group', name: 'somebodies' },
    ],
  });
  expect(answer.status).toBe(201);
  return name;
}
