import { expect, it } from 'vitest';
import {
  bearer,
  binding,
  describeOnEachBackend,
  eventually,
  newNamespace,
  paths,
  user,
} from '../../support/kubernetes.ts';

describeOnEachBackend('durability', (world) => {
  it('objects, service account tokens and client certificates survive a restart', async () => {
    const before = world();
    const namespace = await newNamespace(before);
    const path = `${paths.roleBindings(namespace)}/kept`;
    const accounts = `/api/v1/namespaces/${namespace}/serviceaccounts`;
    const created = await before.admin.post(
      paths.roleBindings(namespace),
      binding('kept', 'edit', [user('alice')]),
    );
    const minted = await before.admin.post(`${accounts}/default/token`, {
      spec: { expirationSeconds: 3600 },
    });
    const certificate = await before.pki.issue({ commonName: 'admin', organizations: ['system:masters'] });

    const after = await before.restart();
    expect(after.cluster.caPem).toBe(before.cluster.caPem);
    const admin = after.client({ certificate });
    expect((await admin.get(path)).body.metadata).toEqual(created.body.metadata);
    const account = after.client(bearer(minted.body.status.token));
    expect((await account.get('/api')).status).toBe(200);
    await eventually(async () =>
      expect((await after.as('alice').get(paths.pods(namespace))).status).toBe(200),
    );

    await admin.patch(path, { metadata: { labels: { a: 'b' } } });
    const { resourceVersion } = (await admin.get(path)).body.metadata;
    expect(Number(resourceVersion)).toBeGreaterThan(Number(created.body.metadata.resourceVersion));
  }, 90_000);
});
