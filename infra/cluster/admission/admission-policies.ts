import { usernamePrefix } from '../../../shared/domain/identity-source.ts';
import type { AdmissionObject } from './admission-object.ts';
import { bindingsPolicy } from './bindings-policy.ts';
import { holdersPolicy, holdersSecretsPolicy } from './holders-policies.ts';

/**
 * What completes RBAC in clusters of Kubernetes 1.30 and later.
 * @param adopted prefixes of usernames that the templates of adopted access entries give
 */
export function admissionPolicies(adopted: readonly string[]): readonly AdmissionObject[] {
  return [...bindingsPolicy([usernamePrefix, ...adopted]), ...holdersPolicy(), ...holdersSecretsPolicy()];
}
