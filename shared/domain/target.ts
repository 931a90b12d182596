import type { Cluster } from './estate.ts';
import type { Grant } from './grant.ts';
import type { Target } from './request.ts';

/** All of a cluster that closing needs, with what is given there. */
export function targetOf({ name, region, brokers, private: network }: Cluster, grant: Grant): Target {
  return { cluster: name, region, brokers, grant, ...(network && { via: network.function }) };
}
