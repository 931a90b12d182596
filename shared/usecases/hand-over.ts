import { mayBeAsked, mayHandOver, stillMissing } from '../domain/may-hand-over.ts';
import type { Identity } from '../domain/person.ts';
import type { Reason } from '../domain/reason.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Request } from '../domain/request.ts';
import { membersOf, sourcesOf } from '../domain/roster.ts';
import { ableAmong } from './able-people.ts';
import { type ApproverPorts, type Click, type Judging, readForJudging } from './approver.ts';
import { type CarryOnPorts, showSoon } from './carry-on.ts';
import { identifyAccount } from './identify-account.ts';
import { judgeAgain } from './judge-again.ts';
import { type RecordPorts, recordChange } from './record-change.ts';

export interface HandOverPorts extends ApproverPorts, RecordPorts, CarryOnPorts {}

/** An approver asks somebody else to decide, and may say why. */
export interface HandingOver extends Click {
  /** Id of a Slack account. */
  readonly to: string;
  readonly note?: Reason;
}

export type HandOverAnswer =
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | { readonly outcome: 'handed-over'; readonly request: Request; readonly to: Identity };

export type HandOverChoice =
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | {
      readonly outcome: 'allowed';
      readonly request: Request;
      /** Those who could decide instead; nothing where they are too many to name. */
      readonly choice?: readonly Identity[];
    };

/** Looking at more accounts than this would take longer than Slack waits for a form. */
const mostNamed = 25;

/** Whether the person may hand the request over, and to whom: asked before they choose. */
export async function judgeHandOver(ports: HandOverPorts, click: Click): Promise<HandOverChoice> {
  const judged = await judge(ports, click);
  if (judged.outcome === 'refused') return judged;
  const { request, judging } = judged;
  const missing = stillMissing(request, judging.decision);
  const rosters = judging.approvers.rosters.filter(({ source }) => missing.includes(source));
  const excluded = new Set([click.approver.userId, request.requester.userId]);
  const others = [...membersOf(rosters).keys()].filter((userId) => !excluded.has(userId));
  if (others.length > mostNamed) return { outcome: 'allowed', request };
  const choice = await ableAmong(ports, request, others);
  return choice.length === 0 ? refused({ code: 'nobody-else' }) : { outcome: 'allowed', request, choice };
}

/** Records that an approver asks somebody else, judged at that moment; then that person is asked. */
export async function handOver(ports: HandOverPorts, given: HandingOver): Promise<HandOverAnswer> {
  return judgeAgain(async () => {
    const judged = await judge(ports, given);
    if (judged.outcome === 'refused') return judged;
    const { request, judging } = judged;
    const identified = await identifyAccount(ports, given.to);
    if (!identified.identified) return refused({ code: 'cannot-be-asked', why: 'account' });
    const { rosters, unknown } = judging.approvers;
    const to = { ...identified.identity, sources: sourcesOf(given.to, rosters), unknown };
    const judgement = mayBeAsked(request, judging.approver, to, judging.decision);
    if (!judgement.allowed) return refused(judgement.refusal);
    const { person, principal } = judging.approver;
    const handedOver = await recordChange(ports, request, {
      ...{ type: 'hand-over', from: { person, principal }, to: identified.identity },
      at: ports.clock(),
      actor: { kind: 'person', person, principalArn: principal.arn },
      ...(given.note === undefined ? {} : { note: given.note }),
      ...(given.card === undefined ? {} : { clickedCard: given.card }),
    });
    await showSoon(ports, request.id);
    return { outcome: 'handed-over', request: handedOver, to: identified.identity };
  });
}

type Ready = Extract<Judging, { outcome: 'ready' }>;

async function judge(
  ports: HandOverPorts,
  click: Click,
): Promise<
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | { readonly outcome: 'ready'; readonly request: Request; readonly judging: Ready }
> {
  const request = await ports.requests.find(click.id);
  if (request === undefined) return refused({ code: 'unknown-request', id: click.id });
  const judging = await readForJudging(ports, request, click, request);
  if (judging.outcome === 'refused') return judging;
  const judgement = mayHandOver(request, judging.approver, judging.decision, ports.clock());
  return judgement.allowed ? { outcome: 'ready', request, judging } : refused(judgement.refusal);
}

function refused(refusal: Refusal): { readonly outcome: 'refused'; readonly refusal: Refusal } {
  return { outcome: 'refused', refusal };
}
