import type { Actor } from '../domain/audit-event.ts';
import { saysYes } from '../domain/evidence.ts';
import type { AccessPolicyGrant } from '../domain/grant.ts';
import type { InStatus, Request } from '../domain/request.ts';
import { NoEvidenceError, PolicyForOthersError } from './errors.ts';
import { type HoldPolicyPorts, holdPolicy } from './hold-policy.ts';
import { fixWindowOnce, type MakeAccessPorts, makeAccess, mustNotBeLate } from './make-access.ts';
import { policyEvidence } from './policy-evidence.ts';
import { recordChange } from './record-change.ts';

export interface OpenWithPolicyPorts extends MakeAccessPorts, HoldPolicyPorts {}

const actor: Actor = { kind: 'system', name: 'open-window' };

/**
 * Opens a window whose role is an EKS access policy.
 * @throws PolicyForOthersError where it would count for others too @throws NoEvidenceError
 */
export async function openWithPolicy(
  ports: OpenWithPolicyPorts,
  approved: InStatus<'approved'>,
  grant: AccessPolicyGrant,
): Promise<Request> {
  if (approved.principal.holder === 'shared') {
    throw new PolicyForOthersError(`${approved.principal.arn} is held by many people`);
  }
  const planned = await fixWindowOnce(ports, approved);
  const { request, isEntryOurs } = await makeAccess(ports, planned);
  // Whoever made the entry may have made it for others too, and the brokers may not touch it.
  if (!isEntryOurs) throw new PolicyForOthersError(`the entry of ${planned.principal.arn} is not ours`);
  mustNotBeLate(ports, request);
  await holdPolicy(ports, request, grant);
  const evidence = await policyEvidence(ports, request, grant);
  if (!saysYes(evidence)) throw new NoEvidenceError(`EKS does not list ${grant.arn} for ${request.id}`);
  return recordChange(ports, request, { type: 'activate', at: ports.clock(), actor, evidence });
}
