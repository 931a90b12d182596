import type { Actor } from '../domain/audit-event.ts';
import type { Request } from '../domain/request.ts';

/** The requester as the one who acts, as they were identified when they asked. */
export function requesterActor({ requester, principal }: Request): Actor {
  return { kind: 'person', person: requester, principalArn: principal.arn };
}
