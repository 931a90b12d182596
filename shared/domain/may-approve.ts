import type { ApproverSource } from './approver-source.ts';
import { takesSession } from './assurance.ts';
import { isNonEmpty, type NonEmpty } from './brand.ts';
import type { Decision } from './decide.ts';
import type { Stage } from './estate.ts';
import type { Identification } from './identify.ts';
import type { Instant } from './instant.ts';
import { type Identity, samePerson, samePrincipal } from './person.ts';
import type { ApprovalRefusal } from './refusal.ts';
import type { Request } from './request.ts';
import { approvalsByStage } from './stage-approvals.ts';
import { stagesNow } from './stages-now.ts';

/** Whether an approval counts, and from which of the rule's sources the approver comes; or why it does not. */
export type ApprovalJudgement =
  | { readonly allowed: true; readonly as: NonEmpty<ApproverSource>; readonly completes: boolean }
  | { readonly allowed: false; readonly refusal: ApprovalRefusal };

export interface Approver extends Identity {
  /** The sources of approvers that the person comes from at this moment. */
  readonly sources: ReadonlySet<ApproverSource>;
  /** Sources of which it cannot be known at the moment whom they stand for. */
  readonly unknown?: readonly ApproverSource[];
  /** The AWS session that they decide with, over the command line. */
  readonly session?: string;
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
  if (decision.outcome === 'refused') {
    const { refusal } = decision;
    return refused(refusal.code === 'window-over' ? refusal : { code: 'policy-changed', refusal });
  }
  if (!isStillTheRequester(request, requester)) return refused({ code: 'requester-changed' });
  const { as, stages } = judged;
  const signed = takesSession(request, decision);
  if (signed && approver.session === undefined) return refused({ code: 'session-needed', id: request.id });
  const counted = signed
    ? request.approvals.filter(({ session }) => session !== undefined)
    : request.approvals;
  if (counted.some((given) => samePerson(given.approver, approver))) {
    return refused({ code: 'approved-before' });
  }
  const before = counted.map((given) => given.as);
  const fillsNothing = countFilled(stages, [...before, as]) === countFilled(stages, before);
  if (fillsNothing && !isComplete(stages, before)) {
    const open = openSources(stages, before);
    return refused(
      isUnknown(approver, open) ? { code: 'on-call-unknown' } : { code: 'stage-complete', open },
    );
  }
  return { allowed: true, as, completes: isComplete(stages, [...before, as]) };
}

/**
 * Judges a click on "deny": whoever could be an approver of this request may deny it, also where the policy would
 * refuse it today.
 */
export function mayDeny(
  request: Request,
  approver: Approver,
  decision: Decision,
  now: Instant,
): ApprovalJudgement {
  const judged = mayDecide(request, approver, decision, now);
  return judged.allowed ? { allowed: true, as: judged.as, completes: true } : judged;
}

// Access is given to a username through a role or user, and both must still be the person's who asked.
function isStillTheRequester({ principal }: Request, now: Identification): boolean {
  return now.identified && samePrincipal(now.identity.principal, principal);
}

type Standing =
  | {
      readonly allowed: true;
      readonly as: NonEmpty<ApproverSource>;
      readonly stages: readonly Stage[];
    }
  | { readonly allowed: false; readonly refusal: ApprovalRefusal };

function mayDecide(request: Request, approver: Approver, decision: Decision, now: Instant): Standing {
  if (request.status !== 'pending') {
    return refused(alreadyDecided(request));
  }
  // The machine records the lapse when it next asks; a click in between comes too late all the same.
  if (now >= request.lapsesAt) return refused({ code: 'already-decided', status: 'lapsed', by: [] });
  if (samePerson({ person: request.requester, principal: request.principal }, approver)) {
    return refused({ code: 'own-request' });
  }
  const stages = stagesNow(request, decision);
  const approvers = [...new Set(stages.flatMap((stage) => stage.approvers))];
  const as = approvers.filter((source) => approver.sources.has(source));
  if (isNonEmpty(as)) return { allowed: true, as, stages };
  return refused(
    isUnknown(approver, approvers) ? { code: 'on-call-unknown' } : { code: 'not-an-approver', approvers },
  );
}

/** Whether the person could come from one of the sources, and nobody can tell at the moment. */
export function isUnknown({ unknown = [] }: Approver, sources: readonly ApproverSource[]): boolean {
  return unknown.some((source) => sources.includes(source));
}

function alreadyDecided(request: Request): Extract<ApprovalRefusal, { code: 'already-decided' }> {
  const refusal = { code: 'already-decided', status: request.status, by: decidedBy(request) } as const;
  if (request.status !== 'lapsed') return refusal;
  const { windowOver, loss } = request;
  return { ...refusal, ...(windowOver && { windowOver }), ...(loss && { loss }) };
}

/** Who settled a request: its approvers, the one who denied it, or the one who withdrew it, as emails. */
export function decidedBy(request: Request): readonly string[] {
  if (request.status === 'denied') return [request.by.email];
  if (request.status === 'withdrawn') return [request.requester.email];
  return request.approvals.map(({ approver }) => approver.person.email);
}

/** For each person who approved, the sources they came from. */
export type Votes = readonly (readonly ApproverSource[])[];

function isComplete(stages: readonly Stage[], votes: Votes): boolean {
  return countFilled(stages, votes) === stages.reduce((sum, stage) => sum + stage.quorum, 0);
}

/** The sources of stages that still lack someone, however the votes given are shared out. */
export function openSources(stages: readonly Stage[], votes: Votes): readonly ApproverSource[] {
  const sources = new Set(stages.flatMap((stage) => stage.approvers));
  return [...sources].filter(
    (source) => countFilled(stages, [...votes, [source]]) > countFilled(stages, votes),
  );
}

/** How many places of all stages the votes can fill when each person counts once. */
function countFilled(stages: readonly Stage[], votes: Votes): number {
  return approvalsByStage(
    stages,
    votes.map((as) => ({ as })),
  ).flat().length;
}

function refused(refusal: ApprovalRefusal): { readonly allowed: false; readonly refusal: ApprovalRefusal } {
  return { allowed: false, refusal };
}
