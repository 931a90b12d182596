import type { Drift } from './drift.ts';
import { nameOfGrant } from './grant.ts';
import { isSame, type PolicyLease, wantedBy } from './policy-lease.ts';

/**
 * What is wrong with the association that the open windows of a lease rest on, while nobody changes it.
 * @param seen the association as EKS lists it; without namespaces, where it is for the whole cluster
 */
export function policyDrift(
  lease: PolicyLease,
  seen: { readonly namespaces?: readonly string[] } | undefined,
): Drift | undefined {
  const policy = nameOfGrant({ kind: 'access-policy', arn: lease.policyArn });
  const drift = { of: 'policy', where: `${policy} of ${lease.principalArn}` } as const;
  if (seen === undefined) return { ...drift, problem: 'missing' };
  const isAsWritten = seen.namespaces !== undefined && isSame(wantedBy(lease), seen.namespaces);
  return isAsWritten ? undefined : { ...drift, problem: 'namespaces' };
}
