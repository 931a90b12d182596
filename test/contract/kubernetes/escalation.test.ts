import { expect, it } from 'vitest';
import {
  binding,
  describeOnEachBackend,
  eventually,
  newNamespace,
  paths,
  user,
  type World,
} from '../../support/kubernetes.ts';

const writeRbac = {
  apiGroups: ['rbac.authorization.k8s.io'],
  resources: ['roles', 'rolebindings'],
  verbs: ['create', 'get', 'patch', 'update'],
};

/** Gives a user these rules in a new namespace and answers it, once they are in force. */
async function namespaceWith(world: World, username: string, rules: readonly unknown[]): Promise<string> {
  const { admin, as } = world;
  const namespace = await newNamespace(world);
  await admin.post(paths.roles(namespace), { metadata: { name: 'given' }, rules });
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'given' };
  await admin.post(paths.roleBindings(namespace), {
    metadata: { name: 'given' },
    roleRef,
    subjects: [user(username)],
  });
  await eventually(async () => {
    expect((await as(username).get(`${paths.roles(namespace)}/given`)).status).toBe(200);
  });
  return namespace;
}

describeOnEachBackend('escalation checks', (world) => {
  it('nobody creates a role with more rights than they hold', async () => {
    const namespace = await namespaceWith(world(), 'writer', [writeRbac]);
    const rules = [{ apiGroups: [''], resources: ['secrets', 'pods'], verbs: ['get', 'list'] }];
    const answer = await world()
      .as('writer')
      .post(paths.roles(namespace), { metadata: { name: 'wide' }, rules });
    expect(answer.status).toBe(403);
    expect(answer.body.message).toBe(
      `roles.rbac.authorization.k8s.io "wide" is forbidden: user "writer" (groups=["system:authenticated"]) is attempting to grant RBAC permissions not currently held:\n` +
        `{APIGroups:[""], Resources:["pods"], Verbs:["get" "list"]}\n` +
        `{APIGroups:[""], Resources:["secrets"], Verbs:["get" "list"]}`,
    );
  });

  it('a role with rights that its writer holds is allowed, and widening it is not', async () => {
    const pods = { apiGroups: [''], resources: ['pods'], verbs: ['get'] };
    const namespace = await namespaceWith(world(), 'holder', [writeRbac, pods]);
    const holder = world().as('holder');
    const created = await holder.post(paths.roles(namespace), { metadata: { name: 'own' }, rules: [pods] });
    expect(created.status).toBe(201);
    const widened = await holder.patch(`${paths.roles(namespace)}/own`, {
      rules: [pods, { ...pods, verbs: ['*'] }],
    });
    expect(widened.status).toBe(403);
    expect(widened.body.message).toContain('is attempting to grant RBAC permissions not currently held');
    const labelled = await holder.patch(`${paths.roles(namespace)}/own`, {
      metadata: { labels: { a: 'b' } },
    });
    expect(labelled.status).toBe(200);
  });

  it('relabelling a role or a binding counts as granting it, putting a finalizer on it does not', async () => {
    const namespace = await namespaceWith(world(), 'relabeller', [writeRbac]);
    const { admin, as } = world();
    const rules = [{ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }];
    await admin.post(paths.roles(namespace), { metadata: { name: 'theirs' }, rules });
    await admin.post(paths.roleBindings(namespace), binding('theirs', 'edit'));
    for (const path of [`${paths.roles(namespace)}/theirs`, `${paths.roleBindings(namespace)}/theirs`]) {
      const relabelled = await as('relabeller').patch(path, { metadata: { labels: { a: 'b' } } });
      expect(relabelled.status, path).toBe(403);
      const finalized = await as('relabeller').patch(path, {
        metadata: { finalizers: ['example.com/keep'] },
      });
      expect(finalized.status, path).toBe(200);
    }
  });

  it('nobody binds a role whose rights they do not hold, nor changes the subjects of such a binding', async () => {
    const namespace = await namespaceWith(world(), 'binder', [writeRbac]);
    const { admin, as } = world();
    const refused = await as('binder').post(paths.roleBindings(namespace), binding('b', 'edit'));
    expect(refused.status).toBe(403);
    expect(refused.body.message).toContain(
      'user "binder" (groups=["system:authenticated"]) is attempting to grant RBAC permissions not currently held',
    );
    await admin.post(paths.roleBindings(namespace), binding('b', 'edit'));
    const patched = await as('binder').patch(`${paths.roleBindings(namespace)}/b`, {
      subjects: [user('binder')],
    });
    expect(patched.status).toBe(403);
  });

  it('the verb bind allows exactly the roles it names', async () => {
    const bind = {
      apiGroups: ['rbac.authorization.k8s.io'],
      resources: ['clusterroles'],
      verbs: ['bind'],
      resourceNames: ['edit'],
    };
    const namespace = await namespaceWith(world(), 'granter', [writeRbac, bind]);
    const granter = world().as('granter');
    expect((await granter.post(paths.roleBindings(namespace), binding('e', 'edit'))).status).toBe(201);
    expect((await granter.post(paths.roleBindings(namespace), binding('a', 'admin'))).status).toBe(403);
  });

  it('binding a role that does not exist is refused unless it may be bound', async () => {
    const namespace = await namespaceWith(world(), 'guesser', [writeRbac]);
    const answer = await world()
      .as('guesser')
      .post(paths.roleBindings(namespace), binding('g', 'not-yet-there'));
    expect(answer.status).toBe(404);
  });

  it('an aggregation rule needs all rights', async () => {
    const { admin, as } = world();
    await admin.post(paths.clusterRoles, {
      metadata: { name: 'write-cluster-roles' },
      rules: [{ ...writeRbac, resources: ['clusterroles'] }],
    });
    await admin.post(paths.clusterRoleBindings, binding('wcr', 'write-cluster-roles', [user('summer')]));
    const summer = as('summer');
    await eventually(async () => expect((await summer.get(`${paths.clusterRoles}/view`)).status).toBe(200));
    const selectors = [{ matchLabels: { 'rbac.authorization.k8s.io/aggregate-to-admin': 'true' } }];
    const answer = await summer.post(paths.clusterRoles, {
      metadata: { name: 'sneaky' },
      aggregationRule: { clusterRoleSelectors: selectors },
      rules: [],
    });
    expect(answer.status).toBe(403);
    expect(answer.body.message).toContain('must have cluster-admin privileges to use the aggregationRule');
  });
});
