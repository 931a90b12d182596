import { type Agents, carryCall } from '../../shared/adapters/kubernetes/carry-call.ts';
import { type ClusterCallAnswer, parseClusterCall } from '../../shared/adapters/lambda/cluster-call.ts';
import { type Environment, readCarryingEnvironment } from '../../shared/config/environment.ts';

/**
 * Carries the adapters' calls to the API servers of its network, and nothing else. It holds no right of its own: each
 * call brings the token of the broker that makes it.
 */
export function create(environment: Environment) {
  const { CLUSTER_DOMAIN } = readCarryingEnvironment(environment);
  const agents: Agents = new Map();
  return async (event: unknown): Promise<ClusterCallAnswer> =>
    carryCall(parseClusterCall(event), CLUSTER_DOMAIN, agents);
}
