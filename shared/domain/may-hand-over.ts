import type { ApproverSource } from './approver-source.ts';
import type { Decision } from './decide.ts';
import type { Instant } from './instant.ts';
import { type Approver, isUnknown, mayDeny, openSources } from './may-approve.ts';
import { type Identity, sameAccount, samePerson } from './person.ts';
import type { ApprovalRefusal, HandOverRefusal, OnCallUnknown } from './refusal.ts';
import type { Request } from './request.ts';
import { stagesNow } from './stages-now.ts';

/** Whether somebody may hand a request over, or be asked to decide on it; or why not. */
export type HandOverJudgement =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly refusal: ApprovalRefusal | HandOverRefusal | OnCallUnknown };

/** Judges a click on "ask someone else": whoever could answer themselves may do that. */
export function mayHandOver(
  request: Request,
  from: Approver,
  decision: Decision,
  now: Instant,
): HandOverJudgement {
  const judged = mayDeny(request, from, decision, now);
  if (!judged.allowed) return judged;
  return hasApproved(request, from) ? refused({ code: 'approved-before' }) : { allowed: true };
}

/** Judges whom the request is handed to: only somebody whose approval would count now. */
export function mayBeAsked(
  request: Request,
  from: Identity,
  to: Approver,
  decision: Decision,
): HandOverJudgement {
  if (samePerson(from, to)) return refused({ code: 'cannot-be-asked', why: 'oneself' });
  if (samePerson({ person: request.requester, principal: request.principal }, to)) {
    return refused({ code: 'cannot-be-asked', why: 'requester' });
  }
  const askedBefore = request.handOvers.some(
    (before) => sameAccount(before.from, from.person) && sameAccount(before.to, to.person),
  );
  if (askedBefore) return refused({ code: 'cannot-be-asked', why: 'asked-before' });
  const approvers = stillMissing(request, decision);
  if (approvers.some((source) => to.sources.has(source)) && !hasApproved(request, to)) {
    return { allowed: true };
  }
  return refused(
    isUnknown(to, approvers)
      ? { code: 'on-call-unknown' }
      : { code: 'cannot-be-asked', why: 'not-an-approver', approvers },
  );
}

/** Where those come from whose approval would still count. */
export function stillMissing(request: Request, decision: Decision): readonly ApproverSource[] {
  const given = request.approvals.map(({ as }) => as);
  return openSources(stagesNow(request, decision), given);
}

function hasApproved({ approvals }: Request, person: Identity): boolean {
  return approvals.some(({ approver }) => samePerson(approver, person));
}

function refused(refusal: ApprovalRefusal | HandOverRefusal | OnCallUnknown): HandOverJudgement {
  return { allowed: false, refusal };
}
