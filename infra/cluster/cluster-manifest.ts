import type { Cluster, Role } from '../../shared/domain/estate.ts';
import { brokerRoles } from './broker-roles.ts';
import { curatedRoles } from './curated-roles.ts';
import type { KubernetesObject } from './kubernetes-object.ts';

/**
 * Everything that a cluster needs once, applied by its administrator before access can be given there. The managed
 * namespaces must exist; one that is made anew needs its part again.
 */
export function clusterManifest(cluster: Cluster, roles: readonly Role[]): readonly KubernetesObject[] {
  return [...curatedRoles, ...brokerRoles(cluster, roles)];
}
