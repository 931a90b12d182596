import { sha256 } from '../../shared/adapters/sha256.ts';
import { type RequestId, requestIdFromHash } from '../../shared/domain/ids.ts';
import type { AskForAccess } from '../../shared/usecases/request-access.ts';

/**
 * The id of the request that a delivery raises: the same for the same delivery, however often it comes.
 * @param occasion what Slack makes anew each time someone asks: the trigger id of a command, the id of a form
 */
export function requestIdFor({ teamId, userId }: AskForAccess['requester'], occasion: string): RequestId {
  return requestIdFromHash(sha256([teamId, userId, occasion].join('\n')));
}
