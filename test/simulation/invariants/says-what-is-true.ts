import { brief, namedBindings } from './accesses.ts';
import type { MakeInvariant } from './invariant.ts';

const over = new Set(['ended', 'failed']);

/** 8. `Active` and `ended` are true when they are recorded, and nothing is said that the record does not say yet. */
export const saysWhatIsTrue: MakeInvariant = ({ world }) => ({
  written: (_, { request, events }) => {
    for (const { fact } of events) {
      if (fact.type !== 'opened') continue;
      if (fact.evidence.length === 0 || fact.evidence.some(({ allowed }) => !allowed)) {
        return `${brief(request)} is said to be open without the cluster's yes`;
      }
    }
    const left = over.has(request.status)
      ? namedBindings(world).find(({ binding }) => binding.requestId === request.id)
      : undefined;
    return left === undefined
      ? undefined
      : `${brief(request)} is over, and ${left.binding.name} names ${left.binding.users.join()}`;
  },
  said: (what, request) => {
    const recorded = world.records.requests.get(request.id);
    const isRecorded =
      recorded !== undefined &&
      recorded.version >= request.version &&
      world.eventsOf(request).some(({ hash }) => hash === request.head.hash);
    return isRecorded ? undefined : `${what} says that ${brief(request)}, which is not recorded`;
  },
});
