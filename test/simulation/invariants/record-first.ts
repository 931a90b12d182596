import { nameOfGrant } from '../../../shared/domain/grant.ts';
import type { Request } from '../../../shared/domain/request.ts';
import { type NamedBinding, namedBindings } from './accesses.ts';
import type { MakeInvariant, Problem } from './invariant.ts';
import { isTampered } from './patience.ts';
import { inWords, mayStand, type PolicyIn, policiesIn } from './policies.ts';

/** 1. No access in a cluster without a record that allows it, written before it. */
export const recordFirst: MakeInvariant = (scene) => {
  const { world } = scene;
  const generations = new Set<string>();
  const look = (): Problem | undefined => {
    for (const { generation } of world.records.leases.values()) generations.add(generation);
    for (const [name, { entries }] of world.clusters) {
      for (const { generation } of entries.values()) {
        if (generation !== undefined && !generations.has(generation)) {
          return `an entry of ${name} carries ${generation}, which no lease ever had`;
        }
      }
    }
    const judged = namedBindings(world).filter(({ binding }) => !isTampered(scene, binding.requestId));
    return firstOf(judged, whyNotAllowed) ?? firstOf(policiesIn(world), whyNotHeld);
  };
  return { landed: look, written: look, looked: look };
};

function whyNotAllowed({ cluster, binding, request }: NamedBinding): Problem | undefined {
  const { namespace, name, uid, users, clusterRole } = binding;
  const what = `the binding ${namespace}/${name} (${uid}) in ${cluster} names ${users.join()}`;
  if (request === undefined) return `${what}, and there is no record`;
  if (!mayStand.has(request.status)) return `${what}, and its record is ${request.status}`;
  const window = windowOf(request);
  const noted = window?.bindings.find((each) => each.namespace === namespace && each.name === name);
  if (noted?.uid !== uid) return `${what}, and its record notes ${noted?.uid ?? 'no such binding'}`;
  if (users.join() !== window?.username) return `${what}, and its record is about ${window?.username}`;
  if (clusterRole !== nameOfGrant(request.target.grant))
    return `${what} as ${clusterRole}, which nobody approved`;
  if (cluster !== request.scope.cluster) return `${what}, and its record is about ${request.scope.cluster}`;
  return request.scope.namespaces.some((each) => each === namespace)
    ? undefined
    : `${what}, outside of ${request.scope.namespaces.join()}`;
}

function whyNotHeld(policy: PolicyIn): Problem | undefined {
  const held = policy.requests.some(({ status }) => mayStand.has(status));
  return held ? undefined : `${inWords(policy)} is associated, and no record allows it`;
}

function windowOf(request: Request) {
  return 'window' in request ? request.window : undefined;
}

function firstOf<Item>(
  items: readonly Item[],
  problemOf: (item: Item) => Problem | undefined,
): Problem | undefined {
  for (const item of items) {
    const problem = problemOf(item);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
