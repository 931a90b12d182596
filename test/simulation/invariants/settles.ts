import { isTerminal } from '../../../shared/domain/request.ts';
import type { Fault } from '../faults/faults.ts';
import type { SimulatedWorld } from '../world/simulated-world.ts';
import { brief, namedBindings } from './accesses.ts';
import type { MakeInvariant, Problem, Scene } from './invariant.ts';
import { isCarriedOn } from './patience.ts';
import { inWords, policiesIn } from './policies.ts';

/** When everything works again and time has passed, every request is over, and nothing of it is left. */
export const settles: MakeInvariant = (scene) => ({
  looked: (atRest) => {
    if (!atRest) return undefined;
    const { world, swept } = scene;
    const going = [...world.records.requests.values()].filter((request) => !isTerminal(request));
    const stuck = going.find((request) => isCarriedOn(scene, request));
    if (stuck !== undefined) return `${brief(stuck)} is never over`;
    // What nobody carries on keeps what it has, for the sweep to find.
    return going.length > 0 ? undefined : (whatIsLeft(scene) ?? (swept ? whatSweepsLeave(world) : undefined));
  },
});

function whatIsLeft({ world, faults }: Scene): Problem | undefined {
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
