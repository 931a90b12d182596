import type { ClusterRef } from '../../domain/request.ts';
import { type Extent, wholeCluster } from '../../domain/scope.ts';
import type { ClusterApi } from './cluster-api.ts';
import { refusedCall } from './failure.ts';

export type NamespaceState = 'present' | 'terminating' | 'missing';

/**
 * Asks, as the witness, what has become of a namespace; the whole cluster is always there. A broker's rights in a namespace go away with it, so the
 * cluster answers the granter and the revoker 403 there and not 404.
 * @throws DependencyError
 */
export async function namespaceState(
  api: ClusterApi,
  target: ClusterRef,
  namespace: Extent,
): Promise<NamespaceState> {
  if (namespace === wholeCluster) return 'present';
  const call = { target, broker: 'witness', what: `show namespace ${namespace}` } as const;
  const answer = await api(call, ({ core }) => core.readNamespace({ name: namespace }));
  if (answer.ok) return answer.value.metadata?.deletionTimestamp === undefined ? 'present' : 'terminating';
  if (answer.refusal.code === 404) return 'missing';
  throw refusedCall(call, answer.refusal);
}
