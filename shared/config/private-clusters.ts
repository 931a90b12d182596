import { isDeepStrictEqual } from 'node:util';
import type { Contradiction } from './contradiction.ts';
import type { AccessFile } from './schema.ts';

/** What is wrong with the functions that carry calls to private clusters, each and beside each other. */
export function privateContradictions({ clusters }: AccessFile): readonly Contradiction[] {
  const stated = Object.entries(clusters).flatMap(([key, cluster]) =>
    cluster.private === undefined ? [] : [{ key, cluster, network: cluster.private }],
  );
  return stated.flatMap(({ key, cluster, network }, index) => {
    const path = ['clusters', key, 'private', 'function'];
    const account = cluster.brokers.granter.split(':')[4] ?? '';
    const [, , , region, itsAccount] = network.function.split(':');
    if (region !== cluster.region || itsAccount !== account) {
      return [
        {
          path,
          problem: `The function must be where the cluster is: in ${cluster.region}, account ${account}.`,
        },
      ];
    }
    const other = stated
      .slice(0, index)
      .find((one) => one.network.function === network.function && !isDeepStrictEqual(one.network, network));
    if (other === undefined) return [];
    return [
      { path, problem: `Cluster ${other.key} has this function in another network. Give it another name.` },
    ];
  });
}
