import { expect, it } from 'vitest';
import {
  binding,
  describeOnEachBackend,
  eventually,
  group,
  newNamespace,
  paths,
  review,
  toDelete,
  user,
} from '../../support/kubernetes.ts';

const rule = (
  resources: readonly string[],
  verbs: readonly string[],
  resourceNames: readonly string[] = [],
) => ({
  apiGroups: [''],
  resources,
  verbs,
  ...(resourceNames.length === 0 ? {} : { resourceNames }),
});

describeOnEachBackend('authorization', (world) => {
  it('a role binding allows in its namespace alone, and a review says by which binding', async () => {
    const { admin } = world();
    const namespace = await newNamespace(world());
    const elsewhere = await newNamespace(world());
    await admin.post(paths.roleBindings(namespace), binding('grant', 'edit', [user('alice')]));
    await eventually(async () => {
      expect(await review(admin, { user: 'alice', ...toDelete('pods', namespace) })).toEqual({
        allowed: true,
        reason: `RBAC: allowed by RoleBinding "grant/${namespace}" of ClusterRole "edit" to User "alice"`,
      });
    });
    expect(await review(admin, { user: 'alice', ...toDelete('pods', elsewhere) })).toEqual({
      allowed: false,
    });
    expect(await review(admin, { user: 'Alice', ...toDelete('pods', namespace) })).toEqual({
      allowed: false,
    });
    expect(await review(admin, { user: 'alice', ...toDelete('nodes', '') })).toEqual({ allowed: false });
  });

  it('a review counts the groups it is given, and takes extra along', async () => {
    const { admin } = world();
    const namespace = await newNamespace(world());
    await admin.post(paths.roleBindings(namespace), binding('team', 'edit', [group('team')]));
    const extra = { arn: ['arn:aws:iam::1:role/a'] };
    await eventually(async () => {
      const answer = await review(admin, {
        user: 'bob',
        groups: ['team'],
        extra,
        ...toDelete('pods', namespace),
      });
      expect(answer).toEqual({
        allowed: true,
        reason: `RBAC: allowed by RoleBinding "team/${namespace}" of ClusterRole "edit" to Group "team"`,
      });
    });
    expect((await review(admin, { user: 'bob', extra, ...toDelete('pods', namespace) })).allowed).toBe(false);
  });

  it('a review names a cluster role binding, and a role that does not exist', async () => {
    const { admin } = world();
    const namespace = await newNamespace(world());
    await admin.post(paths.clusterRoleBindings, binding('everywhere', 'view', [user('viewer')]));
    await admin.post(paths.roleBindings(namespace), binding('broken', 'no-such-role', [user('unlucky')]));
    const toList = { resourceAttributes: { verb: 'list', resource: 'pods', namespace } };
    await eventually(async () => {
      expect((await review(admin, { user: 'viewer', ...toList })).reason).toBe(
        'RBAC: allowed by ClusterRoleBinding "everywhere" of ClusterRole "view" to User "viewer"',
      );
      expect(await review(admin, { user: 'unlucky', ...toList })).toEqual({
        allowed: false,
        reason: 'RBAC: clusterrole.rbac.authorization.k8s.io "no-such-role" not found',
      });
    });
  });

  it('rules count resource names, subresources and paths', async () => {
    const { admin } = world();
    const namespace = await newNamespace(world());
    await admin.post(paths.clusterRoles, {
      metadata: { name: 'particular' },
      rules: [
        rule(['configmaps'], ['get'], ['only-this']),
        rule(['pods/log'], ['get']),
        { nonResourceURLs: ['/logs/*'], verbs: ['get'] },
      ],
    });
    await admin.post(paths.clusterRoleBindings, binding('particular', 'particular', [user('p')]));
    const may = async (attributes: Record<string, string>) =>
      (await review(admin, { user: 'p', resourceAttributes: { namespace, verb: 'get', ...attributes } }))
        .allowed;
    await eventually(async () => expect(await may({ resource: 'configmaps', name: 'only-this' })).toBe(true));
    expect(await may({ resource: 'configmaps', name: 'another' })).toBe(false);
    expect(await may({ resource: 'configmaps' })).toBe(false);
    expect(await may({ resource: 'pods', subresource: 'log' })).toBe(true);
    expect(await may({ resource: 'pods' })).toBe(false);
    const path = async (value: string) =>
      (await review(admin, { user: 'p', nonResourceAttributes: { path: value, verb: 'get' } })).allowed;
    expect(await path('/logs/kubelet.log')).toBe(true);
    expect(await path('/metrics')).toBe(false);
  });

  it('a review without a subject is invalid, and one may be asked only with the right to ask', async () => {
    const { admin, as } = world();
    const unasked = await admin.post(paths.accessReviews, { spec: toDelete('pods', 'default') });
    expect(unasked.status).toBe(422);
    expect((await as('anyone').post(paths.accessReviews, { spec: {} })).status).toBe(403);
  });

  it('everybody may ask about themselves', async () => {
    const self = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
    const answer = await world()
      .as('someone')
      .post(self, { spec: toDelete('pods', 'default') });
    expect(answer).toMatchObject({ status: 201, body: { status: { allowed: false } } });
  });

  it('an aggregated cluster role gains and loses the rules of the roles it selects', async () => {
    const { admin } = world();
    const labels = { 'test/aggregate': 'yes' };
    await admin.post(paths.clusterRoles, {
      metadata: { name: 'sum' },
      aggregationRule: { clusterRoleSelectors: [{ matchLabels: labels }] },
      rules: [],
    });
    const part = rule(['secrets'], ['list']);
    await admin.post(paths.clusterRoles, { metadata: { name: 'part', labels }, rules: [part] });
    const rules = async () => (await admin.get(`${paths.clusterRoles}/sum`)).body['rules'];
    await eventually(async () => expect(await rules()).toEqual([part]));
    await admin.delete(`${paths.clusterRoles}/part`);
    await eventually(async () => expect((await rules()) ?? []).toEqual([]));
  });

  it('the built-in role edit lets delete pods and does not let bind', async () => {
    const { admin, as } = world();
    const namespace = await newNamespace(world());
    await admin.post(paths.roleBindings(namespace), binding('editor', 'edit', [user('editor')]));
    await eventually(async () => expect((await as('editor').get(paths.pods(namespace))).status).toBe(200));
    const planted = await as('editor').post(
      paths.roleBindings(namespace),
      binding('x', 'view', [user('friend')]),
    );
    expect(planted.status).toBe(403);
    expect(planted.body.message).toContain('cannot create resource "rolebindings"');
  });
});
