import { expect, it } from 'vitest';
import {
  binding,
  describeOnEachBackend,
  eventually,
  newNamespace,
  paths,
  review,
  toDelete,
  user,
} from '../../support/kubernetes.ts';
import type { Answer } from '../../support/kubernetes-client.ts';

const alice = user('k8s-access:alice@example.com');
const otherUid = '00000000-0000-0000-0000-000000000000';

describeOnEachBackend('bindings as granter and revoker write them', (world) => {
  const create = async (namespace: string): Promise<Answer> =>
    world().admin.post(paths.roleBindings(namespace), binding('k8s-access-1', 'edit'));
  const one = (namespace: string) => `${paths.roleBindings(namespace)}/k8s-access-1`;
  const withUid = (uid: string) => ({ metadata: { uid }, subjects: [alice] });

  it('a binding with empty subjects grants nothing until a PATCH under its uid adds the subject', async () => {
    const { admin } = world();
    const namespace = await newNamespace(world());
    const created = await create(namespace);
    expect(created.status).toBe(201);
    expect(created.body['subjects']).toBeUndefined();
    const question = { user: alice.name, ...toDelete('pods', namespace) };
    expect((await review(admin, question)).allowed).toBe(false);

    const patched = await admin.patch(one(namespace), withUid(created.body.metadata.uid));
    expect(patched.status).toBe(200);
    expect(patched.body).toMatchObject({ subjects: [alice], metadata: { uid: created.body.metadata.uid } });
    await eventually(async () => expect((await review(admin, question)).allowed).toBe(true));

    const again = await admin.patch(one(namespace), withUid(created.body.metadata.uid));
    expect(again.status).toBe(200);
    expect(again.body.metadata.resourceVersion).toBe(patched.body.metadata.resourceVersion);

    await admin.delete(one(namespace), { preconditions: { uid: created.body.metadata.uid } });
    await eventually(async () => expect((await review(admin, question)).allowed).toBe(false));
  });

  it('a second create of the same name is refused with 409', async () => {
    const namespace = await newNamespace(world());
    await create(namespace);
    expect(await create(namespace)).toMatchObject({ status: 409, body: { reason: 'AlreadyExists' } });
  });

  it('a late PATCH under another uid is refused and changes nothing', async () => {
    const { admin } = world();
    const namespace = await newNamespace(world());
    await create(namespace);
    const late = await admin.patch(one(namespace), withUid(otherUid));
    expect(late).toMatchObject({ status: 422, body: { reason: 'Invalid' } });
    expect(late.body.message).toContain('metadata.uid: Invalid value');
    expect((await admin.get(one(namespace))).body['subjects']).toBeUndefined();
  });

  it('a late PATCH after the delete finds nothing', async () => {
    const { admin } = world();
    const namespace = await newNamespace(world());
    const created = await create(namespace);
    await admin.delete(one(namespace));
    const late = await admin.patch(one(namespace), withUid(created.body.metadata.uid));
    expect(late).toMatchObject({ status: 404, body: { reason: 'NotFound' } });
  });

  it('a late PUT creates, or is refused with 409 when it names a uid', async () => {
    const { admin } = world();
    const namespace = await newNamespace(world());
    const body = binding('k8s-access-1', 'edit', [alice]);
    const named = { ...body, metadata: { ...body.metadata, uid: otherUid } };
    expect(await admin.put(one(namespace), named)).toMatchObject({
      status: 409,
      body: { reason: 'Conflict' },
    });
    expect((await admin.put(one(namespace), body)).status).toBe(201);
    expect(await admin.put(one(namespace), named)).toMatchObject({
      status: 409,
      body: { reason: 'Conflict' },
    });
  });

  it('a delete under another uid is refused with 409, under its own it succeeds, and then finds nothing', async () => {
    const { admin } = world();
    const namespace = await newNamespace(world());
    const { uid } = (await create(namespace)).body.metadata;
    const refused = await admin.delete(one(namespace), { preconditions: { uid: otherUid } });
    expect(refused).toMatchObject({ status: 409, body: { reason: 'Conflict' } });
    expect(refused.body.message).toContain(
      `the UID in the precondition (${otherUid}) does not match the UID in record (${uid})`,
    );
    const deleted = await admin.delete(one(namespace), { preconditions: { uid } });
    expect(deleted).toMatchObject({
      status: 200,
      body: { kind: 'Status', status: 'Success', details: { uid } },
    });
    expect((await admin.delete(one(namespace), { preconditions: { uid } })).status).toBe(404);
  });

  it('a delete under an old resource version is refused with 409', async () => {
    const { admin } = world();
    const namespace = await newNamespace(world());
    const { resourceVersion } = (await create(namespace)).body.metadata;
    await admin.patch(one(namespace), { metadata: { labels: { a: 'b' } } });
    const refused = await admin.delete(one(namespace), { preconditions: { resourceVersion } });
    expect(refused.status).toBe(409);
  });

  it('a write under an old resource version is refused with 409', async () => {
    const { admin } = world();
    const namespace = await newNamespace(world());
    const { resourceVersion } = (await create(namespace)).body.metadata;
    await admin.patch(one(namespace), { metadata: { labels: { a: 'b' } } });
    const stale = { metadata: { resourceVersion, labels: { a: 'c' } } };
    expect(await admin.patch(one(namespace), stale)).toMatchObject({
      status: 409,
      body: { reason: 'Conflict' },
    });
  });

  it('the role of a binding never changes', async () => {
    const { admin } = world();
    const namespace = await newNamespace(world());
    await create(namespace);
    const answer = await admin.patch(one(namespace), { roleRef: { name: 'admin' } });
    expect(answer.status).toBe(422);
    expect(answer.body.message).toBe(
      'RoleBinding.rbac.authorization.k8s.io "k8s-access-1" is invalid: roleRef: Invalid value: rbac.RoleRef{APIGroup:"rbac.authorization.k8s.io", Kind:"ClusterRole", Name:"admin"}: cannot change roleRef',
    );
  });

  it('a binding with a finalizer stays, marked, and goes on granting until the finalizer is gone', async () => {
    const { admin } = world();
    const namespace = await newNamespace(world());
    const planted = { metadata: { finalizers: ['example.com/keep'] }, subjects: [alice] };
    await create(namespace);
    await admin.patch(one(namespace), planted);
    expect((await admin.delete(one(namespace))).status).toBe(200);
    expect((await admin.get(one(namespace))).body.metadata).toHaveProperty('deletionTimestamp');
    await eventually(async () => {
      const question = { user: alice.name, ...toDelete('pods', namespace) };
      expect((await review(admin, question)).allowed).toBe(true);
    });
    await admin.patch(one(namespace), { metadata: { finalizers: null } });
    expect((await admin.get(one(namespace))).status).toBe(404);
  });

  it('the cluster lists its bindings as Kubernetes returns them', async () => {
    const namespace = await newNamespace(world());
    await create(namespace);
    const listed = await world().cluster.objects('roleBindings');
    expect(listed).toContainEqual(
      expect.objectContaining({ metadata: expect.objectContaining({ name: 'k8s-access-1', namespace }) }),
    );
    expect((await world().cluster.objects('clusterRoleBindings')).length).toBeGreaterThan(0);
  });
});
