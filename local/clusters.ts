import { CreateAccessEntryCommand, EKSClient, ResourceInUseException } from '@aws-sdk/client-eks';
import { Agent, request } from 'undici';
import { brokerEntries } from '../infra/cluster/broker-entries.ts';
import { clusterManifest } from '../infra/cluster/cluster-manifest.ts';
import type { Cluster, Role } from '../shared/domain/estate.ts';
import type { LocalSession } from './example/iam.ts';
import type { RunningCluster } from './kubernetes/cluster.ts';
import type { KeyPair } from './pki.ts';

/** Makes the cluster what its administrator would: the namespaces, what runs there, and our manifest. */
export async function prepareCluster(
  running: RunningCluster,
  cluster: Cluster,
  roles: readonly Role[],
  admin: KeyPair,
): Promise<void> {
  const { certificatePem: cert, privateKeyPem: key } = admin;
  const agent = new Agent({ connect: { ca: running.caPem, cert, key } });
  try {
    for (const name of cluster.namespaces) {
      await apply(running, agent, '/api/v1/namespaces', {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name },
      });
    }
    const pods = cluster.namespaces.map((namespace) =>
      apply(running, agent, `/api/v1/namespaces/${namespace}/pods`, examplePod(namespace)),
    );
    const manifest = clusterManifest(cluster, roles).map((object) =>
      apply(running, agent, collectionOf(object), object),
    );
    await Promise.all([...pods, ...manifest]);
  } finally {
    await agent.close();
  }
}

interface Applied {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

async function apply(
  { url, name: cluster }: RunningCluster,
  dispatcher: Agent,
  collection: string,
  object: Applied,
): Promise<void> {
  const send = (method: 'POST' | 'PATCH', path: string, type: string) =>
    request(`${url}${path}`, {
      method,
      headers: { 'content-type': type },
      body: JSON.stringify(object),
      dispatcher,
    });
  const created = await send('POST', collection, 'application/json');
  const answer =
    created.statusCode === 409
      ? await send(
          'PATCH',
          `${collection}/${encodeURIComponent(object.metadata.name)}`,
          'application/merge-patch+json',
        )
      : created;
  const text = await answer.body.text();
  // A pod that exists cannot be patched in most of its parts, and need not be.
  if (answer.statusCode < 300 || (object.kind === 'Pod' && answer.statusCode === 422)) return;
  throw new Error(`${cluster} does not take ${object.kind} ${object.metadata.name}: ${text}`);
}

const plurals: Readonly<Record<string, string>> = {
  ClusterRole: 'clusterroles',
  ClusterRoleBinding: 'clusterrolebindings',
  RoleBinding: 'rolebindings',
};

function collectionOf({ kind, metadata }: Applied): string {
  const plural = plurals[kind];
  if (plural === undefined) throw new Error(`unreachable: the manifest has no ${kind}`);
  const namespace = metadata.namespace === undefined ? '' : `/namespaces/${metadata.namespace}`;
  return `/apis/rbac.authorization.k8s.io/v1${namespace}/${plural}`;
}

function examplePod(namespace: string) {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `${namespace}-api-0`, namespace, labels: { app: `${namespace}-api` } },
    spec: { containers: [{ name: 'api', image: 'registry.example.com/api:1' }] },
  };
}

/** Creates the access entries through which the cluster knows the broker's identities. */
export async function createBrokerEntries(
  endpoint: string,
  session: LocalSession,
  cluster: Cluster,
): Promise<void> {
  const client = new EKSClient({ endpoint, region: cluster.region, credentials: session });
  for (const { principalArn, username, groups } of brokerEntries(cluster)) {
    const input = { clusterName: cluster.name, principalArn, username, kubernetesGroups: [...groups] };
    await client
      .send(new CreateAccessEntryCommand({ ...input, type: 'STANDARD' }))
      .catch((error: unknown) => {
        if (!(error instanceof ResourceInUseException)) throw error;
      });
  }
  client.destroy();
}
