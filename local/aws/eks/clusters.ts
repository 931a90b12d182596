import { clusterNotFound } from './errors.ts';

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

/** The clusters, CREATING until their API server is up and ACTIVE from then on. */
export interface Clusters {
  names(): readonly string[];
  /** Throws ResourceNotFoundException. */
  get(name: string): ClusterDefinition;
  /** The cluster as DescribeCluster returns it. Throws ResourceNotFoundException. */
  describe(name: string): object;
  /** Says where the cluster's API server answers. Throws ResourceNotFoundException. */
  activate(name: string, connection: ClusterConnection): void;
}

/** @param createdAt when the platform first had them: milliseconds since the epoch. */
export function openClusters(definitions: readonly ClusterDefinition[], createdAt: number): Clusters {
  const byName = new Map(definitions.map((definition) => [definition.name, definition]));
  const connections = new Map<string, ClusterConnection>();
  const get = (name: string) => {
    const cluster = byName.get(name);
    if (cluster === undefined) throw clusterNotFound(name);
    return cluster;
  };
  return {
    names: () => [...byName.keys()].sort(),
    get,
    describe: (name) => describeCluster(get(name), connections.get(name), createdAt),
    activate: (name, connection) => void connections.set(get(name).name, connection),
  };
}

function clusterArn({ region, account, name }: ClusterDefinition): string {
  return `arn:aws:eks:${region}:${account}:cluster/${name}`;
}

function describeCluster(
  cluster: ClusterDefinition,
  connection: ClusterConnection | undefined,
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
    accessConfig: { authenticationMode: 'API' },
    tags: {},
    ...(connection === undefined
      ? { status: 'CREATING' }
      : {
          status: 'ACTIVE',
          endpoint: connection.endpoint,
          certificateAuthority: { data: Buffer.from(connection.certificateAuthority).toString('base64') },
        }),
  };
}
