import type { NonEmpty } from '../domain/brand.ts';
import type { AccessPolicyArn } from '../domain/grant.ts';
import type { PolicyLease, PolicyOnEntry } from '../domain/policy-lease.ts';
import type { Target } from '../domain/request.ts';
import type { Namespace } from '../domain/scope.ts';

/** The association of an access policy with an access entry, as EKS lists it. */
export interface Association {
  /** Absent where it is for the whole cluster. They may hold `*`, which EKS takes for any text. */
  readonly namespaces?: readonly string[];
}

/** The access policies of entries. Every method may throw DependencyError. */
export interface AccessPolicies {
  find(target: Target, principalArn: string, policyArn: AccessPolicyArn): Promise<Association | undefined>;
  /**
   * Gives the association these namespaces and no others; makes it, where there is none. One attempt only: a repeated
   * call could land late.
   * @param broker the granter where there is more, the revoker where there is less
   */
  associate(
    target: Target,
    principalArn: string,
    policyArn: AccessPolicyArn,
    namespaces: NonEmpty<Namespace>,
    broker: 'granter' | 'revoker',
  ): Promise<void>;
  /** That there is no association is no error. One attempt only. */
  dissociate(target: Target, principalArn: string, policyArn: AccessPolicyArn): Promise<void>;
}

export interface PolicyLeases {
  /** Strongly consistent. */
  find(on: PolicyOnEntry): Promise<PolicyLease | undefined>;
  /** Writes version n over n-1, version 1 over nothing. @throws StaleRecordError */
  write(lease: PolicyLease): Promise<void>;
  /** Removes the lease at exactly this version. @throws StaleRecordError */
  remove(lease: PolicyLease): Promise<void>;
}

export interface PolicyPorts {
  readonly policies: AccessPolicies;
  readonly policyLeases: PolicyLeases;
}
