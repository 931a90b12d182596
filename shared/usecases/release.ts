import type { RequestId } from '../domain/ids.ts';
import { mayRelease } from '../domain/may-end.ts';
import type { Owner } from '../domain/person.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Request } from '../domain/request.ts';
import { asOwner } from './as-owner.ts';
import { type CloseNowPorts, closeNow, resumeClosing } from './close-now.ts';
import type { IdentifyPorts } from './identify-account.ts';
import { judgeAgain } from './judge-again.ts';
import { type RecordPorts, recordChange } from './record-change.ts';
import { requesterActor } from './requester-actor.ts';

export interface ReleasePorts extends RecordPorts, CloseNowPorts, IdentifyPorts {}

export interface Release {
  readonly id: RequestId;
  readonly by: Owner;
  /** The AWS session that the call was signed with, where it came over the command line. */
  readonly session?: string;
}

export type ReleaseAnswer =
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | { readonly outcome: 'released'; readonly request: Request };

/**
 * Records that the requester gives their access back before its time, and has it closed at once. Nothing is asked of
 * Slack where the request is bound to an account there: whoever gives something up must be able to at any time.
 * @throws StaleRecordError when others kept writing the record
 */
export async function release(ports: ReleasePorts, { id, by, session }: Release): Promise<ReleaseAnswer> {
  return judgeAgain(async () => {
    const request = await ports.requests.find(id);
    if (request === undefined) return { outcome: 'refused', refusal: { code: 'unknown-request', id } };
    const at = ports.clock();
    const judgement = mayRelease(request, await asOwner(ports, request, by), at);
    if (!judgement.allowed) {
      await resumeClosing(ports, request);
      return { outcome: 'refused', refusal: judgement.refusal };
    }
    const actor = requesterActor(request, session);
    const released = await recordChange(ports, request, {
      type: 'begin-close',
      at,
      actor,
      cause: 'released',
    });
    await closeNow(ports, id);
    return { outcome: 'released', request: released };
  });
}
