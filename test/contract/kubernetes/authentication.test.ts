import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openPki } from '../../../local/pki.ts';
import {
  bearer,
  binding,
  describeOnEachBackend,
  eventually,
  group,
  newNamespace,
  paths,
  tokenFor,
  user,
} from '../../support/kubernetes.ts';

/** Milliseconds within which kube-apiserver forgets that it accepted a service account token: ten seconds, and some. */
const tokenCache = 15_000;

describeOnEachBackend('authentication', (world) => {
  it("takes a client certificate's common name as user and its organizations as groups", async () => {
    const { admin, client, pki } = world();
    const namespace = await newNamespace(world());
    await admin.post(paths.roleBindings(namespace), binding('devs', 'view', [group('devs')]));
    const certificate = await pki.issue({ commonName: 'alice', organizations: ['devs', 'others'] });
    const alice = client({ certificate });
    await eventually(async () => expect((await alice.get(paths.pods(namespace))).status).toBe(200));
    const refused = await alice.get('/api/v1/nodes');
    expect(refused.status).toBe(403);
    expect(refused.body.message).toBe(
      'nodes is forbidden: User "alice" cannot list resource "nodes" in API group "" at the cluster scope',
    );
  });

  it('refuses a client certificate of another authority with 401', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'k8s-access-stranger-'));
    onTestFinished(() => rmSync(directory, { recursive: true }));
    const stranger = await openPki(directory);
    const certificate = await stranger.issue({ commonName: 'admin', organizations: ['system:masters'] });
    const answer = await world().client({ certificate }).get('/api/v1/nodes');
    expect(answer).toMatchObject({ status: 401, body: { kind: 'Status', reason: 'Unauthorized' } });
  });

  it('takes user and groups of a bearer token from the reviewer', async () => {
    const { as } = world();
    const refused = await as('k8s-access:alice@example.com').get(paths.pods('default'));
    expect(refused.body.message).toContain('User "k8s-access:alice@example.com" cannot list');
    expect((await as('root', ['system:masters']).get('/api/v1/nodes')).status).toBe(200);
  });

  it('refuses a token that the reviewer refuses with 401', async () => {
    const answer = await world().client(bearer('nonsense')).get('/api');
    expect(answer).toMatchObject({ status: 401, body: { kind: 'Status', reason: 'Unauthorized' } });
  });

  it('refuses a token as soon as the reviewer refuses it', async () => {
    const { client, withdraw } = world();
    const token = tokenFor('short-lived');
    expect((await client(bearer(token)).get('/api')).status).toBe(200);
    withdraw(token);
    expect((await client(bearer(token)).get('/api')).status).toBe(401);
  });

  it('lets anonymous callers see the version and nothing else', async () => {
    const nobody = world().client({});
    expect((await nobody.get('/version')).status).toBe(200);
    const refused = await nobody.get('/api/v1/namespaces');
    expect(refused.status).toBe(403);
    expect(refused.body.message).toContain('User "system:anonymous" cannot list resource "namespaces"');
  });

  describe('impersonation', () => {
    const acting = (headers: Record<string, string | string[]>, as = 'impersonator') =>
      world().client({ headers: { ...bearer(tokenFor(as)).headers, ...headers } });

    it('is refused to a user without the verb', async () => {
      const answer = await acting({ 'impersonate-user': 'alice' }, 'nobody').get('/api');
      expect(answer.status).toBe(403);
      expect(answer.body.message).toBe(
        'users "alice" is forbidden: User "nobody" cannot impersonate resource "users" in API group "" at the cluster scope',
      );
    });

    it('acts as the named user, and as a group only where that is allowed too', async () => {
      const { admin } = world();
      await admin.post(paths.clusterRoles, {
        metadata: { name: 'impersonate-users' },
        rules: [{ apiGroups: [''], resources: ['users'], verbs: ['impersonate'] }],
      });
      await admin.post(
        paths.clusterRoleBindings,
        binding('impersonate-users', 'impersonate-users', [user('impersonator')]),
      );
      await eventually(async () => {
        const asAlice = await acting({ 'impersonate-user': 'alice' }).get('/api/v1/nodes');
        expect(asAlice.body.message).toContain('User "alice" cannot list resource "nodes"');
      });
      const asMaster = await acting({
        'impersonate-user': 'alice',
        'impersonate-group': ['system:masters'],
      }).get('/api');
      expect(asMaster.status).toBe(403);
      expect(asMaster.body.message).toContain('cannot impersonate resource "groups"');
    });
  });

  describe('service account tokens', () => {
    it('a token that a namespace user minted acts as the service account until the account is gone', async () => {
      const { admin, as, client } = world();
      const namespace = await newNamespace(world());
      const accounts = `/api/v1/namespaces/${namespace}/serviceaccounts`;
      await admin.post(paths.roles(namespace), {
        metadata: { name: 'minter' },
        rules: [{ apiGroups: [''], resources: ['serviceaccounts', 'serviceaccounts/token'], verbs: ['*'] }],
      });
      const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'minter' };
      await admin.post(paths.roleBindings(namespace), {
        metadata: { name: 'm' },
        roleRef,
        subjects: [user('holder')],
      });
      await admin.post(
        paths.roleBindings(namespace),
        binding('planted', 'edit', [{ kind: 'ServiceAccount', name: 'robot', namespace }]),
      );
      const holder = as('holder');
      await eventually(async () => {
        expect((await holder.post(accounts, { metadata: { name: 'robot' } })).status).toBe(201);
      });
      const minted = await holder.post(`${accounts}/robot/token`, { spec: { expirationSeconds: 3600 } });
      expect(minted.status).toBe(201);
      const robot = client(bearer(minted.body.status.token));
      await eventually(async () => expect((await robot.get(paths.pods(namespace))).status).toBe(200));
      const refused = await robot.get('/api/v1/nodes');
      expect(refused.body.message).toContain(`User "system:serviceaccount:${namespace}:robot" cannot list`);
      await admin.delete(`${accounts}/robot`);
      await eventually(async () => {
        const { token } = minted.body.status;
        expect((await client(bearer(token)).get(paths.pods(namespace))).status).toBe(401);
      }, tokenCache);
    }, 30_000);
  });
});
