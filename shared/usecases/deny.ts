import { mayDeny } from '../domain/may-approve.ts';
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

export type DenyAnswer =
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | { readonly outcome: 'denied'; readonly request: Request };

/** Records a denial, judged like an approval. One is enough, whatever approvals there are already. */
export async function deny(ports: DenyPorts, click: Click): Promise<DenyAnswer> {
  return judgeAgain(async () => {
    const request = await ports.requests.find(click.id);
    if (request === undefined) return refused({ code: 'unknown-request', id: click.id });
    const judging = await readForJudging(ports, request, click);
    if (judging.outcome === 'refused') return judging;
    const { person, principal } = judging.approver;
    const judgement = mayDeny(request, judging.approver, judging.decision, ports.clock());
    if (!judgement.allowed) {
      // The click that decided may have died before Slack was told; whoever comes next sees to that.
      if (judgement.refusal.code === 'already-decided') await showSoon(ports, request.id);
      return refused(judgement.refusal);
    }
    const denied = await recordChange(ports, request, {
      type: 'deny',
      at: ports.clock(),
      actor: { kind: 'person', person, principalArn: principal.arn },
      by: { person, principal },
      ...(click.card === undefined ? {} : { clickedCard: click.card }),
    });
    await showSoon(ports, request.id);
    return { outcome: 'denied', request: denied };
  });
}

function refused(refusal: Refusal): DenyAnswer {
  return { outcome: 'refused', refusal };
}
