import type { AccessEvidence } from '../domain/evidence.ts';
import { type AccessPolicyGrant, nameOfGrant } from '../domain/grant.ts';
import type { Request } from '../domain/request.ts';
import { namespacesOf } from '../domain/scope.ts';
import { policyOn } from './hold-policy.ts';
import type { PolicyPorts } from './policy-ports.ts';

/**
 * Whether EKS has the policy associated in each namespace of the request. Whether what a policy allows shows in a
 * SubjectAccessReview is not documented, so EKS itself is asked.
 */
export async function policyEvidence(
  { policies }: Pick<PolicyPorts, 'policies'>,
  request: Request,
  grant: AccessPolicyGrant,
): Promise<readonly AccessEvidence[]> {
  const { principalArn, policyArn } = policyOn(request, grant);
  const found = await policies.find(request.target, principalArn, policyArn);
  const covers = (namespace: string) =>
    found !== undefined && (found.namespaces?.some((glob) => matches(glob, namespace)) ?? true);
  return namespacesOf(request.scope).map((namespace) => ({
    namespace,
    asked: nameOfGrant(grant),
    allowed: covers(namespace),
    reason: covers(namespace) ? `EKS access policy: associated with the entry of ${principalArn}` : '',
  }));
}

// EKS takes a * in the name of a namespace for any text; we never write one, others may.
function matches(glob: string, namespace: string): boolean {
  const [first = '', ...rest] = glob.split('*');
  if (rest.length === 0) return glob === namespace;
  if (!namespace.startsWith(first)) return false;
  let place = first.length;
  for (const part of rest.slice(0, -1)) {
    const found = namespace.indexOf(part, place);
    if (found < 0) return false;
    place = found + part.length;
  }
  const last = rest.at(-1) ?? '';
  return namespace.length - last.length >= place && namespace.endsWith(last);
}
