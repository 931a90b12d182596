import type { KubernetesObject } from '../../../../infra/cluster/kubernetes-object.ts';

export const rbacPath = '/apis/rbac.authorization.k8s.io/v1';

export function roleBindingsPath(namespace: string): string {
  return `${rbacPath}/namespaces/${namespace}/rolebindings`;
}

/** Where an object is created. */
export function pathOf(object: KubernetesObject): string {
  switch (object.kind) {
    case 'ClusterRole':
      return `${rbacPath}/clusterroles`;
    case 'ClusterRoleBinding':
      return `${rbacPath}/clusterrolebindings`;
    case 'RoleBinding':
      return roleBindingsPath(object.metadata.namespace);
  }
}
