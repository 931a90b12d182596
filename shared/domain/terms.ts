import type { Duration } from './duration.ts';
import type { ClusterRoleGrant, Grant } from './grant.ts';
import type { Scope } from './scope.ts';

/** Where, as what and for how long: what a request asks for, or what an approver allows of it. */
export interface Terms {
  readonly scope: Scope;
  readonly duration: Duration;
}

/** What was asked first, where approvers allowed less. */
export interface TermsAsked extends Terms {
  readonly grant: Grant;
}

/** What an approver allows where it is less than what was asked. */
export interface LesserTerms extends Terms {
  /** Where it is another role: what is behind it in the cluster, and the hash of its rules as they were at the click. */
  readonly role?: { readonly grant: ClusterRoleGrant; readonly rulesHash: string };
}
