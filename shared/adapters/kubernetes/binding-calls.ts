import type { RbacAuthorizationV1Api, V1ClusterRoleBinding, V1RoleBinding } from '@kubernetes/client-node';
import type { Binding } from '../../domain/request.ts';
import { wholeCluster } from '../../domain/scope.ts';

/** A binding as the API server has it; both kinds are of one shape, but for the namespace. */
export type BindingObject = V1RoleBinding | V1ClusterRoleBinding;

/** The calls on one binding: a RoleBinding in its namespace, or a ClusterRoleBinding. */
export interface BindingCalls {
  create(body: BindingObject): Promise<BindingObject>;
  read(): Promise<BindingObject>;
  /** @param body merged into the binding */
  patch(body: object): Promise<BindingObject>;
  remove(body: { readonly preconditions: { readonly uid: string } }): Promise<unknown>;
}

export function callsOn(
  rbac: RbacAuthorizationV1Api,
  { namespace, name }: Pick<Binding, 'namespace' | 'name'>,
): BindingCalls {
  if (namespace === wholeCluster) {
    return {
      create: (body) => rbac.createClusterRoleBinding({ body }),
      read: () => rbac.readClusterRoleBinding({ name }),
      patch: (body) => rbac.patchClusterRoleBinding({ name, body }),
      remove: (body) => rbac.deleteClusterRoleBinding({ name, body }),
    };
  }
  return {
    create: (body) => rbac.createNamespacedRoleBinding({ namespace, body }),
    read: () => rbac.readNamespacedRoleBinding({ namespace, name }),
    patch: (body) => rbac.patchNamespacedRoleBinding({ namespace, name, body }),
    remove: (body) => rbac.deleteNamespacedRoleBinding({ namespace, name, body }),
  };
}

/** The binding in words for errors and logs. */
export function bindingInWords({ namespace, name }: Pick<Binding, 'namespace' | 'name'>): string {
  return namespace === wholeCluster
    ? `the cluster role binding ${name}`
    : `the role binding ${name} in namespace ${namespace}`;
}
