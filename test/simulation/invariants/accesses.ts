import type { Request } from '../../../shared/domain/request.ts';
import type { StoredBinding } from '../../support/in-memory/cluster.ts';
import type { SimulatedWorld } from '../world/simulated-world.ts';

/** A binding of ours that names somebody. */
export interface NamedBinding {
  readonly cluster: string;
  readonly binding: StoredBinding;
  /** The record whose label it carries, if there is one. */
  readonly request: Request | undefined;
}

/** Every binding of ours that names somebody, in every cluster, whether or not an access entry lets them in. */
export function namedBindings(world: SimulatedWorld): readonly NamedBinding[] {
  return [...world.clusters].flatMap(([cluster, { bindings }]) =>
    bindings.flatMap((binding) =>
      binding.requestId !== undefined && binding.users.length > 0
        ? [{ cluster, binding, request: world.records.requests.get(binding.requestId) }]
        : [],
    ),
  );
}

/** Whether the person can get into the cluster at all. */
export function hasEntry(world: SimulatedWorld, { target, principal }: Request): boolean {
  return world.clusters.get(target.cluster)?.entries.has(principal.arn) ?? false;
}

/** The record in a few words. */
export function brief({ id, status, scope, requester }: Request): string {
  return `${id} (${requester.name}, ${scope.cluster}/${scope.namespaces.join()}/${scope.role}, ${status})`;
}
