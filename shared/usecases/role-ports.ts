import type { PolicyRule } from '../domain/evidence.ts';
import type { AccessPolicyGrant, ClusterRoleGrant } from '../domain/grant.ts';
import type { ClusterName, RoleName } from '../domain/scope.ts';

/** Which roles of `access.yaml` are asked about, and as which cluster has them. */
export interface RoleQuestion {
  readonly cluster: ClusterName;
  readonly roles: readonly RoleName[];
}

/**
 * What the cluster has behind a role: the rules of its ClusterRole, or none; or nobody could read it. What an EKS
 * access policy allows, AWS decides, and no cluster tells.
 */
export type RoleSeen =
  | {
      readonly role: RoleName;
      readonly seen: 'rules';
      readonly grant: ClusterRoleGrant;
      readonly rules: readonly PolicyRule[];
    }
  | { readonly role: RoleName; readonly seen: 'policy'; readonly grant: AccessPolicyGrant }
  | { readonly role: RoleName; readonly seen: 'missing' }
  | { readonly role: RoleName; readonly seen: 'unreachable' };

/** Tells what roles do in a cluster, for whoever must not talk to one. Never rejects. */
export interface RoleDescriber {
  /** In the order of the question. What it says may be five minutes old. */
  describe(question: RoleQuestion): Promise<readonly RoleSeen[]>;
}
