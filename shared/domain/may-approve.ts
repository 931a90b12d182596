import { isNonEmpty, type NonEmpty } from './brand.ts';
import type { Decision } from './decide.ts';
import type { Stage } from './estate.ts';
import type { Identification } from './identify.ts';
import type { Instant } from './instant.ts';
import { type Identity, samePerson, type UsergroupHandle } from './person.ts';
import type { ApprovalRefusal } from './refusal.ts';
import type { Request } from './request.ts';
import { approvalsByStage } from './stage-approvals.ts';

/** Whether an approval counts, and for which usergroups of the rule; or why it does not. */
export type ApprovalJudgement =
  | { readonly allowed: true; readonly usergroups: NonEmpty<UsergroupHandle>; readonly completes: boolean }
  | { readonly allowed: false; readonly refusal: ApprovalRefusal };

export interface Approver extends Identity {
  /** The usergroups the person is in at this moment. */
  readonly usergroups: ReadonlySet<UsergroupHandle>;
}

/** What a click is judged by beside the record and the one who clicked, as it is at the click. */
export interface Today {
  readonly decision: Decision;
  /** Who the requester's account is now. */
  readonly requester: Identification;
}

/**
 * Judges a click on "approve", with today's policy and today's people, never with what was true when the card was
 * posted.
 */
export function mayApprove(
  request: Request,
  approver: Approver,
  { decision, requester }: Today,
  now: Instant,
): ApprovalJudgement {
  const judged = mayDecide(request, approver, decision, now);
  if (!judged.allowed) return judged;
  if (!isStillTheRequester(request, requester)) return refused({ code: 'requester-changed' });
  const { usergroups, stages } = judged;
  if (request.approvals.some((given) => samePerson(given.approver, approver))) {
    return refused({ code: 'approved-before' });
  }
  const before = request.approvals.map((given) => given.usergroups);
  const fillsNothing = countFilled(stages, [...before, usergroups]) === countFilled(stages, before);
  if (fillsNothing && !isComplete(stages, before)) {
    return refused({ code: 'stage-complete', open: openUsergroups(stages, before) });
  }
  return { allowed: true, usergroups, completes: isComplete(stages, [...before, usergroups]) };
}

/** Judges a click on "deny": whoever could be an approver of this request may deny it. */
export function mayDeny(
  request: Request,
  approver: Approver,
  decision: Decision,
  now: Instant,
): ApprovalJudgement {
  const judged = mayDecide(request, approver, decision, now);
  return judged.allowed ? { allowed: true, usergroups: judged.usergroups, completes: true } : judged;
}

// Access is given to a username, and that must still be the person who asked.
function isStillTheRequester({ principal }: Request, now: Identification): boolean {
  return now.identified && now.identity.principal.username === principal.username;
}

type Standing =
  | {
      readonly allowed: true;
      readonly usergroups: NonEmpty<UsergroupHandle>;
      readonly stages: readonly Stage[];
    }
  | { readonly allowed: false; readonly refusal: ApprovalRefusal };

function mayDecide(request: Request, approver: Approver, decision: Decision, now: Instant): Standing {
  if (request.status !== 'pending') {
    return refused({ code: 'already-decided', status: request.status, by: decidedBy(request) });
  }
  // The machine records the lapse when it next asks; a click in between comes too late all the same.
  if (now >= request.lapsesAt) return refused({ code: 'already-decided', status: 'lapsed', by: [] });
  if (samePerson({ person: request.requester, principal: request.principal }, approver)) {
    return refused({ code: 'own-request' });
  }
  if (decision.outcome === 'refused') return refused({ code: 'policy-changed', refusal: decision.refusal });
  const stages = stagesOf(decision) ?? stagesOf(request.decision) ?? [];
  const approvers = [...new Set(stages.flatMap((stage) => stage.usergroups))];
  const usergroups = approvers.filter((handle) => approver.usergroups.has(handle));
  return isNonEmpty(usergroups)
    ? { allowed: true, usergroups, stages }
    : refused({ code: 'not-an-approver', approvers });
}

// A rule that became automatic after the card was posted asks nobody; the people asked then may still decide.
function stagesOf(decision: Decision): readonly Stage[] | undefined {
  return decision.outcome !== 'refused' && decision.approval.kind === 'stages'
    ? decision.approval.stages
    : undefined;
}

/** Who settled a request: its approvers, the one who denied it, or the one who withdrew it, as emails. */
export function decidedBy(request: Request): readonly string[] {
  if (request.status === 'denied') return [request.by.email];
  if (request.status === 'withdrawn') return [request.requester.email];
  return request.approvals.map(({ approver }) => approver.person.email);
}

type Votes = readonly (readonly UsergroupHandle[])[];

function isComplete(stages: readonly Stage[], votes: Votes): boolean {
  return countFilled(stages, votes) === stages.reduce((sum, stage) => sum + stage.quorum, 0);
}

/** The usergroups of stages that still lack someone, however the votes given are shared out. */
function openUsergroups(stages: readonly Stage[], votes: Votes): readonly UsergroupHandle[] {
  const handles = new Set(stages.flatMap((stage) => stage.usergroups));
  return [...handles].filter(
    (handle) => countFilled(stages, [...votes, [handle]]) > countFilled(stages, votes),
  );
}

/** How many places of all stages the votes can fill when each person counts once. */
function countFilled(stages: readonly Stage[], votes: Votes): number {
  return approvalsByStage(
    stages,
    votes.map((usergroups) => ({ usergroups })),
  ).flat().length;
}

function refused(refusal: ApprovalRefusal): { readonly allowed: false; readonly refusal: ApprovalRefusal } {
  return { allowed: false, refusal };
}
