import { type Actor, personActor } from '../domain/audit-event.ts';
import type { Request } from '../domain/request.ts';

/**
 * The requester as the one who acts, as they were identified when they asked.
 * @param session the AWS session that they act with now, over the command line
 */
export function requesterActor({ requester: person, principal }: Request, session?: string): Actor {
  return personActor({ person, principal }, session);
}
