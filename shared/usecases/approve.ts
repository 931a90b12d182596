import { type ApprovalJudgement, mayApprove } from '../domain/may-approve.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { MessageRef, Request } from '../domain/request.ts';
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

/**
 * Records an approval, judged anew against today's policy and people; the last one needed starts the window. Of two
 * clicks at once one is written first, and the other is judged again against what it finds then.
 */
export async function approve(ports: ApprovePorts, click: Click): Promise<ApproveAnswer> {
  return judgeAgain(async () => {
    const request = await ports.requests.find(click.id);
    if (request === undefined) return refused({ code: 'unknown-request', id: click.id });
    const judging = await readForJudging(ports, request, click);
    if (judging.outcome === 'refused') return judging;
    const judgement = mayApprove(request, judging.approver, judging, ports.clock());
    if (!judgement.allowed) {
      // The click that decided may have died before it carried the record on; whoever comes next does that.
      if (judgement.refusal.code === 'already-decided') await carryOn(ports, request);
      return refused(judgement.refusal);
    }
    const approved = await record(ports, request, judging, judgement, click.card);
    await carryOn(ports, approved);
    return { outcome: 'approved', request: approved };
  });
}

async function record(
  ports: ApprovePorts,
  request: Request,
  { approver: { person, principal }, judged }: Extract<Judging, { outcome: 'ready' }>,
  { as, completes }: Extract<ApprovalJudgement, { allowed: true }>,
  card: MessageRef | undefined,
): Promise<Request> {
  const at = ports.clock();
  return recordChange(ports, request, {
    type: 'approve',
    at,
    actor: { kind: 'person', person, principalArn: principal.arn },
    given: { approver: { person, principal }, as, at },
    completes,
    judged,
    ...(card === undefined ? {} : { clickedCard: card }),
  });
}

async function carryOn(ports: ApprovePorts, request: Request): Promise<void> {
  if (request.status === 'approved') await startMachine(ports, 'window', request.id);
  await showSoon(ports, request.id);
}

function refused(refusal: Refusal): ApproveAnswer {
  return { outcome: 'refused', refusal };
}
