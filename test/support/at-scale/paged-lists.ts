import {
  AuthorizationV1Api,
  CoreV1Api,
  createConfiguration,
  RbacAuthorizationV1Api,
  type V1ClusterRoleBinding,
  type V1RoleBinding,
} from '@kubernetes/client-node';
import { managerLabel, requestLabel } from '../../../shared/adapters/kubernetes/binding-object.ts';
import type { Apis } from '../../../shared/adapters/kubernetes/cluster-api.ts';
import { wholeCluster } from '../../../shared/domain/scope.ts';
import { manager } from '../../../shared/domain/standing-binding.ts';
import type { StoredBinding } from '../in-memory/cluster.ts';

interface PageQuery {
  readonly limit?: number;
  readonly _continue?: string;
}

/** Told before each page, which it may hold up or refuse. */
type OnPage = (of: 'role bindings' | 'cluster role bindings') => Promise<void>;

/** An API server that lists, page by page, the bindings that a cluster in memory has; it does nothing else. */
export function pagedLists(bindings: readonly StoredBinding[], onPage: OnPage): Apis {
  const configuration = createConfiguration();
  const rbac = new RbacAuthorizationV1Api(configuration);
  const page = async (of: Parameters<OnPage>[0], { limit = 500, _continue = '0' }: PageQuery) => {
    await onPage(of);
    const all = bindings.filter(({ namespace }) => (namespace === wholeCluster) === (of !== 'role bindings'));
    const from = Number(_continue);
    const next = from + limit;
    const metadata = next < all.length ? { _continue: String(next) } : {};
    return { metadata, items: all.slice(from, next).map(asObject) };
  };
  rbac.listRoleBindingForAllNamespaces = (query = {}) => page('role bindings', query);
  rbac.listClusterRoleBinding = (query = {}) => page('cluster role bindings', query);
  return { rbac, authorization: new AuthorizationV1Api(configuration), core: new CoreV1Api(configuration) };
}

function asObject({
  namespace,
  name,
  uid,
  users,
  clusterRole,
  requestId,
}: StoredBinding): V1RoleBinding | V1ClusterRoleBinding {
  const apiGroup = 'rbac.authorization.k8s.io';
  return {
    metadata: {
      ...{ name, uid },
      ...(namespace !== wholeCluster && { namespace }),
      ...(requestId !== undefined && { labels: { [managerLabel]: manager, [requestLabel]: requestId } }),
    },
    roleRef: { apiGroup, kind: 'ClusterRole', name: clusterRole },
    subjects: users.map((user) => ({ apiGroup, kind: 'User', name: user })),
  };
}
