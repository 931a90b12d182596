import { mayDeny } from '../domain/may-approve.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Request } from '../domain/request.ts';
import { type ApproverPorts, type Click, readForJudging } from './approver.ts';
import { type CarryOnPorts, showSoon } from './carry-on.ts';
import { StaleRecordError } from './errors.ts';
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
  const request = await ports.requests.find(click.id);
  if (request === undefined)
    return { outcome: 'refused', refusal: { code: 'unknown-request', id: click.id } };
  const judging = await readForJudging(ports, request, click);
  if (judging.outcome === 'refused') return judging;
  const judgement = mayDeny(request, judging.approver, judging.decision, ports.clock());
  if (!judgement.allowed) {
    if (judgement.refusal.code === 'already-decided') await showSoon(ports, request.id);
    return { outcome: 'refused', refusal: judgement.refusal };
  }
  try {
    const { person, principal } = judging.approver;
    const denied = await recordChange(ports, request, {
      type: 'deny',
      at: ports.clock(),
      actor: { kind: 'person', person, principalArn: principal.arn },
      by: { person, principal },
      ...(click.card === undefined ? {} : { clickedCard: click.card }),
    });
    await showSoon(ports, request.id);
    return { outcome: 'denied', request: denied };
  } catch (error) {
    if (error instanceof StaleRecordError) return deny(ports, click);
    throw error;
  }
}
