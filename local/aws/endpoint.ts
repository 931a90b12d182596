import { once } from 'node:events';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { PlatformClock } from '../clock.ts';
import type { TokenReviewer } from '../kubernetes/cluster.ts';
import type { Store } from '../store.ts';
import { awsApp } from './app.ts';
import { createTokenReviewer } from './authenticator/review.ts';
import { openAccessEntries } from './eks/access-entries.ts';
import { describeEntry } from './eks/access-entry.ts';
import {
  type ClusterCondition,
  type ClusterConnection,
  type ClusterDefinition,
  openClusters,
} from './eks/clusters.ts';
import { type CredentialLookup, openCredentials } from './identity/credentials.ts';
import { type Identities, indexIdentities } from './identity/identities.ts';
import type { SigningKey } from './kms/signing-key.ts';
import { listenOnUsualPort } from './listen.ts';
import type { LocalBucket } from './s3/route.ts';
import type { SecretDefinition } from './secrets-manager/route.ts';
import type { Topic } from './sns/topic.ts';

export interface AwsEndpointOptions {
  readonly store: Store;
  readonly clock: PlatformClock;
  readonly identities: Identities;
  readonly clusters: readonly ClusterDefinition[];
  readonly secrets: readonly SecretDefinition[];
  readonly topic: Topic;
  readonly bucket: LocalBucket;
  readonly signingKey: SigningKey;
}

export interface AwsEndpoint {
  /** `http://127.0.0.1:<port>`; the port stays the same over restarts on the same store, where it is free. */
  readonly url: string;
  /** Says that a cluster's API server is up: DescribeCluster then answers ACTIVE, and where. */
  activateCluster(name: string, connection: ClusterConnection): void;
  /** Changes how EKS says that a cluster is. */
  alterCluster(name: string, condition: ClusterCondition): void;
  /** The access entries of a cluster, each as DescribeAccessEntry returns it. */
  accessEntries(cluster: string): readonly ReturnType<typeof describeEntry>[];
  readonly reviewToken: TokenReviewer;
  /** Whose each access key is, for whatever else verifies signatures. */
  readonly credentials: CredentialLookup;
  stop(): Promise<void>;
}

/**
 * Starts EKS, STS, Secrets Manager, SNS, KMS and S3 on one loopback port.
 * Throws MalformedPrincipalError and UnknownPrincipalError.
 */
export async function startAwsEndpoint(options: AwsEndpointOptions): Promise<AwsEndpoint> {
  const { store, clock, secrets, topic, bucket, signingKey } = options;
  const now = () => clock.now();
  const wallNow = () => clock.now() - clock.offset();
  const identities = indexIdentities(options.identities);
  const credentials = openCredentials(identities, store);
  const clusters = openClusters(options.clusters, createdAt(store, now()));
  const entries = openAccessEntries({ store, clusters, principalId: identities.principalId, now });

  const app = awsApp({
    ...{ identities, credentials, clusters, entries, secrets, topic, bucket, signingKey, now, wallNow },
  });
  const server = createServer(getRequestListener(app.fetch));
  const port = await listenOnUsualPort(server, store.collection('aws.ports'), 'endpoint');
  return {
    url: `http://127.0.0.1:${port}`,
    activateCluster: clusters.activate,
    credentials,
    alterCluster: clusters.alter,
    accessEntries: (cluster) => entries.list(cluster).map(describeEntry),
    reviewToken: createTokenReviewer({
      clock,
      credentials,
      entriesOf: entries.list,
      loopbackHosts: [`127.0.0.1:${port}`, `localhost:${port}`],
    }),
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function createdAt(store: Store, now: number): number {
  const times = store.collection<number>('aws.created-at');
  const known = times.get('clusters');
  if (known === undefined) times.put('clusters', now);
  return known ?? now;
}
