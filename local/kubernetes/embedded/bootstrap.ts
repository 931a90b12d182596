import type { ClusterState } from './call.ts';
import { namespaceCreated, newObject } from './namespaces.ts';
import type { Fields } from './object.ts';
import { aggregateClusterRoles } from './rbac/aggregate.ts';
import policy from './rbac/default-policy.json' with { type: 'json' };
import { clusterRoleBindings, clusterRoles, namespaces, type ResourceType } from './resources.ts';
import { namespaceStrategy } from './strategies/core.ts';

const firstNamespaces = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

/**
 * Puts in place what every new cluster has and this one lacks: namespaces, and the default roles and bindings of
 * Kubernetes 1.20.2 (read from a running one; `system:basic-user` also has selfsubjectreviews, as of 1.28).
 */
export function bootstrap(cluster: ClusterState): void {
  for (const name of firstNamespaces) {
    ensure(cluster, namespaces, { ...namespaceStrategy.complete({}), metadata: { name } });
    namespaceCreated(cluster, name);
  }
  for (const role of policy.clusterRoles) ensure(cluster, clusterRoles, role);
  for (const binding of policy.clusterRoleBindings) ensure(cluster, clusterRoleBindings, binding);
  aggregateClusterRoles(cluster.objects);
}

function ensure(
  { objects, now }: ClusterState,
  resource: ResourceType,
  object: Fields & { readonly metadata: Fields & { readonly name: string } },
): void {
  if (objects.get(resource, '', object.metadata.name) !== undefined) return;
  objects.put(resource, newObject(now(), resource, '', object));
}
