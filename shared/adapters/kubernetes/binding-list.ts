import type { V1ClusterRoleBinding, V1RoleBinding } from '@kubernetes/client-node';
import type { ClusterRef } from '../../domain/request.ts';
import { type Namespace, wholeCluster } from '../../domain/scope.ts';
import type { StandingBinding } from '../../domain/standing-binding.ts';
import { managerLabel, requestLabel, uidOf } from './binding-object.ts';
import type { Apis, ClusterApi } from './cluster-api.ts';
import { refusedCall } from './failure.ts';

/** Bindings on one page. The API server takes no limit below the whole for wrong, so this is only a size. */
const pageSize = 500;

interface Page {
  readonly metadata?: { readonly _continue?: string };
  readonly items: readonly (V1RoleBinding | V1ClusterRoleBinding)[];
}

type FetchPage = (
  apis: Apis,
  query: { readonly limit: number; readonly _continue?: string },
) => Promise<Page>;

const roleBindings: FetchPage = ({ rbac }, query) => rbac.listRoleBindingForAllNamespaces(query);
const clusterRoleBindings: FetchPage = ({ rbac }, query) => rbac.listClusterRoleBinding(query);

/**
 * Every binding of a cluster, whoever made it, listed by the witness in as many calls as it has pages.
 * @throws DependencyError
 */
export async function listBindings(api: ClusterApi, target: ClusterRef): Promise<readonly StandingBinding[]> {
  const [inNamespaces, overall] = await Promise.all([
    listPages(api, target, 'role bindings', roleBindings),
    listPages(api, target, 'cluster role bindings', clusterRoleBindings),
  ]);
  return [...inNamespaces, ...overall].map(asStanding);
}

async function listPages(api: ClusterApi, target: ClusterRef, what: string, fetchPage: FetchPage) {
  const call = { target, broker: 'witness', what: `list its ${what}` } as const;
  const items: Page['items'][number][] = [];
  let next: string | undefined;
  do {
    const query = { limit: pageSize, ...(next === undefined ? {} : { _continue: next }) };
    const answer = await api(call, (apis) => fetchPage(apis, query));
    // A token that is too old answers 410; the next sweep begins anew.
    if (!answer.ok) throw refusedCall(call, answer.refusal);
    items.push(...answer.value.items);
    next = answer.value.metadata?._continue || undefined;
  } while (next !== undefined);
  return items;
}

function asStanding(binding: V1RoleBinding | V1ClusterRoleBinding): StandingBinding {
  const { metadata, roleRef, subjects = [] } = binding;
  const { [managerLabel]: managedBy, [requestLabel]: request } = metadata?.labels ?? {};
  const users = subjects.filter(({ kind }) => kind === 'User').map(({ name }) => name);
  return {
    namespace: (metadata?.namespace as Namespace | undefined) ?? wholeCluster,
    name: metadata?.name ?? '',
    uid: uidOf(binding),
    role: roleRef.name,
    roleKind: roleRef.kind === 'ClusterRole' ? 'ClusterRole' : 'Role',
    users,
    others: subjects.length - users.length,
    marks: {
      ...(managedBy === undefined ? {} : { managedBy }),
      ...(request === undefined ? {} : { request }),
    },
  };
}
