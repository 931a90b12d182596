import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { admissionPolicies } from '../../../infra/cluster/admission/admission-policies.ts';
import { brokerEntries } from '../../../infra/cluster/broker-entries.ts';
import { clusterManifest } from '../../../infra/cluster/cluster-manifest.ts';
import { bindingOf, subjectPatch } from '../../../shared/adapters/kubernetes/binding-object.ts';
import { loadAccessConfig } from '../../../shared/config/load-access-config.ts';
import { parseAdoptedPrefix } from '../../../shared/domain/adopted-usernames.ts';
import type { RequestId } from '../../../shared/domain/ids.ts';
import { wholeCluster } from '../../../shared/domain/scope.ts';
import { enforce, type PoliciesInForce } from '../../support/admission-webhook.ts';
import { binding, describeOnRealApiServer, eventually, paths, user } from '../../support/kubernetes.ts';
import type { Client } from '../../support/kubernetes-client.ts';
import { must as mustParse } from '../../support/records.ts';
import { draft } from '../cluster-adapters/support/drafts.ts';
import { pathOf } from '../cluster-adapters/support/kubernetes-paths.ts';

const { estate } = loadAccessConfig('access.yaml');
const cluster = [...estate.clusters.values()].find(({ name }) => name === 'prod-eu');
if (cluster === undefined) throw new Error('the example estate has no prod-eu');
const inPayments = paths.roleBindings('payments');
const alice = 'k8s-access:alice@example.com';
const adoptedAlice = 'corp:alice@example.com';
const apiGroup = 'rbac.authorization.k8s.io';

// A ValidatingAdmissionPolicy needs Kubernetes 1.30. Here a webhook evaluates the same expressions with a CEL library
// for a real, older API server: the requests are real, the evaluator is not Kubernetes' own.
describeOnRealApiServer('with the admission policies in force', (world) => {
  let policies: PoliciesInForce;
  let granter: Client;
  let revoker: Client;
  let holder: Client;
  let adopted: Client;

  beforeAll(async () => {
    const { admin, as } = world();
    for (const name of [...cluster.namespaces, 'unmanaged']) {
      await admin.post('/api/v1/namespaces', { metadata: { name } });
    }
    for (const object of clusterManifest(cluster, [...estate.roles.values()])) {
      expect((await admin.post(pathOf(object), object)).status).toBe(201);
    }
    const brokers = new Map(
      brokerEntries(cluster).map(({ username, groups }) => [username, as(username, groups)]),
    );
    granter = must(brokers.get('k8s-access-granter'));
    revoker = must(brokers.get('k8s-access-revoker'));
    holder = as(alice);
    adopted = as(adoptedAlice);
    // The worst window there is: RBAC refuses its holder nothing in the namespace.
    await admin.post(inPayments, binding('worst-window', 'cluster-admin', [user(alice), user(adoptedAlice)]));
    // It stood before the policies did.
    await admin.post(inPayments, binding('k8s-access-000000000000', 'k8s-access:view'));
    policies = await enforce(admissionPolicies([mustParse(parseAdoptedPrefix('corp:'))]), world());
  }, 60_000);
  afterAll(() => policies.stop());

  const made = async () => {
    const wanted = bindingOf(draft());
    const { status, body } = await granter.post(inPayments, wanted);
    expect(status, body.message).toBe(201);
    return { path: `${inPayments}/${wanted.metadata?.name}`, uid: body.metadata.uid };
  };

  it('a window opens and closes as ever', async () => {
    const { path, uid } = await made();
    expect((await granter.patch(path, subjectPatch(uid, alice))).status).toBe(200);
    expect((await revoker.delete(path, { preconditions: { uid } })).status).toBe(200);
    expect(policies.judged.filter(({ request }) => request.operation === 'DELETE').at(-1)?.verdict).toEqual({
      allowed: true,
    });
  });

  it('a window of somebody whom an adopted entry calls otherwise opens too', async () => {
    const { path, uid } = await made();
    expect((await granter.patch(path, subjectPatch(uid, adoptedAlice))).status).toBe(200);
  });

  describe('the granter is refused', () => {
    const wanted = () => bindingOf(draft());
    it.each([
      ['a binding without labels', () => ({ ...wanted(), metadata: { name: 'bare' } })],
      ['a binding that is not named after its request', () => renamed(wanted())],
      ['a request label that is none', () => relabelled(wanted(), 'no-id')],
      ['two people', () => ({ ...wanted(), subjects: [user(alice), user('k8s-access:bob@example.com')] })],
      [
        'a group',
        () => ({ ...wanted(), subjects: [{ kind: 'Group', apiGroup, name: 'k8s-access:granters' }] }),
      ],
      ['a name that begins like an adopted one', () => ({ ...wanted(), subjects: [user('corporate')] })],
      ['a stranger', () => ({ ...wanted(), subjects: [user('system:admin')] })],
      ['itself', () => ({ ...wanted(), subjects: [user('k8s-access-granter')] })],
    ])('%s', async (_, body) => {
      const { status, body: answer } = await granter.post(inPayments, body());
      expect(status).toBe(422);
      expect(answer.message).toContain('The granter of k8s-access writes only');
    });

    it("a planted binding of a request's name, which it would make its own", async () => {
      const planted = bindingOf(
        draft({ requestId: '000000000000' as RequestId, clusterRole: 'k8s-access:view' }),
      );
      const { name, ...metadata } = planted.metadata ?? {};
      const { status, body } = await granter.patch(`${inPayments}/${name}`, { metadata });
      expect(status).toBe(422);
      expect(body.message).toContain('changes only bindings of the request that made them');
    });

    it('moving a binding to another request', async () => {
      const { path } = await made();
      const other = { metadata: { labels: { 'k8s-access/request': '0123456789ab' } } };
      expect((await granter.patch(path, other)).status).toBe(422);
    });
  });

  it("the revoker deletes no binding but a request's", async () => {
    await world().admin.post(inPayments, binding('to-stay', 'view'));
    const { status, body } = await revoker.delete(`${inPayments}/to-stay`);
    expect(status).toBe(422);
    expect(body.message).toContain('deletes only bindings that belong to a request');
  });

  it('of the whole cluster, too, the granter writes bindings of requests alone, and the revoker deletes no others', async () => {
    const wanted = bindingOf(draft({ namespace: wholeCluster, clusterRole: 'k8s-access:cluster-view' }));
    const wide = paths.clusterRoleBindings;
    expect((await granter.post(wide, { ...wanted, metadata: { name: 'bare' } })).status).toBe(422);
    expect((await granter.post(wide, { ...wanted, subjects: [user('system:admin')] })).status).toBe(422);
    const { status, body } = await granter.post(wide, wanted);
    expect(status, body.message).toBe(201);
    const path = `${wide}/${wanted.metadata?.name}`;
    expect((await granter.patch(path, subjectPatch(body.metadata.uid, alice))).status).toBe(200);
    expect((await revoker.delete(`${wide}/cluster-admin`)).status).toBe(422);
    expect((await revoker.delete(path, { preconditions: { uid: body.metadata.uid } })).status).toBe(200);
  });

  it("nobody else writes, edits or relabels a request's binding, not even an administrator; who deletes it may", async () => {
    const { admin } = world();
    const { path, uid } = await made();
    expect((await admin.post(inPayments, bindingOf(draft()))).status).toBe(422);
    expect((await admin.patch(path, { subjects: [user('k8s-access:bob@example.com')] })).status).toBe(422);
    const unlabelled = { metadata: { labels: { 'app.kubernetes.io/managed-by': null } } };
    expect((await admin.patch(path, unlabelled)).status).toBe(422);
    expect((await granter.patch(path, unlabelled)).status).toBe(422);
    expect((await admin.delete(path, { preconditions: { uid } })).status).toBe(200);
  });

  describe('whoever holds a window is refused', () => {
    const serviceAccounts = '/api/v1/namespaces/payments/serviceaccounts';
    it.each([
      ['a binding for themselves', () => holder.post(inPayments, binding('planted', 'view', [user(alice)]))],
      ['a role', () => holder.post(paths.roles('payments'), { metadata: { name: 'planted' }, rules: [] })],
      ['taking a binding away', () => holder.delete(`${inPayments}/k8s-access:revokers`)],
      [
        'a token of a service account',
        () => holder.post(`${serviceAccounts}/default/token`, { spec: { expirationSeconds: 86400 } }),
      ],
      [
        'a binding under the name that an adopted entry gives',
        () => adopted.post(inPayments, binding('planted', 'view', [user(adoptedAlice)])),
      ],
      [
        'a token under the name that an adopted entry gives',
        () => adopted.post(`${serviceAccounts}/default/token`, { spec: { expirationSeconds: 86400 } }),
      ],
      [
        'a Secret that becomes a token',
        () =>
          holder.post('/api/v1/namespaces/payments/secrets', {
            metadata: { name: 'planted', annotations: { 'kubernetes.io/service-account.name': 'default' } },
            type: 'kubernetes.io/service-account-token',
          }),
      ],
    ])('%s', async (_, attempt) => {
      const { status, body } = await attempt();
      expect(status, body.message).toBe(422);
      expect(body.message).toContain('Whoever holds access through k8s-access');
    });

    it('relabelling the binding that they hold', async () => {
      const { path } = await made();
      await eventually(async () => expect((await holder.get(path)).status).toBe(200));
      expect((await holder.patch(path, { metadata: { labels: { team: 'mine' } } })).status).toBe(422);
    });
  });

  it('whoever holds a window still does their work: Secrets and configuration of their own', async () => {
    const secret = { metadata: { name: 'own' }, stringData: { key: 'value' } };
    expect((await holder.post('/api/v1/namespaces/payments/secrets', secret)).status).toBe(201);
    expect((await holder.post(paths.configMaps('payments'), { metadata: { name: 'own' } })).status).toBe(201);
  });
});

function must<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('the broker has no such identity');
  return value;
}

type Drafted = ReturnType<typeof bindingOf>;

function renamed(drafted: Drafted): Drafted {
  return { ...drafted, metadata: { ...drafted.metadata, name: 'k8s-access-0123456789ab' } };
}

function relabelled(drafted: Drafted, request: string): Drafted {
  const labels = { ...drafted.metadata?.labels, 'k8s-access/request': request };
  return { ...drafted, metadata: { ...drafted.metadata, name: `k8s-access-${request}`, labels } };
}
