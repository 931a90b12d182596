import { accessEntries } from '../../../shared/adapters/eks/access-entries.ts';
import { type ClusterState, clusterState } from '../../../shared/adapters/eks/cluster-state.ts';
import { admissionReader } from '../../../shared/adapters/kubernetes/admission-reader.ts';
import { openClusterApi } from '../../../shared/adapters/kubernetes/cluster-api.ts';
import { openClusterConnections } from '../../../shared/adapters/kubernetes/cluster-connections.ts';
import { witness } from '../../../shared/adapters/kubernetes/witness.ts';
import { openBrokerSessions } from '../../../shared/adapters/sts/broker-sessions.ts';
import type { Broker, Cluster } from '../../../shared/domain/estate.ts';
import { clusterRole } from '../../../shared/domain/grant.ts';
import type { Target } from '../../../shared/domain/request.ts';
import { targetIn } from '../../../shared/domain/target.ts';
import type { AccessEntries, Witness } from '../../../shared/usecases/cluster-ports.ts';
import type { ReadAdmission } from './check-admission.ts';

/** A cluster of the estate and what can be asked about it, all of it as the witness. Throws DependencyError. */
export interface ClusterUnderCheck {
  readonly cluster: Cluster;
  readonly target: Target;
  readonly witness: Witness;
  readonly entries: Pick<AccessEntries, 'describe'>;
  readonly state: () => Promise<ClusterState>;
  readonly readAdmission: ReadAdmission;
  readonly assume: (broker: Broker) => Promise<unknown>;
}

/** Opens a cluster for the credentials that this process has. */
export function openClusterUnderCheck(cluster: Cluster): ClusterUnderCheck {
  const target = targetIn(cluster, clusterRole('k8s-access:view'));
  const sessions = openBrokerSessions('doctor', Date.now);
  const connections = openClusterConnections(Date.now);
  const api = openClusterApi(sessions, connections);
  return {
    ...{ cluster, target, witness: witness(api), entries: accessEntries(sessions) },
    state: () => clusterState(sessions, target),
    readAdmission: admissionReader(sessions, connections, target),
    assume: (broker) => sessions.credentials(target, broker),
  };
}
