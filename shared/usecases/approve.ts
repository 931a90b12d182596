import { personActor } from '../domain/audit-event.ts';
import { type ApprovalJudgement, mayApprove } from '../domain/may-approve.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Request } from '../domain/request.ts';
import type { LesserTerms } from '../domain/terms.ts';
import { type ApproverPorts, type Click, type Judging, readForJudging } from './approver.ts';
import { type CarryOnPorts, showSoon, startMachine } from './carry-on.ts';
import { judgeAgain } from './judge-again.ts';
import type { Clock } from './ports.ts';
import { type RecordPorts, recordChange } from './record-change.ts';

export interface ApprovePorts extends ApproverPorts, RecordPorts, CarryOnPorts {
  readonly clock: Clock;
}

export type ApproveAnswer =
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | { readonly outcome: 'approved'; readonly request: Request };

/** A click that may approve, and what it was judged by. */
export interface Approving {
  readonly outcome: 'allowed';
  readonly judging: Extract<Judging, { outcome: 'ready' }>;
  readonly judgement: Extract<ApprovalJudgement, { allowed: true }>;
}

/**
 * Records an approval, judged anew against today's policy and people; the last one needed starts the window. Of two
 * clicks at once one is written first, and the other is judged again against what it finds then.
 */
export async function approve(ports: ApprovePorts, click: Click): Promise<ApproveAnswer> {
  return judgeAgain(async () => {
    const request = await ports.requests.find(click.id);
    if (request === undefined) return refused({ code: 'unknown-request', id: click.id });
    const judged = await judgeApproval(ports, request, await readForJudging(ports, request, click, request));
    return judged.outcome === 'refused' ? judged : recordApproval(ports, request, judged, click);
  });
}

/** Whether the click may approve, by what was read for it. */
export async function judgeApproval(
  ports: ApprovePorts,
  request: Request,
  judging: Judging,
): Promise<Approving | Extract<ApproveAnswer, { outcome: 'refused' }>> {
  if (judging.outcome === 'refused') return judging;
  const judgement = mayApprove(request, judging.approver, judging, ports.clock());
  if (judgement.allowed) return { outcome: 'allowed', judging, judgement };
  // The click that decided may have died before it carried the record on; whoever comes next does that.
  if (judgement.refusal.code === 'already-decided') await carryOn(ports, request);
  return refused(judgement.refusal);
}

/**
 * Records the approval that was judged, and carries the request on.
 * @param less what of the request is approved; without it, all
 */
export async function recordApproval(
  ports: ApprovePorts,
  request: Request,
  { judging: { approver, judged }, judgement: { as, completes } }: Approving,
  { card, session }: Click,
  less?: LesserTerms,
): Promise<ApproveAnswer> {
  const at = ports.clock();
  const { person, principal } = approver;
  const approved = await recordChange(ports, request, {
    type: 'approve',
    at,
    actor: personActor(approver, session),
    given: { approver: { person, principal }, as, at, ...(session === undefined ? {} : { session }) },
    completes,
    judged,
    ...(less === undefined ? {} : { less }),
    ...(card === undefined ? {} : { clickedCard: card }),
  });
  await carryOn(ports, approved);
  return { outcome: 'approved', request: approved };
}

async function carryOn(ports: ApprovePorts, request: Request): Promise<void> {
  if (request.status === 'approved') await startMachine(ports, 'window', request.id);
  await showSoon(ports, request.id);
}

function refused(refusal: Refusal): { readonly outcome: 'refused'; readonly refusal: Refusal } {
  return { outcome: 'refused', refusal };
}
