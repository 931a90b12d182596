import type { ApproverSource } from './approver-source.ts';
import { isNonEmpty, type NonEmpty } from './brand.ts';
import type { Decision } from './decide.ts';
import type { Stage, StagedApproval } from './estate.ts';
import type { Request } from './request.ts';

/**
 * The stages that a request is judged by now: those of today's rule. A rule that became automatic, or no longer covers
 * the request, asks nobody; then they are those that were asked when it was made. After an escalation each stage also
 * takes approvals from those it was escalated to: today's rule's, where it names any.
 */
export function stagesNow(request: Request, today: Decision): readonly Stage[] {
  const stages = (stagedBy(today) ?? stagedBy(request.decision))?.stages ?? [];
  const beside = escalatedTo(request, today);
  return stages.map(({ approvers, quorum }) => ({ approvers: union(approvers, beside), quorum }));
}

/** Where everybody comes from who could decide: under today's rule, or as it was when the request was made. */
export function approversOf(request: Request, today: Decision): readonly ApproverSource[] {
  const sources = [...stagesNow(request, today), ...(stagedBy(request.decision)?.stages ?? [])].flatMap(
    ({ approvers }) => approvers,
  );
  return [...new Set([...sources, ...(request.escalated?.to ?? [])])];
}

/** What a decision asks of approvers, where it asks any. */
export function stagedBy(decision: Decision): StagedApproval | undefined {
  return decision.outcome !== 'refused' && decision.approval.kind === 'stages'
    ? decision.approval
    : undefined;
}

function escalatedTo({ escalated }: Request, today: Decision): readonly ApproverSource[] {
  return escalated === undefined ? [] : (stagedBy(today)?.escalation?.to ?? escalated.to);
}

function union(
  approvers: NonEmpty<ApproverSource>,
  beside: readonly ApproverSource[],
): NonEmpty<ApproverSource> {
  const all = [...new Set([...approvers, ...beside])];
  return isNonEmpty(all) ? all : approvers;
}
