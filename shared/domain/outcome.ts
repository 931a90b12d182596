import type { AuditFact } from './audit-event.ts';
import type { Request, RequestFacts, Status, StatusWord } from './request.ts';

/** What a change comes to: the record after it, and the fact that it is. */
export interface Outcome {
  readonly request: Request;
  readonly fact: AuditFact;
}

export type In<Word extends StatusWord> = Extract<Request, { status: Word }>;

/** The record in another status. */
export function move(request: Request, status: Status, fact: AuditFact): Outcome {
  return { request: { ...factsOf(request), ...status }, fact };
}

/** The facts alone, so that nothing of the former status lingers in the next. */
function factsOf(request: Request): RequestFacts {
  const { id, version, head, requester, principal, scope, target, duration, reason } = request;
  const { requestedAt, decision, approvals, card, rulesHash, extending, extension, asked } = request;
  const { standing, reminded, escalated, stranded, handOvers, figures, orphans, breakGlass } = request;
  return {
    ...{ id, version, head, requester, principal, scope, target, duration, reason },
    ...{ requestedAt, decision, approvals, handOvers },
    ...(card === undefined ? {} : { card }),
    ...(rulesHash === undefined ? {} : { rulesHash }),
    ...(standing === undefined ? {} : { standing }),
    ...(request.extends === undefined ? {} : { extends: request.extends }),
    ...(extending === undefined ? {} : { extending }),
    ...(extension === undefined ? {} : { extension }),
    ...(asked === undefined ? {} : { asked }),
    ...(reminded === undefined ? {} : { reminded }),
    ...(escalated === undefined ? {} : { escalated }),
    ...(stranded === undefined ? {} : { stranded }),
    ...(orphans === undefined ? {} : { orphans }),
    ...(request.lateCalls === undefined ? {} : { lateCalls: request.lateCalls }),
    ...(figures === undefined ? {} : { figures }),
    ...(breakGlass === undefined ? {} : { breakGlass }),
  };
}
