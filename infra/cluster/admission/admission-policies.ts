import type { AdoptedPrefix } from '../../../shared/domain/adopted-usernames.ts';
import { usernamePrefix } from '../../../shared/domain/identity-source.ts';
import type { AdmissionObject } from './admission-object.ts';
import { bindingsPolicy } from './bindings-policy.ts';
import { holdersPolicy, holdersSecretsPolicy } from './holders-policies.ts';

/**
 * What completes RBAC in clusters of Kubernetes 1.30 and later.
 * @param adopted prefixes of usernames that the templates of adopted access entries give; whoever has such a name counts
 * as a holder, with a window or without
 */
export function admissionPolicies(adopted: readonly AdoptedPrefix[]): readonly AdmissionObject[] {
  const prefixes = [usernamePrefix, ...adopted];
  return [...bindingsPolicy(prefixes), ...holdersPolicy(prefixes), ...holdersSecretsPolicy(prefixes)];
}
