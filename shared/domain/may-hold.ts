import type { Estate } from './estate.ts';
import type { Principal } from './person.ts';
import type { Refusal } from './refusal.ts';
import type { RoleName } from './scope.ts';

/**
 * Why this principal cannot be given the role, whatever the policy says. An EKS access policy counts for the principal,
 * so of a shared one everybody who holds it would have the access of one.
 */
export function unholdable({ roles }: Estate, role: RoleName, { holder }: Principal): Refusal | undefined {
  const isPolicy = roles.get(role)?.grant.kind === 'access-policy';
  return isPolicy && holder === 'shared' ? { code: 'needs-own-principal', role } : undefined;
}
