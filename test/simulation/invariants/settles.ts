import { isTerminal, type Request } from '../../../shared/domain/request.ts';
import type { SimulatedWorld } from '../world/simulated-world.ts';
import { brief } from './accesses.ts';
import type { MakeInvariant } from './invariant.ts';

/** When everything works again and time has passed, every request is over, and nothing of it is left. */
export const settles: MakeInvariant = ({ world }) => ({
  looked: (atRest) => {
    if (!atRest) return undefined;
    for (const request of world.records.requests.values()) {
      if (isTerminal(request)) continue;
      if (wasCarriedOn(world, request)) return `${brief(request)} is never over`;
    }
    return undefined;
  },
});

// Whoever recorded it may have died before starting its machine: that is the sweep's to find.
function wasCarriedOn({ executions }: SimulatedWorld, request: Request): boolean {
  const kind = request.status === 'pending' ? 'approval' : 'window';
  return executions.standing(kind, request.id) !== 'nothing';
}
