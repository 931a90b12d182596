import { type Brand, invalid, type Parsed, valid } from './brand.ts';

/** What stands behind a role of `access.yaml`: what a cluster gives to whoever holds the role. */
export type Grant = ClusterRoleGrant | AccessPolicyGrant;

/** A ClusterRole, given by bindings that name the person. */
export interface ClusterRoleGrant {
  readonly kind: 'cluster-role';
  readonly name: string;
}

/** An EKS access policy, associated with the person's access entry: it counts for everybody who shares the principal. */
export interface AccessPolicyGrant {
  readonly kind: 'access-policy';
  readonly arn: AccessPolicyArn;
}

export type AccessPolicyArn = Brand<string, 'AccessPolicyArn'>;

// https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html
export const accessPolicyArnPattern = /^arn:aws[a-z-]*:eks::aws:cluster-access-policy\/[A-Za-z0-9]{1,100}$/;

export function parseAccessPolicyArn(text: string): Parsed<AccessPolicyArn> {
  return accessPolicyArnPattern.test(text)
    ? valid(text as AccessPolicyArn)
    : invalid(
        'Write the ARN of an EKS access policy, such as arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy.',
      );
}

/** @param name of a ClusterRole */
export function clusterRole(name: string): ClusterRoleGrant {
  return { kind: 'cluster-role', name };
}

/** The ClusterRole that bindings name. Access policies are given without bindings. */
export function boundRole(grant: Grant): string {
  if (grant.kind === 'cluster-role') return grant.name;
  throw new Error(`unreachable: ${grant.arn} is no ClusterRole`);
}

/** The name under which the cluster or EKS has it. */
export function nameOfGrant(grant: Grant): string {
  return grant.kind === 'cluster-role' ? grant.name : grant.arn.slice(grant.arn.lastIndexOf('/') + 1);
}

export function isSameGrant(one: Grant, other: Grant): boolean {
  return one.kind === other.kind && nameOfGrant(one) === nameOfGrant(other);
}

const persistentRoles: ReadonlySet<string> = new Set(['edit', 'admin', 'cluster-admin']);
// As Kubernetes' own edit, admin and cluster-admin:
// https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html
const persistentPolicies: ReadonlySet<string> = new Set([
  ...['AmazonEKSEditPolicy', 'AmazonEKSAdminPolicy', 'AmazonEKSClusterAdminPolicy'],
]);

/** Whether the holder of this built-in role or policy can mint tokens or plant bindings that outlive the window. */
export function outlivesWindow(grant: Grant): boolean {
  const persistent = grant.kind === 'cluster-role' ? persistentRoles : persistentPolicies;
  return persistent.has(nameOfGrant(grant));
}
