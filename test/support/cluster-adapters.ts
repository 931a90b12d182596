import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateAccessEntryCommand, EKSClient } from '@aws-sdk/client-eks';
import { brokerEntries } from '../../infra/cluster/broker-entries.ts';
import { clusterManifest } from '../../infra/cluster/cluster-manifest.ts';
import { startAwsEndpoint } from '../../local/aws/endpoint.ts';
import { openClock } from '../../local/clock.ts';
import { account, functionSession, localIdentities } from '../../local/example/iam.ts';
import { type FaultBox, openFaults } from '../../local/gateway/faults.ts';
import { startGateway } from '../../local/gateway/gateway.ts';
import type { RunningCluster, TokenReviewer } from '../../local/kubernetes/cluster.ts';
import { startEmbeddedCluster } from '../../local/kubernetes/embedded/start.ts';
import { openPki, type Pki } from '../../local/pki.ts';
import { openStore, type Store } from '../../local/store.ts';
import { openClusterConnections } from '../../shared/adapters/kubernetes/cluster-connections.ts';
import {
  type ClusterAccess,
  openClusterAccess,
} from '../../shared/adapters/kubernetes/open-cluster-access.ts';
import { type Broker, openBrokerSessions } from '../../shared/adapters/sts/broker-sessions.ts';
import { loadAccessConfig } from '../../shared/config/load-access-config.ts';
import { type RequestId, requestIdFromHash } from '../../shared/domain/ids.ts';
import type { Target } from '../../shared/domain/request.ts';
import { type KubernetesCaller, kubernetesCaller } from './kubernetes-caller.ts';
import { pathOf, rbacPath } from './kubernetes-paths.ts';

export const engineerRole =
  'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-central-1/AWSReservedSSO_Engineer_0123456789abcdef';
/** A namespace of the cluster in which no access can be given. */
export const unmanaged = 'unmanaged';

export interface ClusterParts {
  readonly name: string;
  readonly directory: string;
  readonly store: Store;
  readonly pki: Pki;
  readonly reviewToken: TokenReviewer;
  readonly now: () => number;
}
export type StartCluster = (parts: ClusterParts) => Promise<RunningCluster>;
export const startEmbedded: StartCluster = startEmbeddedCluster;

/** prod-eu of the example estate: its AWS, its cluster with the manifest applied, and our adapters on it. */
export interface TestEstate {
  readonly target: Target;
  /** The adapters of one invocation. */
  access(requestId?: RequestId): ClusterAccess;
  /** Calls the API server as a cluster administrator. */
  readonly admin: KubernetesCaller;
  /** Calls the API server with a broker's own token. */
  as(broker: Broker): Promise<KubernetesCaller>;
  /** EKS, as an administrator of the account. */
  readonly eks: EKSClient;
  readonly faults: FaultBox;
  /** Makes EKS say that another authority signs the cluster's certificate. */
  misnameAuthority(): Promise<void>;
  /** Makes EKS name the right authority. */
  nameAuthority(): void;
  stop(): Promise<void>;
}

let requests = 0;
/** A request's id that no other test has. */
export function newRequestId(): RequestId {
  requests += 1;
  return requestIdFromHash(requests.toString(16).padStart(64, '0').split('').reverse().join(''));
}

export async function startEstate(startCluster: StartCluster): Promise<TestEstate> {
  const directory = mkdtempSync(join(tmpdir(), 'k8s-access-'));
  const store = openStore(directory);
  const clock = openClock(store.collection('clock'));
  const config = loadAccessConfig('access.yaml');
  const cluster = [...config.estate.clusters.values()].find(({ name }) => name === 'prod-eu');
  if (cluster === undefined) throw new Error('access.yaml has no prod-eu');
  const { name, region, brokers } = cluster;
  const aws = await startAwsEndpoint({
    ...{ store, clock, secrets: [] },
    identities: localIdentities(config, ['open-window']),
    clusters: [{ name, region, account, version: '1.32' }],
  });
  const pki = await openPki(directory);
  const { reviewToken } = aws;
  const running = await startCluster({ name, directory, store, pki, reviewToken, now: () => clock.now() });
  const nameAuthority = () =>
    aws.activateCluster(name, { endpoint: running.url, certificateAuthority: running.caPem });
  nameAuthority();
  const faults = openFaults();
  const gateway = await startGateway({
    faults,
    caPem: pki.caPem,
    tls: await pki.issue({ commonName: 'gateway', hosts: ['127.0.0.1'] }),
    upstream: (service) => (service === 'kubernetes' ? running.url : aws.url),
    crash: async () => {},
  });
  signInAs('open-window', (service) => gateway.urlFor('open-window', service));
  const eks = new EKSClient({ region, endpoint: aws.url, credentials: functionSession('open-window') });
  const admin = kubernetesCaller(running, {
    certificate: await pki.issue({ commonName: 'admin', organizations: ['system:masters'] }),
  });
  await prepare(admin, eks, cluster, [...config.estate.roles.values()]);
  const target: Target = { cluster: name, region, brokers, clusterRole: 'k8s-access:edit' };
  return {
    ...{ target, admin, eks, faults, nameAuthority },
    access: (requestId = newRequestId()) =>
      openClusterAccess(requestId, openClusterConnections(Date.now), Date.now),
    as: async (broker) =>
      kubernetesCaller(running, {
        token: await openBrokerSessions(newRequestId(), Date.now).token(target, broker),
      }),
    misnameAuthority: async () => {
      const other = await openPki(join(directory, 'other'));
      aws.activateCluster(name, { endpoint: running.url, certificateAuthority: other.caPem });
    },
    stop: async () => {
      await gateway.stop();
      await running.stop();
      await aws.stop();
      store.close();
      rmSync(directory, { recursive: true });
    },
  };
}

function signInAs(functionName: string, urlFor: (service: 'eks' | 'sts') => string): void {
  const session = functionSession(functionName);
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: session.accessKeyId,
    AWS_SECRET_ACCESS_KEY: session.secretAccessKey,
    AWS_SESSION_TOKEN: session.sessionToken,
    AWS_ENDPOINT_URL_EKS: urlFor('eks'),
    AWS_ENDPOINT_URL_STS: urlFor('sts'),
  });
}

async function prepare(
  admin: KubernetesCaller,
  eks: EKSClient,
  cluster: Parameters<typeof clusterManifest>[0],
  roles: Parameters<typeof clusterManifest>[1],
): Promise<void> {
  for (const namespace of [...cluster.namespaces, unmanaged]) {
    await admin.create('/api/v1/namespaces', { metadata: { name: namespace } });
  }
  for (const object of clusterManifest(cluster, roles)) await admin.create(pathOf(object), object);
  await admin.create(`${rbacPath}/clusterrolebindings`, bystander);
  for (const { principalArn, username, groups } of brokerEntries(cluster)) {
    await eks.send(
      new CreateAccessEntryCommand({
        ...{ clusterName: cluster.name, principalArn, username, type: 'STANDARD' },
        kubernetesGroups: [...groups],
      }),
    );
  }
}

/** Someone who has access that is not ours to give or take. */
const bystander = {
  metadata: { name: 'bystander' },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
  subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'bystander@example.com' }],
};
