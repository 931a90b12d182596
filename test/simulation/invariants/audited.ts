import { verifyChain } from '../../../shared/domain/audit-chain.ts';
import { sha256 } from '../../support/records.ts';
import { brief } from './accesses.ts';
import type { MakeInvariant } from './invariant.ts';

/** 6. Every change of a record has its audit event in the same write, and the chain of events verifies. */
export const audited: MakeInvariant = ({ world }) => ({
  written: (before, { request, events }) => {
    if (events.length === 0) return `${brief(request)} was changed without an event`;
    const follows = events[0]?.prev === (before?.head.hash ?? events[0]?.prev);
    const leads = events.at(-1)?.hash === request.head.hash;
    return follows && leads ? undefined : `the events of ${brief(request)} do not follow from each other`;
  },
  looked: (atRest) => {
    if (!atRest) return undefined;
    for (const request of world.records.requests.values()) {
      const verdict = verifyChain(world.eventsOf(request), request.head, sha256);
      if (!verdict.sound) return `the chain of ${brief(request)} breaks at event ${verdict.firstBroken}`;
    }
    return undefined;
  },
});
