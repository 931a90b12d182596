import type { AuditEvent } from '../../domain/audit-event.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Request } from '../../domain/request.ts';
import type { EventShown, RequestShown } from './answer.ts';

/** A request as the command line shows it. */
export function requestShown(request: Request): RequestShown {
  const { id, status, requester, scope, duration, reason, requestedAt, decision, approvals } = request;
  const closesAt = closesAtOf(request);
  return {
    ...{ id, status, duration, reason, requestedAt },
    requester: requester.email,
    cluster: scope.cluster,
    namespaces: [...scope.namespaces],
    role: scope.role,
    rule: decision.rule,
    approvals: approvals.map(({ approver, at }) => ({ by: approver.person.email, at })),
    ...(request.status === 'pending' ? { lapsesAt: request.lapsesAt } : {}),
    ...(closesAt === undefined ? {} : { closesAt }),
  };
}

/** What happened, by whom: a person's address, or the part of the system. */
export function eventShown({ at, actor, fact }: AuditEvent): EventShown {
  return { at, by: actor.kind === 'person' ? actor.person.email : actor.name, what: fact.type };
}

function closesAtOf(request: Request): Instant | undefined {
  return 'window' in request ? request.window?.closesAt : undefined;
}
