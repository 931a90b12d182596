import type { AccessEntries, Bindings, Witness } from '../../usecases/cluster-ports.ts';
import type { AccessPolicies } from '../../usecases/policy-ports.ts';
import { accessEntries } from '../eks/access-entries.ts';
import { accessPolicies } from '../eks/access-policies.ts';
import { openBrokerSessions, type Purpose } from '../sts/broker-sessions.ts';
import { bindings } from './bindings.ts';
import { openClusterApi } from './cluster-api.ts';
import type { ClusterConnections } from './cluster-connections.ts';
import { witness } from './witness.ts';

/** What opening and closing need of EKS and Kubernetes. */
export interface ClusterAccess {
  readonly entries: AccessEntries;
  readonly bindings: Bindings;
  readonly witness: Witness;
  readonly policies: AccessPolicies;
}

/**
 * Opens the clusters for one invocation that works on one request: its sessions carry the request's id, and its
 * tokens are minted once. AWS is found as the SDK finds it, through the environment.
 * @param connections kept by the warm function
 * @param wallClock milliseconds since the epoch; AWS judges signatures by it
 */
export function openClusterAccess(
  purpose: Purpose,
  connections: ClusterConnections,
  wallClock: () => number,
): ClusterAccess {
  const sessions = openBrokerSessions(purpose, wallClock);
  const api = openClusterApi(sessions, connections);
  return {
    ...{ entries: accessEntries(sessions), policies: accessPolicies(sessions) },
    ...{ bindings: bindings(api), witness: witness(api) },
  };
}
