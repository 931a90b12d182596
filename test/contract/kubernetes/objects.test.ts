import { describe, expect, it } from 'vitest';
import {
  binding,
  describeOnEachBackend,
  eventually,
  newNamespace,
  paths,
  user,
} from '../../support/kubernetes.ts';

const configMap = (name: string, labels: Record<string, string> = {}) => ({ metadata: { name, labels } });

describeOnEachBackend('objects', (world) => {
  it('a new object has a uid, a resource version and a time', async () => {
    const { admin } = world();
    const created = await admin.post(paths.configMaps('default'), { metadata: { generateName: 'made-' } });
    expect(created.status).toBe(201);
    const { metadata } = created.body;
    expect(metadata.name).toMatch(/^made-[a-z0-9]{5}$/);
    expect(metadata.uid).toMatch(/^[0-9a-f-]{36}$/);
    expect(metadata.creationTimestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    const read = await admin.get(`${paths.configMaps('default')}/${metadata.name}`);
    expect(read.body).toMatchObject({ kind: 'ConfigMap', apiVersion: 'v1', metadata: { uid: metadata.uid } });
  });

  it('lists by label and by field, and in pages', async () => {
    const { admin } = world();
    const namespace = await newNamespace(world());
    const maps = paths.configMaps(namespace);
    await admin.post(maps, configMap('a', { app: 'web', tier: 'front' }));
    await admin.post(maps, configMap('b', { app: 'web' }));
    await admin.post(maps, configMap('c', { app: 'db' }));
    const names = async (query: string) => {
      const listed = await admin.get(`${maps}?${new URLSearchParams(query)}`);
      return listed.body.items.map((item) => item.metadata.name).filter((name) => name.length === 1);
    };
    expect(await names('labelSelector=app=web')).toEqual(['a', 'b']);
    expect(await names('labelSelector=app=web,!tier')).toEqual(['b']);
    expect(await names('labelSelector=app in (db,other)')).toEqual(['c']);
    expect(await names('labelSelector=app notin (db),app')).toEqual(['a', 'b']);
    expect(await names('labelSelector=app!=web,app')).toEqual(['c']);
    expect(await names('fieldSelector=metadata.name=b')).toEqual(['b']);

    const first = await admin.get(`${maps}?limit=2&labelSelector=app`);
    expect(first.body.items.map((item) => item.metadata.name)).toEqual(['a', 'b']);
    const rest = await admin.get(
      `${maps}?limit=2&labelSelector=app&continue=${first.body.metadata.continue}`,
    );
    expect(rest.body.items.map((item) => item.metadata.name)).toEqual(['c']);
    expect(rest.body.metadata.continue).toBeUndefined();
  });

  it.each(['labelSelector=a!!', 'fieldSelector=spec.foo=1', 'limit=1&continue=zzz'])(
    'refuses the query %s with 400',
    async (query) => {
      expect((await world().admin.get(`/api/v1/namespaces?${query}`)).status).toBe(400);
    },
  );

  it('a watch tells additions, changes and removals, and what leaves its selection', async () => {
    const { admin } = world();
    const namespace = await newNamespace(world());
    const maps = paths.configMaps(namespace);
    const listed = await admin.get(maps);
    const from = listed.body.metadata.resourceVersion;
    await admin.post(maps, configMap('watched', { app: 'web' }));
    const events = admin.watch(`${maps}?watch=true&labelSelector=app%3Dweb&resourceVersion=${from}`, 4);
    await admin.patch(`${maps}/watched`, { data: { a: 'b' } });
    await admin.patch(`${maps}/watched`, { metadata: { labels: { app: 'db' } } });
    await admin.delete(`${maps}/watched`);
    await admin.post(maps, configMap('again', { app: 'web' }));
    const seen = (await events).map(({ type, object }) => `${type} ${object.metadata.name}`);
    expect(seen).toEqual(['ADDED watched', 'MODIFIED watched', 'DELETED watched', 'ADDED again']);
  });

  it('a watch without resource version begins with what is there', async () => {
    const { admin } = world();
    const namespace = await newNamespace(world());
    await admin.post(paths.configMaps(namespace), configMap('there', { app: 'there' }));
    const events = await admin.watch(
      `${paths.configMaps(namespace)}?watch=true&labelSelector=app%3Dthere`,
      1,
    );
    expect(events).toMatchObject([
      { type: 'ADDED', object: { kind: 'ConfigMap', metadata: { name: 'there' } } },
    ]);
  });

  it('takes merge, JSON and strategic merge patches', async () => {
    const { admin } = world();
    const namespace = await newNamespace(world());
    const pod = {
      metadata: { name: 'p', labels: { a: '1' } },
      spec: { containers: [{ name: 'c', image: 'one' }] },
    };
    expect((await admin.post(paths.pods(namespace), pod)).status).toBe(201);
    const path = `${paths.pods(namespace)}/p`;
    const merged = await admin.patch(path, { metadata: { labels: { a: null, b: '2' } } });
    expect(merged.body.metadata.labels).toEqual({ b: '2' });
    const json = [{ op: 'add', path: '/metadata/labels/c~1d', value: '3' }];
    expect((await admin.patch(path, json, 'json-patch')).body.metadata.labels).toEqual({
      b: '2',
      'c/d': '3',
    });
    const strategic = { spec: { containers: [{ name: 'c', image: 'two' }] } };
    const answer = await admin.patch(path, strategic, 'strategic-merge-patch');
    expect(answer.body).toMatchObject({ spec: { containers: [{ name: 'c', image: 'two' }] } });
  });

  it.each([
    [
      'a JSON patch whose test fails',
      [{ op: 'test', path: '/metadata/name', value: 'no' }],
      'json-patch',
      422,
    ],
    ['a JSON patch of a missing field', [{ op: 'remove', path: '/data/no' }], 'json-patch', 422],
    ['another name', { metadata: { name: 'other' } }, 'merge-patch', 400],
  ] as const)('refuses %s', async (_, patch, type, status) => {
    const { admin } = world();
    const namespace = await newNamespace(world());
    await admin.post(paths.configMaps(namespace), configMap('patched'));
    expect((await admin.patch(`${paths.configMaps(namespace)}/patched`, patch, type)).status).toBe(status);
  });

  it('a dry run answers as if, and changes nothing', async () => {
    const { admin } = world();
    const namespace = await newNamespace(world());
    const created = await admin.post(`${paths.configMaps(namespace)}?dryRun=All`, configMap('ghost'));
    expect(created.status).toBe(201);
    expect((await admin.get(`${paths.configMaps(namespace)}/ghost`)).status).toBe(404);
    await admin.post(paths.configMaps(namespace), configMap('real'));
    expect((await admin.delete(`${paths.configMaps(namespace)}/real?dryRun=All`)).status).toBe(200);
    expect((await admin.get(`${paths.configMaps(namespace)}/real`)).status).toBe(200);
  });

  it('deletes a collection by label', async () => {
    const { admin } = world();
    const namespace = await newNamespace(world());
    const maps = paths.configMaps(namespace);
    await admin.post(maps, configMap('a', { app: 'web' }));
    await admin.post(maps, configMap('b', { app: 'db' }));
    expect((await admin.delete(`${maps}?labelSelector=app%3Dweb`)).status).toBe(200);
    expect((await admin.get(`${maps}/a`)).status).toBe(404);
    expect((await admin.get(`${maps}/b`)).status).toBe(200);
  });

  it('a deleted namespace takes everything with it', async () => {
    const { admin } = world();
    const namespace = await newNamespace(world());
    await admin.post(paths.roleBindings(namespace), binding('inside', 'edit', [user('alice')]));
    expect((await admin.delete(`/api/v1/namespaces/${namespace}`)).status).toBe(200);
    await eventually(async () => {
      expect((await admin.get(`/api/v1/namespaces/${namespace}`)).status).toBe(404);
      expect((await admin.get(`${paths.roleBindings(namespace)}/inside`)).status).toBe(404);
    });
  }, 30_000);

  it('the namespace default may not be deleted', async () => {
    expect((await world().admin.delete('/api/v1/namespaces/default')).status).toBe(403);
  });

  describe('bad requests', () => {
    it.each([
      ['a label that is none', { metadata: { name: 'x', labels: { 'a b': 'c' } } }],
      ['no name', { metadata: {} }],
      ['a name that cannot stand in a path', { metadata: { name: 'a/b' } }],
      ['a role of no kind', { metadata: { name: 'x' }, roleRef: { kind: 'Thing', name: 'edit' } }],
      ['no role', { metadata: { name: 'x' }, roleRef: { kind: 'ClusterRole', name: '' } }],
      ['a subject without a name', { metadata: { name: 'x' }, subjects: [{ kind: 'User', name: '' }] }],
    ])('a binding with %s is refused with 422', async (_, change) => {
      const answer = await world().admin.post(paths.roleBindings('default'), {
        ...binding('x', 'edit'),
        ...change,
      });
      expect(answer).toMatchObject({ status: 422, body: { kind: 'Status', reason: 'Invalid' } });
    });

    it('a role whose rule has no verbs is refused with 422', async () => {
      const rules = [{ apiGroups: [''], resources: ['pods'], verbs: [] }];
      const answer = await world().admin.post(paths.roles('default'), { metadata: { name: 'x' }, rules });
      expect(answer.status).toBe(422);
    });

    it('a namespace name with a dot is refused with 422', async () => {
      expect((await world().admin.post('/api/v1/namespaces', { metadata: { name: 'a.b' } })).status).toBe(
        422,
      );
    });

    it('a binding in a namespace that does not exist is refused with 404', async () => {
      const answer = await world().admin.post(paths.roleBindings('nowhere'), binding('x', 'edit'));
      expect(answer).toMatchObject({ status: 404, body: { message: 'namespaces "nowhere" not found' } });
    });

    it.each([
      ['another kind', { kind: 'Role', ...binding('x', 'edit') }],
      ['another namespace', { ...binding('x', 'edit'), metadata: { name: 'x', namespace: 'other' } }],
      ['a list', [1]],
      ['fields of another type', { ...binding('x', 'edit'), subjects: 'alice' }],
    ])('a binding that is %s is refused with 400', async (_, body) => {
      expect((await world().admin.post(paths.roleBindings('default'), body)).status).toBe(400);
    });

    it.each(['/apis/nothing.example.com/v1/things', '/nothing', '/api/v1/nothing', '/api/v1/pods/x/y/z'])(
      'the path %s is not found',
      async (path) => {
        expect((await world().admin.get(path)).status).toBe(404);
      },
    );

    it('a verb that a resource does not have is refused with 405', async () => {
      expect((await world().admin.patch('/api/v1/namespaces/default/pods', {})).status).toBe(405);
      expect((await world().admin.get(paths.accessReviews)).status).toBe(405);
    });

    it('a patch type that is none is refused with 415', async () => {
      const { admin } = world();
      const answer = await admin.patch('/api/v1/namespaces/default', {}, 'no-patch' as 'merge-patch');
      expect(answer.status).toBe(415);
    });
  });
});
