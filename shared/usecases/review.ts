import type { BreakGlassRequest, Verdict } from '../domain/break-glass.ts';
import type { RequestId } from '../domain/ids.ts';
import type { Approver } from '../domain/may-approve.ts';
import { mayReview } from '../domain/may-review.ts';
import type { Account } from '../domain/person.ts';
import type { Reason } from '../domain/reason.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Request } from '../domain/request.ts';
import { sourcesOf } from '../domain/roster.ts';
import { type IdentifyPorts, identifyAccount } from './identify-account.ts';
import { judgeAgain } from './judge-again.ts';
import type { Clock, Directory, Reporter, Waker } from './ports.ts';
import { readRosters } from './read-rosters.ts';
import { type RecordPorts, recordChange } from './record-change.ts';

export interface ReviewPorts extends RecordPorts, IdentifyPorts {
  readonly directory: Directory;
  readonly clock: Clock;
  readonly waker: Waker;
  readonly reporter: Reporter;
}

/** Somebody who is about to review a break-glass. */
export interface ReviewDraft {
  readonly id: RequestId;
  readonly by: Account;
}

/** What they found. */
export interface Reviewing extends ReviewDraft {
  readonly verdict: Verdict;
  readonly text: Reason;
}

type Refused = { readonly outcome: 'refused'; readonly refusal: Refusal };

export type ReviewAnswer = Refused | { readonly outcome: 'reviewed'; readonly request: Request };
export type TakeAnswer = Refused | { readonly outcome: 'taken'; readonly request: BreakGlassRequest };

/**
 * Records that a reviewer looks after a break-glass, which acknowledges its page, before they are asked for a verdict.
 * Taken before by somebody else, it stays theirs, and may be reviewed all the same.
 */
export async function takeReview(ports: ReviewPorts, draft: ReviewDraft): Promise<TakeAnswer> {
  return judgeAgain(async () => {
    const judged = await judge(ports, draft);
    if (judged.outcome === 'refused') return judged;
    const { request, reviewer } = judged;
    if (request.breakGlass.taken === undefined) {
      await recordChange(ports, request, { type: 'take', ...by(ports, reviewer) });
      await followSoon(ports, request.id);
    }
    return { outcome: 'taken', request };
  });
}

/** Records the verdict on a break-glass: once, and never by its user. */
export async function review(
  ports: ReviewPorts,
  { verdict, text, ...draft }: Reviewing,
): Promise<ReviewAnswer> {
  return judgeAgain(async () => {
    const judged = await judge(ports, draft);
    if (judged.outcome === 'refused') return judged;
    const { request, reviewer } = judged;
    const change = { type: 'review', verdict, text, ...by(ports, reviewer) } as const;
    const reviewed = await recordChange(ports, request, change);
    await followSoon(ports, request.id);
    return { outcome: 'reviewed', request: reviewed };
  });
}

type Judged =
  | Refused
  | { readonly outcome: 'allowed'; readonly request: BreakGlassRequest; readonly reviewer: Approver };

async function judge(ports: ReviewPorts, { id, by: account }: ReviewDraft): Promise<Judged> {
  const [request, identified] = await Promise.all([
    ports.requests.find(id),
    identifyAccount(ports, account.userId),
  ]);
  if (request === undefined) return refused({ code: 'unknown-request', id });
  if (!identified.identified) return refused(identified.refusal);
  const { rosters, unknown } = await readRosters(ports.directory, request.breakGlass?.terms.reviewers ?? []);
  const reviewer = { ...identified.identity, sources: sourcesOf(account.userId, rosters), unknown };
  const judgement = mayReview(request, reviewer);
  return judgement.allowed
    ? { outcome: 'allowed', request: judgement.request, reviewer }
    : refused(judgement.refusal);
}

function by({ clock }: ReviewPorts, { person, principal }: Approver) {
  const actor = { kind: 'person', person, principalArn: principal.arn } as const;
  return { at: clock(), actor, by: { person, principal } };
}

// The review counts already; its machine looks again by itself where the function cannot be woken.
async function followSoon({ waker, reporter }: ReviewPorts, id: RequestId): Promise<void> {
  try {
    await waker.wake('window', id);
  } catch (error) {
    reporter.failed('wake close-window', error);
  }
}

function refused(refusal: Refusal): Refused {
  return { outcome: 'refused', refusal };
}
