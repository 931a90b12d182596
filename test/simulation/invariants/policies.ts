import type { Request, StatusWord } from '../../../shared/domain/request.ts';
import { inspectPolicy, loners, ownRoleOf } from '../world/estate.ts';
import type { SimulatedWorld } from '../world/simulated-world.ts';

/** A namespace in which our access policy is associated with somebody's entry. */
export interface PolicyIn {
  readonly cluster: string;
  readonly principalArn: string;
  readonly namespace: string;
  /** The requests that it can be for, whatever became of them. */
  readonly requests: readonly Request[];
}

/** Where a cluster keeps the association of somebody's entry. */
export const placeOf = (principalArn: string) => `${principalArn} ${inspectPolicy}`;

/** Every namespace of every association that nobody else made. */
export function policiesIn(world: SimulatedWorld): readonly PolicyIn[] {
  return [...world.clusters].flatMap(([cluster, { associations }]) =>
    loners.map(ownRoleOf).flatMap((principalArn) => {
      if (world.strangersAssociations.has(`${cluster} ${placeOf(principalArn)}`)) return [];
      const namespaces = associations.get(placeOf(principalArn)) ?? [];
      return namespaces.map((namespace) => ({
        ...{ cluster, principalArn, namespace },
        requests: requestsFor(world, cluster, principalArn, namespace),
      }));
    }),
  );
}

function requestsFor(
  { records }: SimulatedWorld,
  cluster: string,
  principalArn: string,
  namespace: string,
): readonly Request[] {
  return [...records.requests.values()].filter(
    ({ target, principal, scope }) =>
      target.cluster === cluster &&
      target.grant.kind === 'access-policy' &&
      principal.arn === principalArn &&
      scope.namespaces.some((each) => each === namespace),
  );
}

/** Statuses in which what a request was given may stand. */
export const mayStand: ReadonlySet<StatusWord> = new Set(['approved', 'active', 'closing']);

/** The namespaces in which the request's policy is associated; nothing where its role is none. */
export function namespacesGiven(
  world: SimulatedWorld,
  { target, principal }: Request,
): readonly string[] | undefined {
  if (target.grant.kind !== 'access-policy') return undefined;
  return world.clusters.get(target.cluster)?.associations.get(placeOf(principal.arn)) ?? [];
}

/** The access policy in a few words. */
export const inWords = ({ cluster, principalArn, namespace }: PolicyIn) =>
  `the access policy of ${principalArn} in ${cluster}/${namespace}`;
