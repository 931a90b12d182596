import { join } from 'node:path';
import { rolesGivenIn } from '../shared/domain/askable.ts';
import { type Cluster, everyCluster } from '../shared/domain/estate.ts';
import type { AwsEndpoint } from './aws/endpoint.ts';
import { createBrokerEntries, prepareCluster } from './clusters.ts';
import { functionSession, personaSession } from './example/iam.ts';
import { personas } from './example/people.ts';
import type { Foundation } from './foundation.ts';
import { writeKubeconfigs } from './kubeconfig/write-kubeconfigs.ts';
import type { RunningCluster } from './kubernetes/cluster.ts';
import { startEmbeddedCluster } from './kubernetes/embedded/start.ts';
import { startRealCluster } from './kubernetes/real/start.ts';

/**
 * Starts the clusters of the estate, prepares them as their administrators would, and writes everybody's kubeconfig.
 * @param assets the folder with a real kube-apiserver, or nothing for the embedded one
 */
export async function startEstateClusters(
  running: AsyncDisposableStack,
  foundation: Foundation,
  aws: AwsEndpoint,
  assets: string | undefined,
): Promise<readonly RunningCluster[]> {
  const { config, pki, dataDirectory, home } = foundation;
  const admin = await pki.issue({ commonName: 'admin', organizations: ['system:masters'] });
  const start = async (cluster: Cluster): Promise<RunningCluster> => {
    const server = await startServer(foundation, aws, assets, cluster.name);
    running.defer(() => server.stop());
    aws.activateCluster(cluster.name, { endpoint: server.url, certificateAuthority: server.caPem });
    await prepareCluster(server, cluster, rolesGivenIn(config.estate, cluster), admin);
    await createBrokerEntries(aws.url, functionSession('platform'), cluster);
    return server;
  };
  const clusters = await Promise.all(everyCluster(config.estate).map(start));
  writeKubeconfigs({
    dataDirectory,
    region: home.region,
    awsEndpoint: aws.url,
    personas: personas.map(({ name }) => ({ name, credentials: personaSession(name) })),
    clusters: clusters.map(({ name, url, caPem }) => ({
      name,
      endpoint: url,
      certificateAuthority: caPem,
      admin: { certificate: admin.certificatePem, key: admin.privateKeyPem },
    })),
  });
  return clusters;
}

function startServer(
  { store, pki, clock, dataDirectory }: Foundation,
  { reviewToken }: AwsEndpoint,
  assets: string | undefined,
  name: string,
): Promise<RunningCluster> {
  if (assets === undefined) return startEmbeddedCluster({ name, store, pki, reviewToken, now: clock.now });
  return startRealCluster({
    name,
    pki,
    reviewToken,
    assets,
    dataDirectory: join(dataDirectory, 'kubernetes'),
  });
}
