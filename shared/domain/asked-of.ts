import type { ApproverSource } from './approver-source.ts';
import type { Instant } from './instant.ts';
import { type Approver, mayApprove } from './may-approve.ts';
import type { InStatus } from './request.ts';
import { approversOf } from './stages-now.ts';

/** The sources of approvers that a waiting request asks. */
export function sourcesAsked(request: InStatus<'pending'>): readonly ApproverSource[] {
  return approversOf(request, request.decision);
}

/**
 * Whether a waiting request waits for this person, by the decision on record. A help to find what to look at: the click
 * is judged anew.
 */
export function isAskedOf(request: InStatus<'pending'>, approver: Approver, now: Instant): boolean {
  const { decision, requester: person, principal } = request;
  const asRecorded = { decision, requester: { identified: true, identity: { person, principal } } } as const;
  // Whatever it will take them to approve it.
  const able = { ...approver, session: approver.session ?? 'one to come' };
  return mayApprove(request, able, asRecorded, now).allowed;
}
