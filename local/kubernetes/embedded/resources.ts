/** One resource that the server serves; only the served version is kept, since none here has two. */
export interface ResourceType {
  readonly group: string;
  readonly version: string;
  /** The plural in the path. */
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  readonly shortNames: readonly string[];
  readonly subresources: readonly string[];
}

const storedVerbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

interface Options {
  readonly namespaced?: boolean;
  readonly verbs?: readonly string[];
  readonly short?: readonly string[];
  readonly sub?: readonly string[];
}

function define(group: string, name: string, kind: string, options: Options = {}): ResourceType {
  return {
    group,
    version: 'v1',
    name,
    kind,
    namespaced: options.namespaced ?? true,
    verbs: options.verbs ?? storedVerbs,
    shortNames: options.short ?? [],
    subresources: options.sub ?? [],
  };
}

const clusterWide = { namespaced: false };
const workload = { sub: ['status'] };
const review = { verbs: ['create'], namespaced: false };
const rbac = 'rbac.authorization.k8s.io';
const authorization = 'authorization.k8s.io';

export const namespaces = define('', 'namespaces', 'Namespace', {
  ...clusterWide,
  verbs: storedVerbs.filter((verb) => verb !== 'deletecollection'),
  short: ['ns'],
  sub: ['status'],
});
export const serviceAccounts = define('', 'serviceaccounts', 'ServiceAccount', {
  short: ['sa'],
  sub: ['token'],
});
export const pods = define('', 'pods', 'Pod', {
  short: ['po'],
  sub: ['attach', 'eviction', 'exec', 'log', 'portforward', 'status'],
});
export const roles = define(rbac, 'roles', 'Role');
export const roleBindings = define(rbac, 'rolebindings', 'RoleBinding');
export const clusterRoles = define(rbac, 'clusterroles', 'ClusterRole', clusterWide);
export const clusterRoleBindings = define(rbac, 'clusterrolebindings', 'ClusterRoleBinding', clusterWide);

/** Everything that is served, in the order in which discovery lists it. */
export const resourceTypes: readonly ResourceType[] = [
  define('', 'configmaps', 'ConfigMap', { short: ['cm'] }),
  define('', 'events', 'Event', { short: ['ev'] }),
  namespaces,
  define('', 'nodes', 'Node', { ...clusterWide, short: ['no'], sub: ['status'] }),
  pods,
  define('', 'secrets', 'Secret'),
  serviceAccounts,
  define('', 'services', 'Service', { short: ['svc'], sub: ['status'] }),
  define('apps', 'daemonsets', 'DaemonSet', { ...workload, short: ['ds'] }),
  define('apps', 'deployments', 'Deployment', { ...workload, short: ['deploy'] }),
  define('apps', 'replicasets', 'ReplicaSet', { ...workload, short: ['rs'] }),
  define('apps', 'statefulsets', 'StatefulSet', { ...workload, short: ['sts'] }),
  define('authentication.k8s.io', 'selfsubjectreviews', 'SelfSubjectReview', review),
  define(authorization, 'localsubjectaccessreviews', 'LocalSubjectAccessReview', { verbs: ['create'] }),
  define(authorization, 'selfsubjectaccessreviews', 'SelfSubjectAccessReview', review),
  define(authorization, 'selfsubjectrulesreviews', 'SelfSubjectRulesReview', review),
  define(authorization, 'subjectaccessreviews', 'SubjectAccessReview', review),
  define('batch', 'cronjobs', 'CronJob', { ...workload, short: ['cj'] }),
  define('batch', 'jobs', 'Job', workload),
  clusterRoleBindings,
  clusterRoles,
  roleBindings,
  roles,
];

export function findResource(group: string, version: string, name: string): ResourceType | undefined {
  return resourceTypes.find((type) => type.group === group && type.version === version && type.name === name);
}

export const apiVersionOf = (type: ResourceType) =>
  type.group === '' ? type.version : `${type.group}/${type.version}`;

/** `pods`, or `rolebindings.rbac.authorization.k8s.io`. */
export const qualifiedName = (type: { readonly group: string; readonly name: string }) =>
  type.group === '' ? type.name : `${type.name}.${type.group}`;
