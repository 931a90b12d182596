import { isNonEmpty } from '../../shared/domain/brand.ts';
import type { Cluster, Role } from '../../shared/domain/estate.ts';
import {
  clusterRole,
  clusterRoleBinding,
  type KubernetesObject,
  type RbacRule,
  rbacGroup,
  roleBinding,
} from './kubernetes-object.ts';

export const granters = 'k8s-access:granters';
export const revokers = 'k8s-access:revokers';
export const witnesses = 'k8s-access:witnesses';

/**
 * What the broker's three identities may do. The granter and the revoker get it in the managed namespaces only: a
 * granter with the same rights in the whole cluster could make itself cluster-admin.
 */
export function brokerRoles(cluster: Cluster, roles: readonly Role[]): readonly KubernetesObject[] {
  return [
    clusterRole('k8s-access:granter', granterRules(roles)),
    clusterRole('k8s-access:revoker', revokerRules),
    clusterRole('k8s-access:witness', witnessRules),
    ...cluster.namespaces.flatMap((namespace) => [
      roleBinding(namespace, granters, 'k8s-access:granter'),
      roleBinding(namespace, revokers, 'k8s-access:revoker'),
    ]),
    clusterRoleBinding(witnesses, 'k8s-access:witness'),
  ];
}

function granterRules(roles: readonly Role[]): readonly RbacRule[] {
  const bindings = { apiGroups: [rbacGroup], resources: ['rolebindings'], verbs: ['create', 'get', 'patch'] };
  const names = [
    ...new Set(
      roles.flatMap(({ grant, scope }) =>
        scope === 'namespace' && grant.kind === 'cluster-role' ? [grant.name] : [],
      ),
    ),
  ].sort();
  // An empty list of names would not mean none: it would mean every role there is.
  if (!isNonEmpty(names)) return [bindings];
  const bind = { apiGroups: [rbacGroup], resources: ['clusterroles'], verbs: ['bind'], resourceNames: names };
  return [bindings, bind];
}

const revokerRules: readonly RbacRule[] = [
  { apiGroups: [rbacGroup], resources: ['rolebindings'], verbs: ['delete', 'get', 'list'] },
];

const witnessRules: readonly RbacRule[] = [
  { apiGroups: ['authorization.k8s.io'], resources: ['subjectaccessreviews'], verbs: ['create'] },
  { apiGroups: [rbacGroup], resources: ['clusterroles', 'roles'], verbs: ['get'] },
  { apiGroups: [rbacGroup], resources: ['clusterrolebindings', 'rolebindings'], verbs: ['list'] },
  // Tells a namespace that is gone from one where the other brokers lack their rights.
  { apiGroups: [''], resources: ['namespaces'], verbs: ['get'] },
];
