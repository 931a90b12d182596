import type { ApproverSource } from './approver-source.ts';
import { type BreakGlassRequest, isBreakGlass, needsReview } from './break-glass.ts';
import { type Approver, isUnknown } from './may-approve.ts';
import { samePerson } from './person.ts';
import type { BreakGlassRefusal, OnCallUnknown } from './refusal.ts';
import type { Request } from './request.ts';

/** Whether a person may review a break-glass now; or why not. */
export type ReviewJudgement =
  | { readonly allowed: true; readonly request: BreakGlassRequest }
  | { readonly allowed: false; readonly refusal: BreakGlassRefusal | OnCallUnknown };

/** Judges who reviews: somebody else than its user, by today's people, and once. */
export function mayReview(request: Request, reviewer: Approver): ReviewJudgement {
  const { id, status } = request;
  if (!isBreakGlass(request)) return refused({ code: 'nothing-to-review', id, status });
  const { terms, review } = request.breakGlass;
  if (samePerson({ person: request.requester, principal: request.principal }, reviewer)) {
    return refused({ code: 'own-use', id });
  }
  if (!terms.reviewers.some((source) => reviewer.sources.has(source)))
    return notAmong(reviewer, terms.reviewers);
  if (review !== undefined) {
    return refused({ code: 'reviewed-before', by: review.by.email, verdict: review.verdict });
  }
  return needsReview(request.breakGlass)
    ? { allowed: true, request }
    : refused({ code: 'nothing-to-review', id, status });
}

function notAmong(reviewer: Approver, reviewers: readonly ApproverSource[]): ReviewJudgement {
  return refused(
    isUnknown(reviewer, reviewers) ? { code: 'on-call-unknown' } : { code: 'not-a-reviewer', reviewers },
  );
}

function refused(refusal: BreakGlassRefusal | OnCallUnknown): ReviewJudgement {
  return { allowed: false, refusal };
}
