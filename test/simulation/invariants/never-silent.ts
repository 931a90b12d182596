import type { AuditFact } from '../../../shared/domain/audit-event.ts';
import { pageWithin } from '../../../shared/domain/break-glass.ts';
import { millisecondsOf } from '../../../shared/domain/instant.ts';
import type { Request } from '../../../shared/domain/request.ts';
import { brief } from './accesses.ts';
import type { MakeInvariant, Problem, Scene } from './invariant.ts';

const letsIn: ReadonlySet<AuditFact['type']> = new Set(['window-fixed', 'made', 'opened']);

/** 10. Break-glass is never silent: no window of it opens before a page was accepted, within ten seconds of the command. */
export const neverSilent: MakeInvariant = (scene) => ({
  written: (_, { request, events }) =>
    request.breakGlass !== undefined && events.some(({ fact }) => letsIn.has(fact.type))
      ? whySilent(scene, request)
      : undefined,
});

function whySilent({ world, skew }: Scene, request: Request): Problem | undefined {
  // The first page of a break-glass is known by its id.
  const pagedAt = world.pagedAt.get(request.id);
  if (pagedAt === undefined) return `${brief(request)} opens, and no phone has rung`;
  const took = pagedAt - millisecondsOf(request.requestedAt);
  // The clocks of who took the request and of who paged may be apart by twice what each is off.
  return took > pageWithin * 1000 + 2 * skew
    ? `${brief(request)} opens, and was paged after ${took} ms`
    : undefined;
}
