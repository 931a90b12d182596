import type { Agent } from 'node:https';
import type { ClusterRef } from '../../domain/request.ts';
import type { ClusterAddress } from '../eks/describe-cluster.ts';
import { agentTrusting } from './https-call.ts';

/** How to reach a cluster's API server: its address, and TLS connections that trust its authority alone. */
export interface Connection {
  readonly endpoint: string;
  readonly caPem: string;
  readonly agent: Agent;
}

/** The clusters that a warm function has reached. Holds no credentials, so all invocations share it. */
export interface ClusterConnections {
  /** @param describe asks where the cluster is; called only where that is not known, or no longer */
  connect(target: ClusterRef, describe: () => Promise<ClusterAddress>): Promise<Connection>;
  /** Drops what is known of a cluster that does not answer as expected: it may have moved. */
  forget(target: ClusterRef): void;
}

// A cluster keeps its address for life, unless it is made anew under its name; its authority can be rotated.
const rememberMs = 5 * 60 * 1000;

/** @param wallClock milliseconds since the epoch */
export function openClusterConnections(wallClock: () => number): ClusterConnections {
  const known = new Map<string, { readonly connection: Connection; readonly until: number }>();
  return {
    connect: async (target, describe) => {
      const key = keyOf(target);
      const remembered = known.get(key);
      if (remembered !== undefined && wallClock() < remembered.until) return remembered.connection;
      const { endpoint, caPem } = await describe();
      const connection = { endpoint, caPem, agent: agentTrusting(caPem) };
      known.set(key, { connection, until: wallClock() + rememberMs });
      return connection;
    },
    forget: (target) => void known.delete(keyOf(target)),
  };
}

// Clusters of one name can be in several accounts, and the broker's roles are in the cluster's.
function keyOf({ region, cluster, brokers }: ClusterRef): string {
  return `${region} ${cluster} ${brokers.witness}`;
}
