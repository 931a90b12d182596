import { describe, expect, it } from 'vitest';
import type { Broker } from '../../../shared/domain/estate.ts';
import type { Instant } from '../../../shared/domain/instant.ts';
import { wholeCluster } from '../../../shared/domain/scope.ts';
import type { BindingDraft } from '../../../shared/usecases/cluster-ports.ts';
import { BindingLostError, NameTakenError } from '../../../shared/usecases/errors.ts';
import { newRequestId, type TestEstate } from '../../support/cluster-adapters.ts';
import { alice, bindingOf, draft } from './support/drafts.ts';
import { rbacPath } from './support/kubernetes-paths.ts';

const path = `${rbacPath}/clusterrolebindings`;
const apiGroup = 'rbac.authorization.k8s.io';
const clusterView = 'k8s-access:cluster-view';
const wide = () => draft({ namespace: wholeCluster, clusterRole: clusterView });
const granters = [{ apiGroup, kind: 'Group', name: 'k8s-access:granters' }];
const bindingTo = (name: string, role: string, subjects: readonly unknown[] = []) => ({
  metadata: { name },
  roleRef: { apiGroup, kind: 'ClusterRole', name: role },
  subjects,
});

/** The port `Bindings` for a whole cluster, and what brokers may do there: as strict as in a namespace. */
export function clusterWideFacts(estate: () => TestEstate): void {
  const standing = ({ name }: BindingDraft) => estate().admin.call('GET', `${path}/${name}`);

  describe('a binding of the whole cluster', () => {
    it('names nobody, then the person; the cluster says yes everywhere; and it is gone when removed', async () => {
      const { target } = estate();
      const { bindings, witness } = estate().access();
      const made = wide();
      const binding = bindingOf(made, await bindings.create(target, made));
      expect((await standing(made)).body).not.toHaveProperty('subjects');
      const subject = { ...alice, username: `k8s-access:${made.requestId}@example.com` };
      const rules = await witness.rulesOf(target, clusterView, 'cluster');
      const ask = () => witness.ask(target, subject, [wholeCluster], rules);
      expect((await ask()).some(({ allowed }) => allowed)).toBe(false);
      await bindings.addSubject(target, binding, subject.username);
      await expect.poll(async () => (await ask()).every(({ allowed }) => allowed)).toBe(true);
      expect((await ask())[0]).toMatchObject({
        namespace: '*',
        reason: expect.stringContaining(`ClusterRoleBinding "${made.name}"`),
      });
      expect(await bindings.findUid(target, made, made.requestId)).toBe(binding.uid);
      await bindings.remove(target, binding);
      await bindings.remove(target, binding);
      expect((await standing(made)).status).toBe(404);
      expect(await bindings.findUid(target, made, made.requestId)).toBeUndefined();
    });

    it('carries the labels of its request, and tells a later end after an extension', async () => {
      const { bindings } = estate().access();
      const made = wide();
      const binding = bindingOf(made, await bindings.create(estate().target, made));
      const end = { closesAt: '2026-11-21T11:30:00.000Z' as Instant, extension: newRequestId() };
      await bindings.relabel(estate().target, binding, end);
      expect((await standing(made)).body).toMatchObject({
        metadata: {
          labels: {
            'app.kubernetes.io/managed-by': 'k8s-access',
            'k8s-access/request': made.requestId,
            'cleanup.kyverno.io/ttl': '2026-11-21T113000Z',
          },
        },
        roleRef: { kind: 'ClusterRole', name: clusterView },
      });
    });

    it('is not resurrected by a subject that comes late, nor is its successor changed', async () => {
      const { bindings } = estate().access();
      const made = wide();
      const binding = bindingOf(made, await bindings.create(estate().target, made));
      await bindings.remove(estate().target, binding);
      const late = () => bindings.addSubject(estate().target, binding, alice.username);
      await expect(late()).rejects.toThrow(BindingLostError);
      expect((await standing(made)).status).toBe(404);
      const uid = await bindings.create(estate().target, made);
      await expect(late()).rejects.toThrow(BindingLostError);
      await bindings.remove(estate().target, binding);
      expect((await standing(made)).body).toMatchObject({ metadata: { uid } });
      expect((await standing(made)).body).not.toHaveProperty('subjects');
    });

    it('of somebody else under our name is neither taken over nor found', async () => {
      const { bindings } = estate().access();
      const made = wide();
      await estate().admin.create(path, bindingTo(made.name, clusterView));
      await expect(bindings.create(estate().target, made)).rejects.toThrow(NameTakenError);
      expect(await bindings.findUid(estate().target, made, made.requestId)).toBeUndefined();
    });

    it('is made once, however often it is asked for', async () => {
      const { bindings } = estate().access();
      const made = wide();
      const uid = await bindings.create(estate().target, made);
      expect(await bindings.create(estate().target, made)).toBe(uid);
    });
  });

  describe('in the whole cluster', () => {
    const status = async (broker: Broker, ...call: Parameters<TestEstate['admin']['call']>) =>
      (await (await estate().as(broker)).call(...call)).status;

    it.each(['cluster-admin', 'k8s-access:admin', 'k8s-access:view', 'k8s-access:granter'])(
      'the granter cannot bind %s, not even to nobody',
      async (role) => {
        expect(await status('granter', 'POST', path, bindingTo('up', role))).toBe(403);
        expect(await status('granter', 'POST', path, bindingTo('up', role, granters))).toBe(403);
      },
    );

    it('the granter cannot name itself in a binding of cluster-admin that stands', async () => {
      const patch = { subjects: granters };
      expect(await status('granter', 'PATCH', `${path}/cluster-admin`, patch)).toBe(403);
      const { body } = await estate().admin.call('GET', `${path}/cluster-admin`);
      expect(JSON.stringify(body)).not.toContain('k8s-access:granters');
    });

    it('the granter cannot change what the role allows, nor delete or list bindings', async () => {
      const roles = `${rbacPath}/clusterroles`;
      expect(await status('granter', 'PATCH', `${roles}/${clusterView}`, { rules: [] })).toBe(403);
      expect(await status('granter', 'DELETE', `${path}/cluster-admin`)).toBe(403);
      expect(await status('granter', 'GET', path)).toBe(403);
    });

    it('the revoker can neither create nor patch a binding', async () => {
      expect(await status('revoker', 'POST', path, bindingTo('up', clusterView))).toBe(403);
      expect(await status('revoker', 'PATCH', `${path}/cluster-admin`, { subjects: [] })).toBe(403);
    });

    it('the witness can neither create nor delete one', async () => {
      expect(await status('witness', 'POST', path, bindingTo('up', clusterView))).toBe(403);
      expect(await status('witness', 'DELETE', `${path}/cluster-admin`)).toBe(403);
    });
  });

  it('rules about paths of the API server count in the whole cluster, and are asked about there', async () => {
    const { admin, target } = estate();
    const { witness } = estate().access();
    const urls = { verbs: ['get'], nonResourceURLs: ['/k8s-access-test', '/k8s-access-test/*'] };
    const pods = { verbs: ['get'], apiGroups: [''], resources: ['pods'] };
    await admin.create(`${rbacPath}/clusterroles`, { metadata: { name: 'urls' }, rules: [urls, pods] });
    const rules = await witness.rulesOf(target, 'urls', 'cluster');
    expect(rules.map(({ nonResourceURLs }) => nonResourceURLs)).toEqual([urls.nonResourceURLs, undefined]);
    expect(await witness.rulesOf(target, 'urls', 'namespace')).toHaveLength(1);
    const subject = { ...alice, username: 'k8s-access:urls@example.com' };
    const ask = () => witness.ask(target, subject, [wholeCluster], rules);
    expect((await ask()).map(({ asked, allowed }) => [asked, allowed])).toEqual([
      ['get /k8s-access-test', false],
      ['get pods', false],
    ]);
    const person = [{ apiGroup, kind: 'User', name: subject.username }];
    await admin.create(path, bindingTo('urls', 'urls', person));
    await expect.poll(async () => (await ask()).every(({ allowed }) => allowed)).toBe(true);
  });
}
