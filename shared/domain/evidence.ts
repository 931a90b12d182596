import type { Extent } from './scope.ts';

/** What the cluster answered when asked whether the person may use one rule of the role in one place. */
export interface AccessEvidence {
  readonly namespace: Extent;
  /** The rule, as `verb group/resource`. */
  readonly asked: string;
  readonly allowed: boolean;
  /** The authorizer's own words, which name the binding that allows it. */
  readonly reason: string;
}

/** One rule of a Kubernetes role, as the cluster has it. */
export interface PolicyRule {
  readonly verbs: readonly string[];
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames: readonly string[];
  /** Paths of the API server, such as `/metrics`. A rule has these or resources; in a namespace they mean nothing. */
  readonly nonResourceURLs?: readonly string[];
}

/** The evidence says yes when every rule was allowed in every namespace, and there was something to ask. */
export function saysYes(evidence: readonly AccessEvidence[]): boolean {
  return evidence.length > 0 && evidence.every(({ allowed }) => allowed);
}

/** What the person can still do although our bindings are gone: access that someone else's binding gives. */
export function standingAccess(evidence: readonly AccessEvidence[]): readonly AccessEvidence[] {
  return evidence.filter(({ allowed }) => allowed);
}
