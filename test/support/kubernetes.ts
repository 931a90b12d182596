import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, vi } from 'vitest';
import type { RunningCluster, TokenReviewer, TokenUser } from '../../local/kubernetes/cluster.ts';
import { startEmbeddedCluster } from '../../local/kubernetes/embedded/start.ts';
import { startRealCluster } from '../../local/kubernetes/real/start.ts';
import { openPki, type Pki } from '../../local/pki.ts';
import { openStore } from '../../local/store.ts';
import { type Client, type Credentials, type KubernetesObject, openClient } from './kubernetes-client.ts';

/** One running cluster and the ways to act on it. */
export interface World {
  readonly cluster: RunningCluster;
  readonly pki: Pki;
  readonly admin: Client;
  /** A client that authenticates by a token for this user. */
  as(username: string, groups?: readonly string[]): Client;
  client(credentials: Credentials): Client;
  /** From now on the reviewer refuses this token. */
  withdraw(token: string): void;
  /** Stops the cluster and starts it again on the same data; the old clients are of no use any more. */
  restart(): Promise<World>;
}

/** A bearer token that the reviewer of a test world accepts for this user. */
export function tokenFor(username: string, groups: readonly string[] = []): string {
  const user: TokenUser = {
    username,
    uid: `uid-of-${username}`,
    groups,
    extra: { arn: ['arn:aws:iam::1:role/a'] },
  };
  return `test.${Buffer.from(JSON.stringify(user)).toString('base64url')}`;
}

export const bearer = (token: string): Credentials => ({ headers: { authorization: `Bearer ${token}` } });

type StartCluster = (directory: string, pki: Pki, reviewToken: TokenReviewer) => Promise<RunningCluster>;

const assets = process.env['KUBEBUILDER_ASSETS'];

const backends: readonly {
  readonly name: string;
  readonly skipped: boolean;
  readonly start: StartCluster;
}[] = [
  {
    name: 'embedded',
    skipped: false,
    start: async (directory, pki, reviewToken) => {
      const store = openStore(directory);
      const cluster = await startEmbeddedCluster({ name: 'test', store, pki, reviewToken, now: Date.now });
      return { ...cluster, stop: () => cluster.stop().then(store.close) };
    },
  },
  {
    name: 'kube-apiserver',
    skipped: assets === undefined,
    start: (directory, pki, reviewToken) =>
      startRealCluster({ name: 'test', dataDirectory: directory, assets: assets ?? '', pki, reviewToken }),
  },
];

/** Runs the same tests against each backend; the real one is skipped where KUBEBUILDER_ASSETS is not set. */
export function describeOnEachBackend(title: string, tests: (world: () => World) => void): void {
  describeOn(backends, title, tests);
}

/** Runs the tests against the real kube-apiserver alone; skipped where KUBEBUILDER_ASSETS is not set. */
export function describeOnRealApiServer(title: string, tests: (world: () => World) => void): void {
  describeOn(
    backends.filter(({ name }) => name === 'kube-apiserver'),
    title,
    tests,
  );
}

function describeOn(chosen: typeof backends, title: string, tests: (world: () => World) => void): void {
  for (const backend of chosen) {
    describe.skipIf(backend.skipped)(`${title} (${backend.name})`, () => {
      let world: World | undefined;
      const open = async (directory: string): Promise<World> => {
        const opened = await openWorld(directory, backend.start);
        world = { ...opened, restart: () => opened.cluster.stop().then(() => open(directory)) };
        return world;
      };
      beforeAll(async () => {
        const directory = mkdtempSync(join(tmpdir(), 'k8s-access-kubernetes-'));
        await open(directory);
        return async () => {
          await world?.cluster.stop();
          rmSync(directory, { recursive: true, force: true });
        };
      }, 90_000);
      tests(() => {
        if (world === undefined) throw new Error('the cluster has not started');
        return world;
      });
    });
  }
}

async function openWorld(directory: string, start: StartCluster): Promise<Omit<World, 'restart'>> {
  const pki = await openPki(directory);
  const withdrawn = new Set<string>();
  const cluster = await start(directory, pki, async (token) => {
    const isOurs = token.startsWith('test.') && !withdrawn.has(token);
    if (!isOurs) return { authenticated: false, reason: 'no such token' };
    return { authenticated: true, user: JSON.parse(Buffer.from(token.slice(5), 'base64url').toString()) };
  });
  const client = (credentials: Credentials) => openClient(cluster, credentials);
  const certificate = await pki.issue({ commonName: 'admin', organizations: ['system:masters'] });
  return {
    cluster,
    pki,
    client,
    admin: client({ certificate }),
    as: (username, groups) => client(bearer(tokenFor(username, groups))),
    withdraw: (token) => void withdrawn.add(token),
  };
}

/** Controllers and authorizers of a real cluster follow a write after some milliseconds: tries until it holds. */
export function eventually(assertion: () => Promise<void>, timeout = 10_000): Promise<void> {
  return vi.waitFor(assertion, { timeout, interval: 20 });
}

/** Creates a namespace of a new name and answers the name, once its default service account is there. */
export async function newNamespace({ admin }: World): Promise<string> {
  const created = await admin.post('/api/v1/namespaces', { metadata: { generateName: 'test-' } });
  const { name } = created.body.metadata;
  await eventually(async () => {
    expect((await admin.get(`/api/v1/namespaces/${name}/serviceaccounts/default`)).status).toBe(200);
  });
  return name;
}

const rbac = '/apis/rbac.authorization.k8s.io/v1';
const apiGroup = 'rbac.authorization.k8s.io';

export const paths = {
  roles: (namespace: string) => `${rbac}/namespaces/${namespace}/roles`,
  roleBindings: (namespace: string) => `${rbac}/namespaces/${namespace}/rolebindings`,
  clusterRoles: `${rbac}/clusterroles`,
  clusterRoleBindings: `${rbac}/clusterrolebindings`,
  pods: (namespace: string) => `/api/v1/namespaces/${namespace}/pods`,
  configMaps: (namespace: string) => `/api/v1/namespaces/${namespace}/configmaps`,
  accessReviews: '/apis/authorization.k8s.io/v1/subjectaccessreviews',
};

export const user = (name: string) => ({ kind: 'User', apiGroup, name });
export const group = (name: string) => ({ kind: 'Group', apiGroup, name });

/** A binding to a ClusterRole. */
export function binding(name: string, clusterRole: string, subjects: readonly unknown[] = []) {
  return { metadata: { name }, roleRef: { apiGroup, kind: 'ClusterRole', name: clusterRole }, subjects };
}

export interface AccessQuestion {
  readonly user?: string;
  readonly groups?: readonly string[];
  readonly extra?: Readonly<Record<string, readonly string[]>>;
  readonly resourceAttributes?: Readonly<Record<string, string>>;
  readonly nonResourceAttributes?: Readonly<Record<string, string>>;
}

/** What a SubjectAccessReview answers. */
export async function review(client: Client, question: AccessQuestion): Promise<KubernetesObject['status']> {
  const answer = await client.post(paths.accessReviews, { spec: question });
  expect(answer.status, answer.body.message).toBe(201);
  return answer.body.status;
}

export const toDelete = (resource: string, namespace: string, name = '') => ({
  resourceAttributes: { verb: 'delete', resource, namespace, name },
});
