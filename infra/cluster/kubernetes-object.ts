/** The objects that a cluster needs, as Kubernetes reads them. */
export type KubernetesObject = ClusterRole | RoleBinding | ClusterRoleBinding;

export interface ClusterRole extends Rbac<'ClusterRole'> {
  readonly metadata: Metadata;
  readonly rules: readonly RbacRule[];
}

export interface RoleBinding extends Rbac<'RoleBinding'>, Bound {
  readonly metadata: Metadata & { readonly namespace: string };
}

export interface ClusterRoleBinding extends Rbac<'ClusterRoleBinding'>, Bound {
  readonly metadata: Metadata;
}

export interface RbacRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** Without it the rule holds for objects of every name. */
  readonly resourceNames?: readonly [string, ...string[]];
}

interface Rbac<Kind extends string> {
  readonly apiVersion: 'rbac.authorization.k8s.io/v1';
  readonly kind: Kind;
}

interface Metadata {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

interface Bound {
  readonly roleRef: {
    readonly apiGroup: typeof rbacGroup;
    readonly kind: 'ClusterRole';
    readonly name: string;
  };
  readonly subjects: readonly {
    readonly apiGroup: typeof rbacGroup;
    readonly kind: 'Group';
    readonly name: string;
  }[];
}

export const rbacGroup = 'rbac.authorization.k8s.io';
const rbac = 'rbac.authorization.k8s.io/v1';
// Not `managed-by`, which marks the bindings that come and go with windows.
const labels = { 'app.kubernetes.io/part-of': 'k8s-access' };

export function clusterRole(name: string, rules: readonly RbacRule[]): ClusterRole {
  return { apiVersion: rbac, kind: 'ClusterRole', metadata: { name, labels }, rules };
}

/** Gives a group a ClusterRole in one namespace; the binding is named after the group. */
export function roleBinding(namespace: string, group: string, role: string): RoleBinding {
  const metadata = { name: group, namespace, labels };
  return { apiVersion: rbac, kind: 'RoleBinding', metadata, ...bound(group, role) };
}

/** Gives a group a ClusterRole in the whole cluster; the binding is named after the group. */
export function clusterRoleBinding(group: string, role: string): ClusterRoleBinding {
  return {
    apiVersion: rbac,
    kind: 'ClusterRoleBinding',
    metadata: { name: group, labels },
    ...bound(group, role),
  };
}

function bound(group: string, role: string): Bound {
  return {
    roleRef: { apiGroup: rbacGroup, kind: 'ClusterRole', name: role },
    subjects: [{ apiGroup: rbacGroup, kind: 'Group', name: group }],
  };
}
