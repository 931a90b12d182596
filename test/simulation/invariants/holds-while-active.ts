import type { Request } from '../../../shared/domain/request.ts';
import { sharedRole } from '../../support/in-memory/sights.ts';
import { strangersNamespace } from '../faults/weather.ts';
import { loners, ownRoleOf } from '../world/estate.ts';
import { brief, hasEntry } from './accesses.ts';
import type { MakeInvariant, Problem, Scene } from './invariant.ts';
import { isTampered } from './patience.ts';
import { namespacesGiven, placeOf } from './policies.ts';

/**
 * 5. Ending one request never takes away what another one holds: as long as a record says `active`, what it rests on
 * stands, and somebody else's entry stays. 8. So `active` is never said before it does.
 */
export const holdsWhileActive: MakeInvariant = (scene) => {
  const { world } = scene;
  const look = (): Problem | undefined => {
    for (const request of world.records.requests.values()) {
      if (request.status !== 'active' || isTampered(scene, request.id)) continue;
      const problem = whatIsMissing(world, request);
      if (problem !== undefined) return `${brief(request)} is active, and ${problem}`;
    }
    return strangersLoss(world) ?? strangersPolicyLoss(world);
  };
  return { landed: look, written: look, looked: look };
};

function whatIsMissing(
  world: Scene['world'],
  request: Extract<Request, { status: 'active' }>,
): Problem | undefined {
  if (!hasEntry(world, request)) return 'its access entry is gone';
  const cluster = world.clusters.get(request.target.cluster);
  for (const { namespace, name, uid } of request.window.bindings) {
    const standing = cluster?.bindingAt(namespace, name);
    if (standing === undefined) return `its binding in ${namespace} is gone`;
    if (standing.uid !== uid) return `another binding stands in ${namespace}`;
    if (!standing.users.includes(request.window.username)) return `its binding in ${namespace} names nobody`;
  }
  const given = namespacesGiven(world, request);
  const lacking = given && request.scope.namespaces.find((namespace) => !given.includes(namespace));
  return lacking && `its access policy is not associated in ${lacking}`;
}

function strangersLoss({ clusters, strangersEntries }: Scene['world']): Problem | undefined {
  for (const name of strangersEntries) {
    const entry = clusters.get(name)?.entries.get(sharedRole);
    if (entry === undefined) return `somebody else's entry in ${name} was deleted`;
    if (entry.generation !== undefined) return `somebody else's entry in ${name} was replaced by ours`;
  }
  return undefined;
}

// It goes with the entry, which is ours to delete.
function strangersPolicyLoss({ clusters, strangersAssociations }: Scene['world']): Problem | undefined {
  for (const [name, { entries, associations }] of clusters) {
    for (const arn of loners.map(ownRoleOf)) {
      const place = placeOf(arn);
      if (!strangersAssociations.has(`${name} ${place}`)) continue;
      if (!entries.has(arn)) strangersAssociations.delete(`${name} ${place}`);
      else if (associations.get(place)?.join() !== strangersNamespace) {
        return `somebody else's association with ${arn} in ${name} is now for ${associations.get(place)?.join()}`;
      }
    }
  }
  return undefined;
}
