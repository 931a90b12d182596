import { CreateAccessEntryCommand, type EKSClient } from '@aws-sdk/client-eks';
import { brokerEntries } from '../../../../infra/cluster/broker-entries.ts';
import { clusterManifest } from '../../../../infra/cluster/cluster-manifest.ts';
import type { Cluster, Role } from '../../../../shared/domain/estate.ts';
import type { KubernetesCaller } from './kubernetes-caller.ts';
import { pathOf } from './kubernetes-paths.ts';

/** A namespace of the cluster in which no access can be given. */
export const unmanaged = 'unmanaged';

/** Does what the administrator of a cluster does once: namespaces, manifest and the broker's access entries. */
export async function prepareCluster(
  admin: KubernetesCaller,
  eks: EKSClient,
  cluster: Cluster,
  roles: readonly Role[],
): Promise<void> {
  for (const name of [...cluster.namespaces, unmanaged]) {
    await admin.create('/api/v1/namespaces', { metadata: { name } });
  }
  for (const object of clusterManifest(cluster, roles)) await admin.create(pathOf(object), object);
  for (const { principalArn, username, groups } of brokerEntries(cluster)) {
    const entry = { clusterName: cluster.name, principalArn, username, kubernetesGroups: [...groups] };
    await eks.send(new CreateAccessEntryCommand({ ...entry, type: 'STANDARD' }));
  }
}
