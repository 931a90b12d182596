import { isNonEmpty } from '../../shared/domain/brand.ts';
import type { Cluster, Role } from '../../shared/domain/estate.ts';
import { policyNames } from './admission/admission-object.ts';
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
 * @param roles that are given in this cluster, as `rolesGivenIn` tells
 */
export function brokerRoles(cluster: Cluster, roles: readonly Role[]): readonly KubernetesObject[] {
  return [
    clusterRole('k8s-access:granter', granterRules('rolebindings', boundIn('namespace', roles))),
    clusterRole('k8s-access:revoker', revokerRules('rolebindings')),
    clusterRole('k8s-access:witness', witnessRules),
    ...cluster.namespaces.flatMap((namespace) => [
      roleBinding(namespace, granters, 'k8s-access:granter'),
      roleBinding(namespace, revokers, 'k8s-access:revoker'),
    ]),
    clusterRoleBinding(witnesses, 'k8s-access:witness'),
    ...clusterWide(boundIn('cluster', roles)),
  ];
}

/**
 * The same for the whole cluster, only where roles are given there. The granter binds those and no others: what it may
 * do with the bindings of others, it may do only to bindings of these roles. RBAC lets the revoker delete any binding of
 * the cluster; the admission policies narrow that to those of requests.
 */
function clusterWide(names: readonly string[]): readonly KubernetesObject[] {
  if (!isNonEmpty(names)) return [];
  return [
    clusterRole('k8s-access:cluster-granter', granterRules('clusterrolebindings', names)),
    clusterRole('k8s-access:cluster-revoker', revokerRules('clusterrolebindings')),
    clusterRoleBinding(granters, 'k8s-access:cluster-granter'),
    clusterRoleBinding(revokers, 'k8s-access:cluster-revoker'),
  ];
}

function boundIn(reach: Role['scope'], roles: readonly Role[]): readonly string[] {
  const names = roles.flatMap(({ grant, scope }) =>
    scope === reach && grant.kind === 'cluster-role' ? [grant.name] : [],
  );
  return [...new Set(names)].sort();
}

type BindingKind = 'rolebindings' | 'clusterrolebindings';

function granterRules(kind: BindingKind, names: readonly string[]): readonly RbacRule[] {
  const bindings = { apiGroups: [rbacGroup], resources: [kind], verbs: ['create', 'get', 'patch'] };
  // An empty list of names would not mean none: it would mean every role there is.
  if (!isNonEmpty(names)) return [bindings];
  const bind = { apiGroups: [rbacGroup], resources: ['clusterroles'], verbs: ['bind'], resourceNames: names };
  return [bindings, bind];
}

function revokerRules(kind: BindingKind): readonly RbacRule[] {
  return [{ apiGroups: [rbacGroup], resources: [kind], verbs: ['delete', 'get', 'list'] }];
}

const witnessRules: readonly RbacRule[] = [
  { apiGroups: ['authorization.k8s.io'], resources: ['subjectaccessreviews'], verbs: ['create'] },
  { apiGroups: [rbacGroup], resources: ['clusterroles', 'roles'], verbs: ['get'] },
  { apiGroups: [rbacGroup], resources: ['clusterrolebindings', 'rolebindings'], verbs: ['list'] },
  // Tells a namespace that is gone from one where the other brokers lack their rights.
  { apiGroups: [''], resources: ['namespaces'], verbs: ['get'] },
  // The doctor looks whether the admission policies stand.
  {
    apiGroups: ['admissionregistration.k8s.io'],
    resources: ['validatingadmissionpolicies', 'validatingadmissionpolicybindings'],
    verbs: ['get'],
    resourceNames: policyNames,
  },
];
