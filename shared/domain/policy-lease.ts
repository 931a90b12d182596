import type { NonEmpty } from './brand.ts';
import type { AccessPolicyArn } from './grant.ts';
import type { RequestId } from './ids.ts';
import type { Instant } from './instant.ts';
import type { ClusterName, Namespace } from './scope.ts';

/**
 * The record that an EKS access policy is associated with an access entry for some requests, each in namespaces of its
 * own. An entry has a policy once, and associating it again replaces its namespaces: so one at a time writes them all.
 */
export interface PolicyLease extends PolicyOnEntry {
  /** Tells it from one that stood there before, whose writes may still be on their way: versions begin anew. */
  readonly madeAt: Instant;
  readonly version: number;
  readonly shares: readonly PolicyShare[];
  /** What our own calls may have made of the association: one list of namespaces, more while calls are unanswered. */
  readonly written: readonly (readonly Namespace[])[];
  /** Somebody makes it all that the shares hold. */
  readonly change?: PolicyChange;
}

export interface PolicyOnEntry {
  readonly cluster: ClusterName;
  readonly principalArn: string;
  readonly policyArn: AccessPolicyArn;
}

export interface PolicyShare {
  readonly request: RequestId;
  readonly namespaces: NonEmpty<Namespace>;
}

interface PolicyChange {
  readonly by: RequestId;
  /** After this no call of theirs can still land. Nobody changes the association before. */
  readonly deadline: Instant;
}

export type PolicyTurn =
  /** A call of somebody may be under way, be it one of the same request: its answer never came. */
  | { readonly outcome: 'busy' }
  | { readonly outcome: 'nothing-to-do' }
  | { readonly outcome: 'change'; readonly lease: PolicyLease };

interface Times {
  readonly now: Instant;
  readonly deadline: Instant;
}

/** Adds the request's share. The lease is to be written before the association is touched. */
export function addShare(
  lease: PolicyLease | undefined,
  on: PolicyOnEntry,
  share: PolicyShare,
  times: Times,
): PolicyTurn {
  const { cluster, principalArn, policyArn } = on;
  const begun = { madeAt: times.now, version: 0, shares: [], written: [] };
  const known: PolicyLease = lease ?? { cluster, principalArn, policyArn, ...begun };
  const own = known.shares.find(({ request }) => request === share.request);
  const isHeld = own !== undefined && isSame(own.namespaces, share.namespaces);
  if (isHeld && known.change === undefined) return { outcome: 'nothing-to-do' };
  const others = known.shares.filter(({ request }) => request !== share.request);
  return turn(known, [...others, share], share.request, times);
}

/**
 * Takes the request's share away. Where that was done before and somebody's change is not settled, its namespaces may be
 * associated yet: nobody knows which calls came through, its own among them.
 */
export function removeShare(lease: PolicyLease | undefined, request: RequestId, times: Times): PolicyTurn {
  if (lease === undefined) return { outcome: 'nothing-to-do' };
  const shares = lease.shares.filter((share) => share.request !== request);
  const isGone = shares.length === lease.shares.length;
  if (isGone && lease.change === undefined) return { outcome: 'nothing-to-do' };
  return turn(lease, shares, request, times);
}

function turn(
  lease: PolicyLease,
  shares: readonly PolicyShare[],
  by: RequestId,
  { now, deadline }: Times,
): PolicyTurn {
  // Repeated at once, a call could be answered, and the one before it land on what others have made since.
  if (lease.change !== undefined && now <= lease.change.deadline) return { outcome: 'busy' };
  const written = [...lease.written, wantedBy({ shares })];
  const change = { by, deadline };
  return { outcome: 'change', lease: { ...lease, version: lease.version + 1, shares, written, change } };
}

/** The lease when the association is as the shares want it; nothing, where there are none left. */
export function settleChange({ change: _, ...lease }: PolicyLease): PolicyLease | undefined {
  const { shares, version } = lease;
  return shares.length === 0 ? undefined : { ...lease, version: version + 1, written: [wantedBy(lease)] };
}

/**
 * The lease where somebody removed the association while others still hold it: nothing is made again behind their back.
 * What our calls wrote stays known as ours, should EKS list it yet.
 */
export function settleWithoutCall({ change: _, ...lease }: PolicyLease): PolicyLease {
  return { ...lease, version: lease.version + 1 };
}

/** Every namespace of every share, once and in order. */
export function wantedBy({ shares }: Pick<PolicyLease, 'shares'>): readonly Namespace[] {
  return [...new Set(shares.flatMap(({ namespaces }) => [...namespaces]))].sort();
}

/**
 * Whether an association is as our own calls can have made it. Any other is somebody else's, or was changed by somebody,
 * and is left alone.
 * @param lease before it is changed for the next call
 * @param seen the namespaces of the association; nothing, where it is for the whole cluster
 */
export function isOfLease(lease: PolicyLease | undefined, seen: readonly string[] | undefined): boolean {
  return seen !== undefined && (lease?.written ?? []).some((ours) => isSame(ours, seen));
}

export function isSame(known: readonly string[], seen: readonly string[]): boolean {
  return JSON.stringify(known.toSorted()) === JSON.stringify(seen.toSorted());
}
