import type { AuditFact } from '../../../shared/domain/audit-event.ts';
import type { Action } from '../people/act.ts';
import { brief } from './accesses.ts';
import type { MakeInvariant } from './invariant.ts';

/** Facts that are true of a request once. */
const once: ReadonlySet<AuditFact['type']> = new Set([
  ...(['requested', 'decided', 'rules-noted', 'routed', 'window-fixed', 'abandoned', 'opened'] as const),
  ...(['applied', 'closing', 'closed', 'failed', 'denied', 'withdrawn', 'lapsed'] as const),
]);

const asking: ReadonlySet<Action['verb']> = new Set(['request', 'extend', 'break-glass']);

/** 9. A repeated delivery, call or machine start changes nothing. */
export const repeatsChangeNothing: MakeInvariant = ({ world, actions }) => {
  const made = new Set(actions.flatMap(({ verb, id }) => (asking.has(verb) ? [id] : [])));
  return {
    written: (before, { request, events }) => {
      if (before === undefined && !made.has(request.id)) return `${brief(request)} was asked for by nobody`;
      if (request.version !== (before?.version ?? 0) + 1) return `${brief(request)} was written over`;
      const chain = world.eventsOf(request);
      for (const { fact } of events) {
        const times = chain.filter((event) => event.fact.type === fact.type).length;
        if (once.has(fact.type) && times > 1) return `${brief(request)} was ${fact.type} ${times} times`;
      }
      return undefined;
    },
  };
};
