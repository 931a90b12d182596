import type { Cluster } from './estate.ts';
import type { Grant } from './grant.ts';
import type { ClusterRef, Target } from './request.ts';

/** How the cluster is reached, as far as the broker must know. */
export function refOf({ name, region, brokers, private: network }: Cluster): ClusterRef {
  return { cluster: name, region, brokers, ...(network && { via: network.function }) };
}

/** All of a cluster that closing needs, with what is given there. */
export function targetIn(cluster: Cluster, grant: Grant): Target {
  return { ...refOf(cluster), grant };
}
