import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EKSClient } from '@aws-sdk/client-eks';
import { type AwsEndpoint, startAwsEndpoint } from '../../local/aws/endpoint.ts';
import { openClock } from '../../local/clock.ts';
import { account, functionSession, localIdentities } from '../../local/example/iam.ts';
import { type FaultBox, openFaults } from '../../local/gateway/faults.ts';
import { type Gateway, startGateway } from '../../local/gateway/gateway.ts';
import type { RunningCluster, TokenReviewer } from '../../local/kubernetes/cluster.ts';
import { openPki, type Pki } from '../../local/pki.ts';
import { openStore, type Store } from '../../local/store.ts';
import { openClusterConnections } from '../../shared/adapters/kubernetes/cluster-connections.ts';
import {
  type ClusterAccess,
  openClusterAccess,
} from '../../shared/adapters/kubernetes/open-cluster-access.ts';
import { openBrokerSessions } from '../../shared/adapters/sts/broker-sessions.ts';
import { loadAccessConfig } from '../../shared/config/load-access-config.ts';
import type { Broker } from '../../shared/domain/estate.ts';
import { clusterRole } from '../../shared/domain/grant.ts';
import { type RequestId, requestIdFromHash } from '../../shared/domain/ids.ts';
import type { Target } from '../../shared/domain/request.ts';
import { parseClusterName } from '../../shared/domain/scope.ts';
import {
  type KubernetesCaller,
  kubernetesCaller,
} from '../contract/cluster-adapters/support/kubernetes-caller.ts';
import { prepareCluster } from '../contract/cluster-adapters/support/prepare-cluster.ts';
import { vaultIn } from './aws.ts';
import { pagingIn } from './paging.ts';

const config = loadAccessConfig('access.yaml');
const functionName = 'open-window';

/** What a cluster is started from. */
export interface ClusterParts {
  readonly name: string;
  readonly directory: string;
  readonly store: Store;
  readonly pki: Pki;
  readonly reviewToken: TokenReviewer;
  readonly now: () => number;
}

/** prod-eu of the example estate: its AWS, its cluster with the manifest applied, and our adapters on both. */
export interface TestEstate {
  readonly target: Target;
  /** The adapters of one invocation of a cold function. */
  access(requestId?: RequestId): ClusterAccess;
  /** Calls the API server as its administrator. */
  readonly admin: KubernetesCaller;
  /** Calls the API server with a broker's own token. */
  as(broker: Broker, requestId?: RequestId): Promise<KubernetesCaller>;
  /** Calls EKS as the account's administrator. */
  readonly eks: EKSClient;
  /** What goes wrong between our adapters and all that they call. */
  readonly faults: FaultBox;
  /** Makes EKS tell where the cluster is, and whose certificates to trust there. */
  announce(caPem: string): void;
  readonly cluster: RunningCluster;
  stop(): Promise<void>;
}

let ids = 0;

/** A request's id that no other test of the file has. */
export function newRequestId(): RequestId {
  ids += 1;
  return requestIdFromHash(ids.toString(16).padStart(15, '0'));
}

export async function startEstate(
  startCluster: (parts: ClusterParts) => Promise<RunningCluster>,
): Promise<TestEstate> {
  const cluster = prodEu();
  const { name, region, brokers } = cluster;
  const directory = mkdtempSync(join(tmpdir(), 'k8s-access-'));
  const store = openStore(directory);
  const clock = openClock(store.collection('clock'));
  const identities = localIdentities(config, [functionName]);
  const clusters = [{ name, region, account, version: '1.20' }];
  const aws = await startAwsEndpoint({
    store,
    clock,
    identities,
    clusters,
    secrets: [],
    topic: pagingIn(store).topic,
    ...vaultIn(directory),
  });
  const pki = await openPki(directory);
  const { reviewToken } = aws;
  const running = await startCluster({ name, directory, store, pki, reviewToken, now: () => clock.now() });
  const announce = (caPem: string) =>
    aws.activateCluster(name, { endpoint: running.url, certificateAuthority: caPem });
  announce(running.caPem);
  const faults = openFaults();
  const gateway = await gatewayTo(aws, running, pki, faults);
  signIn(gateway);
  const eks = new EKSClient({ region, endpoint: aws.url, credentials: functionSession(functionName) });
  const certificate = await pki.issue({ commonName: 'admin', organizations: ['system:masters'] });
  const admin = kubernetesCaller(running, { certificate });
  await prepareCluster(admin, eks, cluster, [...config.estate.roles.values()]);
  const target = { cluster: name, region, brokers, grant: clusterRole('k8s-access:edit') };
  return {
    ...{ target, admin, eks, faults, announce, cluster: running },
    access: (id = newRequestId()) => openClusterAccess(id, openClusterConnections(Date.now), Date.now),
    as: async (broker, id = newRequestId()) => {
      const sessions = openBrokerSessions(id, Date.now);
      return kubernetesCaller(running, { token: await sessions.token(target, broker) });
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

function prodEu() {
  const name = parseClusterName('prod-eu');
  const cluster = name.ok ? config.estate.clusters.get(name.value) : undefined;
  if (cluster === undefined) throw new Error('the example estate has no prod-eu');
  return cluster;
}

// The gateway leads functions to the cluster through itself, so its own certificate stands for the cluster's here.
async function gatewayTo(
  aws: AwsEndpoint,
  cluster: RunningCluster,
  pki: Pki,
  faults: FaultBox,
): Promise<Gateway> {
  return startGateway({
    faults,
    caPem: pki.caPem,
    tls: await pki.issue({ commonName: 'gateway', hosts: ['127.0.0.1'] }),
    upstream: (service) => (service === 'kubernetes' ? cluster.url : aws.url),
    crash: async () => {},
  });
}

/** Gives this process what a Lambda's environment gives: the function's role, and where AWS is. */
function signIn(gateway: Gateway): void {
  const { accessKeyId, secretAccessKey, sessionToken } = functionSession(functionName);
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
    AWS_ENDPOINT_URL_EKS: gateway.urlFor(functionName, 'eks'),
    AWS_ENDPOINT_URL_STS: gateway.urlFor(functionName, 'sts'),
  });
}
