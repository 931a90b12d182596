import type { AccessEntries } from './access-entries.ts';
import type { AccessEntry, AccessScope, PolicyAssociation } from './access-entry.ts';
import { STANDARD } from './entry-types.ts';
import { invalidParameter, policyNotFound } from './errors.ts';

/** The access policies for people. Source: EKS User Guide, "Review access policy permissions". */
export const ACCESS_POLICIES: readonly { readonly name: string; readonly arn: string }[] = [
  'AmazonEKSAdminPolicy',
  'AmazonEKSAdminViewPolicy',
  'AmazonEKSClusterAdminPolicy',
  'AmazonEKSEditPolicy',
  'AmazonEKSViewPolicy',
].map((name) => ({ name, arn: `arn:aws:eks::aws:cluster-access-policy/${name}` }));

/** Associates a policy, or gives an existing association another scope. Throws what EKS would answer. */
export function associatePolicy(
  entries: AccessEntries,
  entry: AccessEntry,
  wanted: { readonly policyArn: string; readonly accessScope: AccessScope },
  now: number,
): PolicyAssociation {
  if (entry.type !== STANDARD) {
    throw invalidParameter(
      'This operation can only be performed on Access Entries with a type of "STANDARD".',
    );
  }
  if (!ACCESS_POLICIES.some(({ arn }) => arn === wanted.policyArn)) throw policyNotFound(wanted.policyArn);
  const before = entry.policies.find(({ policyArn }) => policyArn === wanted.policyArn);
  const association = { ...wanted, associatedAt: before?.associatedAt ?? now, modifiedAt: now };
  const others = entry.policies.filter((policy) => policy !== before);
  entries.replace({ ...entry, policies: [...others, association].sort(byArn) });
  return association;
}

/** Takes an association away. Throws ResourceNotFoundException where there is none. */
export function disassociatePolicy(entries: AccessEntries, entry: AccessEntry, policyArn: string): void {
  const policies = entry.policies.filter((policy) => policy.policyArn !== policyArn);
  if (policies.length === entry.policies.length) throw policyNotFound(policyArn);
  entries.replace({ ...entry, policies });
}

function byArn(left: PolicyAssociation, right: PolicyAssociation): number {
  return left.policyArn < right.policyArn ? -1 : 1;
}
