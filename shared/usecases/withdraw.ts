import type { RequestId } from '../domain/ids.ts';
import { mayWithdraw } from '../domain/may-end.ts';
import type { Owner } from '../domain/person.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Request } from '../domain/request.ts';
import { asOwner } from './as-owner.ts';
import type { IdentifyPorts } from './identify-account.ts';
import { judgeAgain } from './judge-again.ts';
import type { Clock, Waker } from './ports.ts';
import { type RecordPorts, recordChange } from './record-change.ts';
import { requesterActor } from './requester-actor.ts';

export interface WithdrawPorts extends RecordPorts, IdentifyPorts {
  readonly waker: Waker;
  readonly clock: Clock;
}

export interface Withdrawal {
  readonly id: RequestId;
  readonly by: Owner;
  /** The AWS session that the call was signed with, where it came over the command line. */
  readonly session?: string;
}

export type WithdrawAnswer =
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | { readonly outcome: 'withdrawn'; readonly request: Request };

/**
 * Records that the requester takes the request back before it is decided; then the card says so. Nothing is asked of
 * Slack where the request is bound to an account there: whoever gives something up must be able to at any time.
 * @throws StaleRecordError when others kept writing the record
 */
export async function withdraw(
  ports: WithdrawPorts,
  { id, by, session }: Withdrawal,
): Promise<WithdrawAnswer> {
  return judgeAgain(async () => {
    const request = await ports.requests.find(id);
    if (request === undefined) return { outcome: 'refused', refusal: { code: 'unknown-request', id } };
    const at = ports.clock();
    const judgement = mayWithdraw(request, await asOwner(ports, request, by), at);
    if (!judgement.allowed) return { outcome: 'refused', refusal: judgement.refusal };
    const withdrawn = await recordChange(ports, request, {
      type: 'withdraw',
      at,
      actor: requesterActor(request, session),
    });
    await ports.waker.wake('approval', id);
    return { outcome: 'withdrawn', request: withdrawn };
  });
}
