import { clusterNotFound, entriesOff } from './errors.ts';

export interface ClusterDefinition {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** Kubernetes version, e.g. `1.32`. */
  readonly version: string;
}

/** Where a cluster's API server answers. */
export interface ClusterConnection {
  /** e.g. `https://127.0.0.1:6443` */
  readonly endpoint: string;
  /** PEM */
  readonly certificateAuthority: string;
}

/** What can be otherwise with a cluster than an administrator of ours would have it. */
export interface ClusterCondition {
  readonly authenticationMode: 'API' | 'API_AND_CONFIG_MAP' | 'CONFIG_MAP';
  readonly status: 'ACTIVE' | 'UPDATING';
  /** PEM; that of the API server, where it is left out. */
  readonly certificateAuthority?: string;
}

/** The clusters, CREATING until their API server is up and ACTIVE from then on. */
export interface Clusters {
  names(): readonly string[];
  /** Throws ResourceNotFoundException. */
  get(name: string): ClusterDefinition;
  /** The cluster as DescribeCluster returns it. Throws ResourceNotFoundException. */
  describe(name: string): object;
  /** Says where the cluster's API server answers. Throws ResourceNotFoundException. */
  activate(name: string, connection: ClusterConnection): void;
  /** How the cluster is; what it was otherwise is over. Throws ResourceNotFoundException. */
  alter(name: string, condition: ClusterCondition): void;
  /** Throws InvalidRequestException where the cluster's authentication mode has no access entries. */
  mustTakeEntries(name: string): void;
}

/** @param createdAt when the platform first had them: milliseconds since the epoch. */
export function openClusters(definitions: readonly ClusterDefinition[], createdAt: number): Clusters {
  const byName = new Map(definitions.map((definition) => [definition.name, definition]));
  const connections = new Map<string, ClusterConnection>();
  const conditions = new Map<string, ClusterCondition>();
  const conditionOf = (name: string) => conditions.get(name) ?? healthy;
  const get = (name: string) => {
    const cluster = byName.get(name);
    if (cluster === undefined) throw clusterNotFound(name);
    return cluster;
  };
  return {
    names: () => [...byName.keys()].sort(),
    get,
    describe: (name) => describeCluster(get(name), connections.get(name), conditionOf(name), createdAt),
    activate: (name, connection) => void connections.set(get(name).name, connection),
    alter: (name, condition) => void conditions.set(get(name).name, condition),
    mustTakeEntries: (name) => {
      if (conditionOf(name).authenticationMode === 'CONFIG_MAP') throw entriesOff();
    },
  };
}

const healthy: ClusterCondition = { authenticationMode: 'API', status: 'ACTIVE' };

function clusterArn({ region, account, name }: ClusterDefinition): string {
  return `arn:aws:eks:${region}:${account}:cluster/${name}`;
}

function describeCluster(
  cluster: ClusterDefinition,
  connection: ClusterConnection | undefined,
  { authenticationMode, status, certificateAuthority }: ClusterCondition,
  createdAt: number,
): object {
  const { name, version, account } = cluster;
  return {
    name,
    arn: clusterArn(cluster),
    createdAt: createdAt / 1000,
    version,
    platformVersion: 'eks.1',
    roleArn: `arn:aws:iam::${account}:role/${name}-cluster`,
    accessConfig: { authenticationMode },
    tags: {},
    ...(connection === undefined
      ? { status: 'CREATING' }
      : {
          status,
          endpoint: connection.endpoint,
          certificateAuthority: {
            data: Buffer.from(certificateAuthority ?? connection.certificateAuthority).toString('base64'),
          },
        }),
  };
}
