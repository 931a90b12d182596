import { type ChainVerdict, verifyChain } from '../../../shared/domain/audit-chain.ts';
import type { RequestId } from '../../../shared/domain/ids.ts';
import { alice, sha256 } from '../records.ts';
import type { World } from './world.ts';

/** The one role that everybody in the example company holds. */
export const sharedRole = alice.principal.arn;

/** Who is named where on staging, as `namespace: users`. */
export function namedIn(world: World): readonly string[] {
  return world
    .cluster('staging-eu')
    .bindings.map(({ namespace, users }) => `${namespace}: ${users.join()}`)
    .sort();
}

/** Whom any binding on staging names. */
export function usersIn(world: World): readonly string[] {
  return world.cluster('staging-eu').bindings.flatMap(({ users }) => users);
}

/** The shared role's access entry on staging. */
export function entryIn(world: World) {
  return world.cluster('staging-eu').entries.get(sharedRole);
}

/** The lease of that entry. */
export function leaseIn(world: World) {
  return world.records.leases.get(`staging-eu ${sharedRole}`);
}

/** The types of a request's audit events, in order. */
export function factsOf(world: World, id: RequestId): readonly string[] {
  return world.records.eventsOf(id).map(({ fact }) => fact.type);
}

export function chainOf(world: World, id: RequestId): ChainVerdict {
  return verifyChain(world.records.eventsOf(id), world.request(id).head, sha256);
}
