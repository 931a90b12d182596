import { type ClusterRole, clusterRole, type RbacRule, rbacGroup } from './kubernetes-object.ts';

// The ClusterRoles that people are given. What their holder makes must not give access after the window, so none of
// them can impersonate, ask for service-account tokens, or write roles and bindings; and:
//
// - No role can create Secrets. A Secret of type `kubernetes.io/service-account-token` would be filled with a token
//   that lasts, RBAC cannot tell types apart, and the type of a Secret that exists cannot be changed. Where such a
//   Secret exists already, whoever may read it holds its token: only `admin` reads Secrets.
// - No role can write service accounts: before Kubernetes 1.24 making one makes such a Secret.
// - Nothing is listed with `*`, which would take in all of that, and what clusters add tomorrow.

const read = ['get', 'list', 'watch'];
const write = ['create', 'update', 'patch', 'delete', 'deletecollection'];
// An upgraded connection begins as a GET or as a POST, according to kubectl's version.
const connect = ['create', 'get'];

const reading: readonly RbacRule[] = [
  rule('', read, [
    'configmaps',
    'endpoints',
    'events',
    'limitranges',
    'namespaces',
    'persistentvolumeclaims',
    'pods',
    'pods/status',
    'replicationcontrollers',
    'replicationcontrollers/scale',
    'resourcequotas',
    'serviceaccounts',
    'services',
  ]),
  rule('apps', read, [
    'controllerrevisions',
    'daemonsets',
    'deployments',
    'deployments/scale',
    'replicasets',
    'replicasets/scale',
    'statefulsets',
    'statefulsets/scale',
  ]),
  rule('batch', read, ['cronjobs', 'jobs']),
  rule('autoscaling', read, ['horizontalpodautoscalers']),
  rule('networking.k8s.io', read, ['ingresses', 'networkpolicies']),
  rule('policy', read, ['poddisruptionbudgets']),
  rule('discovery.k8s.io', read, ['endpointslices']),
  rule('events.k8s.io', read, ['events']),
  rule('metrics.k8s.io', ['get', 'list'], ['pods']),
];

// Without Secrets, unlike Kubernetes' own `edit`: what is read there stays known after the window. Without endpoints,
// which can lead traffic into other namespaces (CVE-2021-25740), and network policies, which are a boundary.
const editing: readonly RbacRule[] = [
  rule('', write, ['configmaps', 'persistentvolumeclaims', 'pods', 'replicationcontrollers', 'services']),
  rule('', ['update', 'patch'], ['replicationcontrollers/scale']),
  rule('', ['create'], ['pods/eviction']),
  rule('apps', write, ['daemonsets', 'deployments', 'replicasets', 'statefulsets']),
  rule('apps', ['update', 'patch'], ['deployments/scale', 'replicasets/scale', 'statefulsets/scale']),
  rule('batch', write, ['cronjobs', 'jobs']),
  rule('autoscaling', write, ['horizontalpodautoscalers']),
  rule('networking.k8s.io', write, ['ingresses']),
  rule('policy', write, ['poddisruptionbudgets']),
];

// Logs can hold what only their readers should see, so they are part of this and not of `view`. Ephemeral containers
// are not part of it: one stays in its pod until that ends, long after the window.
const debugging: readonly RbacRule[] = [
  rule('', ['get'], ['pods/log']),
  rule('', connect, ['pods/exec', 'pods/attach', 'pods/portforward']),
];

const administering: readonly RbacRule[] = [
  rule('', [...read, 'update', 'patch', 'delete', 'deletecollection'], ['secrets']),
  rule('', write, ['limitranges', 'resourcequotas']),
  rule('', ['update', 'patch'], ['pods/ephemeralcontainers']),
  rule('networking.k8s.io', write, ['networkpolicies']),
  rule(rbacGroup, read, ['rolebindings', 'roles']),
];

const readingCluster: readonly RbacRule[] = [
  rule('', read, ['namespaces', 'nodes', 'persistentvolumes']),
  rule('storage.k8s.io', read, ['csidrivers', 'csinodes', 'storageclasses', 'volumeattachments']),
  rule('scheduling.k8s.io', read, ['priorityclasses']),
  rule('networking.k8s.io', read, ['ingressclasses']),
  rule('apiextensions.k8s.io', read, ['customresourcedefinitions']),
  rule('metrics.k8s.io', ['get', 'list'], ['nodes']),
];

export const curatedRoles: readonly ClusterRole[] = [
  clusterRole('k8s-access:view', reading),
  clusterRole('k8s-access:edit', [...reading, ...editing]),
  clusterRole('k8s-access:debug', [...reading, ...debugging]),
  clusterRole('k8s-access:admin', [...reading, ...editing, ...debugging, ...administering]),
  clusterRole('k8s-access:cluster-view', readingCluster),
];

function rule(apiGroup: string, verbs: readonly string[], resources: readonly string[]): RbacRule {
  return { apiGroups: [apiGroup], resources, verbs };
}
