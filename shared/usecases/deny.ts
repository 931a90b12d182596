import { type Judged, personActor } from '../domain/audit-event.ts';
import { mayDeny } from '../domain/may-approve.ts';
import type { Reason } from '../domain/reason.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Request } from '../domain/request.ts';
import { type ApproverPorts, type Click, readForJudging } from './approver.ts';
import { type CarryOnPorts, showSoon } from './carry-on.ts';
import { judgeAgain } from './judge-again.ts';
import type { Clock } from './ports.ts';
import { type RecordPorts, recordChange } from './record-change.ts';

export interface DenyPorts extends ApproverPorts, RecordPorts, CarryOnPorts {
  readonly clock: Clock;
}

export interface Denial extends Click {
  readonly why: Reason;
}

export type DenyAnswer =
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | { readonly outcome: 'denied'; readonly request: Request };

export type DenyJudgement =
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | {
      readonly outcome: 'allowed';
      readonly request: Request;
      readonly denier: Request['approvals'][number]['approver'];
      readonly judged: Judged;
    };

/** Records a denial with its reason, judged like an approval. One is enough, whatever approvals there are already. */
export async function deny(ports: DenyPorts, denial: Denial): Promise<DenyAnswer> {
  return judgeAgain(async () => {
    const judgement = await judgeDeny(ports, denial);
    if (judgement.outcome === 'refused') return judgement;
    const { request, denier, judged } = judgement;
    const denied = await recordChange(ports, request, {
      type: 'deny',
      at: ports.clock(),
      actor: personActor(denier, denial.session),
      by: denier,
      why: denial.why,
      judged,
      ...(denial.card === undefined ? {} : { clickedCard: denial.card }),
    });
    await showSoon(ports, request.id);
    return { outcome: 'denied', request: denied };
  });
}

/** Whether the person may deny now, by today's people: asked before they are asked for a reason. */
export async function judgeDeny(ports: DenyPorts, click: Click): Promise<DenyJudgement> {
  const request = await ports.requests.find(click.id);
  if (request === undefined) return refused({ code: 'unknown-request', id: click.id });
  const judging = await readForJudging(ports, request, click, request);
  if (judging.outcome === 'refused') return judging;
  const judgement = mayDeny(request, judging.approver, judging.decision, ports.clock());
  if (!judgement.allowed) {
    // The click that decided may have died before Slack was told; whoever comes next sees to that.
    if (judgement.refusal.code === 'already-decided') await showSoon(ports, request.id);
    return refused(judgement.refusal);
  }
  const { person, principal } = judging.approver;
  return { outcome: 'allowed', request, denier: { person, principal }, judged: judging.judged };
}

function refused(refusal: Refusal): { readonly outcome: 'refused'; readonly refusal: Refusal } {
  return { outcome: 'refused', refusal };
}
