import type { BindingDraft } from '../../usecases/cluster-ports.ts';
import { NamespaceMissingError, RoleMissingError } from '../../usecases/errors.ts';
import type { ApiRefusal } from './api-answer.ts';
import type { ClusterApi } from './cluster-api.ts';
import { type Call, refusedCall } from './failure.ts';
import { namespaceState } from './namespace-state.ts';

/**
 * Why a binding could not be created. That its role is missing is seen only where the granter has no `bind` on that
 * name: with it, the cluster asks no further and binds what does not exist (seen with Kubernetes 1.20). So the role
 * is looked up beforehand, by `Witness.rulesOf`.
 */
export async function creationProblem(
  api: ClusterApi,
  call: Call,
  { namespace, clusterRole }: BindingDraft,
  refusal: ApiRefusal,
): Promise<Error> {
  const { cluster } = call.target;
  if (refusal.code === 404 && refusal.kind === 'clusterroles') {
    return new RoleMissingError(
      `Cluster ${cluster} has no ClusterRole ${clusterRole}. Apply its manifests, or correct access.yaml.`,
    );
  }
  if (refusal.code === 403 || refusal.code === 404) {
    const state = await namespaceState(api, call.target, namespace);
    if (state !== 'present') {
      return new NamespaceMissingError(
        `Namespace ${namespace} of ${cluster} ${state === 'missing' ? 'does not exist' : 'is being deleted'}.`,
      );
    }
  }
  return refusedCall(call, refusal);
}
