import {
  type Broker,
  brokersIn,
  type Cluster,
  type Estate,
  everyCluster,
  type PrivateNetwork,
} from '../../shared/domain/estate.ts';
import { type RoleArn, roleArnParts } from '../role-arn.ts';

/** A role that a broker has in an account, and the clusters that it acts in. */
export interface BrokerRole extends RoleArn {
  readonly broker: Broker;
  readonly externalId: string | undefined;
  readonly clusters: readonly Cluster[];
}

/** The account of some clusters: that of their brokers' roles. */
export interface ClusterAccount {
  readonly account: string;
  readonly clusters: readonly [Cluster, ...Cluster[]];
  readonly roles: readonly BrokerRole[];
}

const brokers: readonly Broker[] = ['granter', 'revoker', 'witness'];

/** The accounts that have clusters, in the order of `access.yaml`. */
export function clusterAccounts(estate: Estate): readonly ClusterAccount[] {
  const byAccount = new Map<string, [Cluster, ...Cluster[]]>();
  for (const cluster of everyCluster(estate)) {
    const { account } = roleArnParts(cluster.brokers.granter);
    const others = byAccount.get(account);
    if (others === undefined) byAccount.set(account, [cluster]);
    else others.push(cluster);
  }
  return [...byAccount].map(([account, those]) => ({
    account,
    clusters: those,
    roles: brokers.flatMap((broker) =>
      rolesOf(
        broker,
        those.filter((cluster) => brokersIn(estate, cluster).includes(broker)),
      ),
    ),
  }));
}

/** The clusters of an account by region. */
export function byRegion({ clusters }: ClusterAccount): ReadonlyMap<string, readonly Cluster[]> {
  return Map.groupBy(clusters, ({ region }) => region);
}

/** The networks of private clusters; those that share a function share it once. */
export function networksOf(clusters: readonly Cluster[]): readonly PrivateNetwork[] {
  const networks = clusters.flatMap((cluster) => cluster.private ?? []);
  return [...new Map(networks.map((network) => [network.function, network])).values()];
}

function rolesOf(broker: Broker, clusters: readonly Cluster[]): readonly BrokerRole[] {
  return [...Map.groupBy(clusters, (cluster) => cluster.brokers[broker])].map(([arn, those]) => ({
    ...roleArnParts(arn),
    broker,
    // `access.yaml` says the same of all clusters that share a role.
    externalId: those[0]?.brokers.externalId,
    clusters: those,
  }));
}
