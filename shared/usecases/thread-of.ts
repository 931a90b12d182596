import type { MessageRef, Request } from '../domain/request.ts';
import type { Notices } from './ports.ts';

/** The message of a request under which others hear of it: its card, or the alarm of a break-glass. */
export async function threadOf(notices: Notices, request: Request): Promise<MessageRef | undefined> {
  if (request.card !== undefined || request.breakGlass === undefined) return request.card;
  return (await notices.wasTold(request.id, 'alarm'))?.place;
}
