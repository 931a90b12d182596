import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../shared/domain/instant.ts';
import type { Namespace } from '../../../shared/domain/scope.ts';
import {
  BindingLostError,
  DependencyError,
  NamespaceMissingError,
  NameTakenError,
  RoleMissingError,
} from '../../../shared/usecases/errors.ts';
import type { TestEstate } from '../../support/cluster-adapters.ts';
import { newRequestId } from '../../support/cluster-adapters.ts';
import { alice, bindingOf, draft } from './support/drafts.ts';
import { roleBindingsPath } from './support/kubernetes-paths.ts';
import { unmanaged } from './support/prepare-cluster.ts';

/** What an extension moves the end of a draft to. */
const laterEnd = { closesAt: '2026-11-21T11:30:00.000Z' as Instant, extension: newRequestId() };

const telling = (ttl: string) => ({ metadata: { labels: { 'cleanup.kyverno.io/ttl': ttl } } });

const rbacGroup = 'rbac.authorization.k8s.io';

/** The port `Bindings`, as it must be on every API server. */
export function bindingFacts(estate: () => TestEstate): void {
  const standing = ({ namespace, name }: { readonly namespace: string; readonly name: string }) =>
    estate().admin.call('GET', `${roleBindingsPath(namespace)}/${name}`);

  const untilGone = (path: string) =>
    expect.poll(async () => (await estate().admin.call('GET', path)).status, { timeout: 20_000 }).toBe(404);

  describe('a binding', () => {
    it('is created without a subject, and says what it is for', async () => {
      const made = draft();
      const { bindings } = estate().access();
      const uid = await bindings.create(estate().target, made);
      const { body } = await standing(made);
      expect(body).toMatchObject({
        metadata: {
          uid,
          labels: {
            'app.kubernetes.io/managed-by': 'k8s-access',
            'k8s-access/request': made.requestId,
            'cleanup.kyverno.io/ttl': '2026-11-21T103000Z',
          },
          annotations: {
            'k8s-access/closes-at': '2026-11-21T10:30:00.000Z',
            'k8s-access/requester': 'alice@example.com',
            'k8s-access/approvers': 'bob@example.com, dave@example.com',
            'k8s-access/reason': made.reason,
          },
        },
        roleRef: { apiGroup: rbacGroup, kind: 'ClusterRole', name: 'k8s-access:edit' },
      });
      expect(body).not.toHaveProperty('subjects');
    });

    it('names the one person after that, is found by its request, and is gone when removed', async () => {
      const made = draft();
      const { bindings } = estate().access();
      const binding = bindingOf(made, await bindings.create(estate().target, made));
      await bindings.addSubject(estate().target, binding, alice.username);
      await bindings.addSubject(estate().target, binding, alice.username);
      expect((await standing(made)).body).toMatchObject({
        subjects: [{ apiGroup: rbacGroup, kind: 'User', name: alice.username }],
      });
      expect(await bindings.findUid(estate().target, made, made.requestId)).toBe(binding.uid);
      await bindings.remove(estate().target, binding);
      expect((await standing(made)).status).toBe(404);
      expect(await bindings.findUid(estate().target, made, made.requestId)).toBeUndefined();
    });

    it('that is created twice is one binding', async () => {
      const made = draft();
      const { bindings } = estate().access();
      const uid = await bindings.create(estate().target, made);
      expect(await bindings.create(estate().target, made)).toBe(uid);
    });

    it('that is removed twice is removed', async () => {
      const made = draft();
      const { bindings } = estate().access();
      const binding = bindingOf(made, await bindings.create(estate().target, made));
      await bindings.remove(estate().target, binding);
      await expect(bindings.remove(estate().target, binding)).resolves.toBeUndefined();
    });

    it('tells another end after an extension, keeps what else it tells, and can be told it again', async () => {
      const made = draft();
      const { bindings } = estate().access();
      const binding = bindingOf(made, await bindings.create(estate().target, made));
      await bindings.addSubject(estate().target, binding, alice.username);
      for (const _ of ['once', 'again']) await bindings.relabel(estate().target, binding, laterEnd);
      const { body } = await standing(made);
      expect(body).toMatchObject({
        metadata: {
          uid: binding.uid,
          labels: {
            'app.kubernetes.io/managed-by': 'k8s-access',
            'k8s-access/request': made.requestId,
            'cleanup.kyverno.io/ttl': '2026-11-21T113000Z',
          },
          annotations: {
            'k8s-access/closes-at': '2026-11-21T11:30:00.000Z',
            'k8s-access/extension': laterEnd.extension,
            'k8s-access/reason': made.reason,
          },
        },
        subjects: [{ apiGroup: rbacGroup, kind: 'User', name: alice.username }],
        roleRef: { apiGroup: rbacGroup, kind: 'ClusterRole', name: 'k8s-access:edit' },
      });
      await bindings.relabel(estate().target, binding, { ...laterEnd, closesAt: made.closesAt });
      expect((await standing(made)).body).toMatchObject(telling('2026-11-21T103000Z'));
    });

    it('that is gone, or is another one by now, tells no other end', async () => {
      const made = draft();
      const { bindings } = estate().access();
      const binding = bindingOf(made, await bindings.create(estate().target, made));
      await bindings.remove(estate().target, binding);
      const relabel = () => bindings.relabel(estate().target, binding, laterEnd);
      await expect(relabel()).rejects.toThrow(BindingLostError);
      expect((await standing(made)).status).toBe(404);
      await bindings.create(estate().target, made);
      await expect(relabel()).rejects.toThrow(BindingLostError);
      expect((await standing(made)).body).toMatchObject(telling('2026-11-21T103000Z'));
    });

    it('does not tell an earlier end because a patch of an earlier extension comes late', async () => {
      const made = draft();
      const { bindings } = estate().access();
      const binding = bindingOf(made, await bindings.create(estate().target, made));
      estate().faults.arm({ target: 'kubernetes.patchRoleBinding', delayMs: 1500 });
      const early = { closesAt: '2026-11-21T10:45:00.000Z' as Instant, extension: newRequestId() };
      const late = bindings.relabel(estate().target, binding, early);
      const refused = expect(late).rejects.toThrow(DependencyError);
      await delay(500);
      await bindings.relabel(estate().target, binding, laterEnd);
      await refused;
      expect((await standing(made)).body).toMatchObject(telling('2026-11-21T113000Z'));
    });

    it('is not resurrected by a subject that comes late', async () => {
      const made = draft();
      const { bindings } = estate().access();
      const binding = bindingOf(made, await bindings.create(estate().target, made));
      await bindings.remove(estate().target, binding);
      await expect(bindings.addSubject(estate().target, binding, alice.username)).rejects.toThrow(
        BindingLostError,
      );
      expect((await standing(made)).status).toBe(404);
    });

    it('gets no late subject when another has taken its name', async () => {
      const made = draft();
      const { bindings } = estate().access();
      const binding = bindingOf(made, await bindings.create(estate().target, made));
      await bindings.remove(estate().target, binding);
      const successor = await bindings.create(estate().target, made);
      await expect(bindings.addSubject(estate().target, binding, alice.username)).rejects.toThrow(
        BindingLostError,
      );
      await bindings.remove(estate().target, binding);
      const { body } = await standing(made);
      expect(body).toMatchObject({ metadata: { uid: successor } });
      expect(body).not.toHaveProperty('subjects');
    });
  });

  describe('a binding of someone else under our name', () => {
    it('is neither taken over, nor found, nor changed', async () => {
      const made = draft();
      const theirs = {
        metadata: { name: made.name, labels: { 'k8s-access/request': newRequestId() } },
        roleRef: { apiGroup: rbacGroup, kind: 'ClusterRole', name: 'view' },
      };
      await estate().admin.create(roleBindingsPath(made.namespace), theirs);
      const before = (await standing(made)).body;
      const { bindings } = estate().access();
      await expect(bindings.create(estate().target, made)).rejects.toThrow(NameTakenError);
      expect(await bindings.findUid(estate().target, made, made.requestId)).toBeUndefined();
      expect((await standing(made)).body).toEqual(before);
    });
  });

  it('a binding planted under our name and label is not used for another role', async () => {
    const made = draft();
    await estate().admin.create(roleBindingsPath(made.namespace), {
      metadata: { name: made.name, labels: { 'k8s-access/request': made.requestId } },
      roleRef: { apiGroup: rbacGroup, kind: 'ClusterRole', name: 'cluster-admin' },
    });
    await expect(estate().access().bindings.create(estate().target, made)).rejects.toThrow(NameTakenError);
  });

  describe('what cannot be bound', () => {
    it('is anything in a namespace that does not exist', async () => {
      const made = draft({ namespace: 'nowhere' as Namespace });
      await expect(estate().access().bindings.create(estate().target, made)).rejects.toThrow(
        NamespaceMissingError,
      );
    });

    it('is a role that does not exist', async () => {
      const made = draft({ clusterRole: 'no-such-role' });
      await expect(estate().access().bindings.create(estate().target, made)).rejects.toThrow(
        RoleMissingError,
      );
    });

    it('is cluster-admin, and the refusal says what to do', async () => {
      const made = draft({ clusterRole: 'cluster-admin' });
      await expect(estate().access().bindings.create(estate().target, made)).rejects.toThrow(
        /^Cluster prod-eu did not create .*403 Forbidden.*Apply the manifests of prod-eu again/s,
      );
      expect((await standing(made)).status).toBe(404);
    });

    it('is anything in a namespace that is not managed', async () => {
      const made = draft({ namespace: unmanaged as Namespace });
      await expect(estate().access().bindings.create(estate().target, made)).rejects.toThrow(DependencyError);
      expect((await standing(made)).status).toBe(404);
    });
  });

  describe('a managed namespace that was deleted', () => {
    it('is a missing namespace to create in, and holds nothing to find, patch or remove', async () => {
      const { admin, target } = estate();
      const { bindings } = estate().access();
      const made = draft({ namespace: 'platform' as Namespace });
      const binding = bindingOf(made, await bindings.create(target, made));
      await admin.call('DELETE', '/api/v1/namespaces/platform');
      await expect(bindings.create(target, made)).rejects.toThrow(NamespaceMissingError);
      await untilGone('/api/v1/namespaces/platform');
      await expect(bindings.create(target, made)).rejects.toThrow(NamespaceMissingError);
      await expect(bindings.addSubject(target, binding, alice.username)).rejects.toThrow(BindingLostError);
      expect(await bindings.findUid(target, binding, made.requestId)).toBeUndefined();
      await expect(bindings.remove(target, binding)).resolves.toBeUndefined();
    });
  });
}
