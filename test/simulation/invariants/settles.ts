import { isTerminal, type Request } from '../../../shared/domain/request.ts';
import type { Fault } from '../faults/faults.ts';
import type { SimulatedWorld } from '../world/simulated-world.ts';
import { brief, namedBindings } from './accesses.ts';
import type { MakeInvariant, Problem, Scene } from './invariant.ts';
import { inWords, policiesIn } from './policies.ts';

/** When everything works again and time has passed, every request is over, and nothing of it is left. */
export const settles: MakeInvariant = ({ world, faults, swept }) => ({
  looked: (atRest) => {
    if (!atRest) return undefined;
    for (const request of world.records.requests.values()) {
      if (isTerminal(request)) continue;
      if (swept || wasCarriedOn(world, request)) return `${brief(request)} is never over`;
    }
    return whatIsLeft(world, faults) ?? (swept ? whatSweepsLeave(world) : undefined);
  },
});

function whatIsLeft(world: SimulatedWorld, faults: Scene['faults']): Problem | undefined {
  const [named] = namedBindings(world);
  if (named !== undefined)
    return `${named.binding.name} still names ${named.binding.users.join()} in ${named.cluster}`;
  const [policy] = policiesIn(world);
  if (policy !== undefined) return `${inWords(policy)} is left`;
  // One that was not visible yet when it was to be deleted is kept on record, for the next one or a sweep.
  const leases = [...world.records.leases.values()];
  const kept = new Set(leases.map(({ generation }) => generation));
  for (const [name, { entries }] of world.clusters) {
    const entry = [...entries.values()].find(
      ({ generation }) => generation !== undefined && !kept.has(generation),
    );
    if (entry !== undefined) return `the entry ${entry.generation} is left in ${name}`;
  }
  // One that is being deleted keeps nobody out once its deadline has passed.
  const held = leases.find(({ state }) => state === 'held');
  return held && !cameLate(faults) ? `a lease of ${held.cluster} is still held` : undefined;
}

// One that lands when its request is over already is found by sweeps alone. It gives nobody anything.
function cameLate({ befallen }: Scene['faults']): boolean {
  const late: ReadonlySet<Fault> = new Set(['stalls', 'caller-dies-meanwhile']);
  return befallen.some(({ key, fault }) => late.has(fault) && key.includes('leases.write'));
}

// Without sweeps, a create that came late leaves a binding that names nobody, and a deleter that died its lease.
function whatSweepsLeave({ clusters, records }: SimulatedWorld): Problem | undefined {
  for (const [name, { bindings }] of clusters) {
    const [binding] = bindings;
    if (binding !== undefined) return `${binding.namespace}/${binding.name} is left in ${name}`;
  }
  const [policyLease] = records.policyLeases.values();
  if (policyLease !== undefined) return `a lease of an access policy is left in ${policyLease.cluster}`;
  const [lease] = records.leases.values();
  return lease && `a lease of ${lease.cluster} is left, ${lease.state}`;
}

// Whoever recorded it may have died before starting its machine: that is the sweep's to find.
function wasCarriedOn({ executions }: SimulatedWorld, request: Request): boolean {
  const kind = request.status === 'pending' ? 'approval' : 'window';
  return executions.standing(kind, request.id) !== 'nothing';
}
