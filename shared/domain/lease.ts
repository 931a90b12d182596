import type { RequestId } from './ids.ts';
import type { Instant } from './instant.ts';
import type { ClusterName } from './scope.ts';

/**
 * The record that an access entry is held by requests. Identity Center gives everybody with a permission set the
 * same IAM role, and a cluster has one entry per role, so windows of several people rest on one entry.
 */
export type Lease = LeaseFacts &
  (
    | { readonly state: 'held'; readonly holders: readonly RequestId[] }
    /** The last holder is deleting the entry; nobody else may join until this record is gone. */
    | {
        readonly state: 'deleting';
        /** Whose end, or whose beginning, it is that deletes the entry; or the sweep, where it was nobody's. */
        readonly deleter: RequestId | 'sweep';
        /** After this no call of any deleter can still land. */
        readonly deadline: Instant;
        /** The deleters whose calls may be under way, each known by the version with which it began. */
        readonly deleters: readonly number[];
        /** A deleter saw the entry, and then saw it gone; nobody makes it again meanwhile. */
        readonly isGone?: true;
      }
  );

export type DeletingLease = Lease & { readonly state: 'deleting' };

interface LeaseFacts {
  readonly cluster: ClusterName;
  readonly principalArn: string;
  /** Written as a tag on the entry; an entry is ours only when it carries the lease's own generation. */
  readonly generation: string;
  readonly version: number;
}

export type Acquisition =
  | { readonly outcome: 'held'; readonly lease: Lease & { readonly state: 'held' } }
  | { readonly outcome: 'deleting'; readonly lease: DeletingLease };

/** Adds a holder. A newcomer to a lease that is being deleted must wait until that is over. */
export function acquire(
  lease: Lease | undefined,
  held: {
    readonly cluster: ClusterName;
    readonly principalArn: string;
    readonly holder: RequestId;
    readonly newGeneration: string;
  },
): Acquisition {
  if (lease?.state === 'deleting') return { outcome: 'deleting', lease };
  const { cluster, principalArn, holder, newGeneration } = held;
  if (lease === undefined) {
    const fresh = { cluster, principalArn, generation: newGeneration, version: 1 };
    return { outcome: 'held', lease: { ...fresh, state: 'held', holders: [holder] } };
  }
  if (lease.holders.includes(holder)) return { outcome: 'held', lease };
  const holders = [...lease.holders, holder].sort();
  return { outcome: 'held', lease: { ...lease, version: lease.version + 1, holders } };
}

/**
 * The lease in the hands of a newcomer, for whom its deleters were too slow: past the deadline none of their calls can
 * land, and one that comes back finds that it holds nothing. The entry may stand or be gone; its generation stays, so
 * that whichever it is, it goes with its last holder.
 */
export function takeOver(
  { cluster, principalArn, generation, version }: DeletingLease,
  newcomer: RequestId,
): Lease & { readonly state: 'held' } {
  const facts = { cluster, principalArn, generation, version: version + 1 };
  return { ...facts, state: 'held', holders: [newcomer] };
}

export type Release =
  /** The request held nothing: it never got that far, or has let go before. */
  | { readonly outcome: 'not-held' }
  | { readonly outcome: 'held-by-others'; readonly lease: Lease & { readonly state: 'held' } }
  | { readonly outcome: 'delete-entry'; readonly lease: DeletingLease };

/** Takes a holder out. The last one out gets the lease in `deleting`, to be written before the entry is touched. */
export function release(
  lease: Lease | undefined,
  holder: RequestId,
  now: Instant,
  deadline: Instant,
): Release {
  if (lease === undefined) return { outcome: 'not-held' };
  if (lease.state === 'deleting') {
    return lease.deleter === holder
      ? { outcome: 'delete-entry', lease: beginDeleting(lease, holder, now, deadline) }
      : { outcome: 'not-held' };
  }
  if (!lease.holders.includes(holder)) return { outcome: 'not-held' };
  const holders = lease.holders.filter((other) => other !== holder);
  return holders.length > 0
    ? { outcome: 'held-by-others', lease: { ...lease, version: lease.version + 1, holders } }
    : { outcome: 'delete-entry', lease: beginDeleting(lease, holder, now, deadline) };
}

/** The lease under which the sweep deletes an entry that none has: like any deleter, it keeps newcomers waiting. */
export function leaseOnOrphan(
  entry: Pick<LeaseFacts, 'cluster' | 'principalArn' | 'generation'>,
  now: Instant,
  deadline: Instant,
): DeletingLease {
  return beginDeleting({ ...entry, version: 0, state: 'held', holders: [] }, 'sweep', now, deadline);
}

/** The lease as a deleter takes it up. Deleters whose deadline has not passed still count as under way. */
export function beginDeleting(
  lease: Lease,
  deleter: RequestId | 'sweep',
  now: Instant,
  deadline: Instant,
): DeletingLease {
  const { cluster, principalArn, generation, version } = lease;
  const before = lease.state === 'deleting' && now <= lease.deadline ? lease : undefined;
  return {
    ...{ cluster, principalArn, generation, version: version + 1 },
    ...{ state: 'deleting', deleter, deleters: [...(before?.deleters ?? []), version + 1] },
    ...(before?.isGone && { isGone: true }),
    // Clocks of functions differ: a deadline only ever moves outward.
    deadline: before !== undefined && before.deadline > deadline ? before.deadline : deadline,
  };
}

export type AfterDeleting =
  /** Somebody else went on with it: the deadline had passed. */
  { readonly outcome: 'nothing' } | { readonly outcome: 'remove' | 'write'; readonly lease: DeletingLease };

/**
 * What becomes of a lease when one of its deleters is done, every call of whom was answered. It may be forgotten once
 * the entry is gone and no other deleter is under way, whose call could land on a newcomer's entry.
 * @param current as it is now
 * @param mine as the deleter wrote it when it began
 * @param isGone the deleter saw the entry gone, not only unseen
 */
export function finishDeleting(
  current: Lease | undefined,
  mine: DeletingLease,
  isGone: boolean,
): AfterDeleting {
  if (current?.state !== 'deleting' || current.generation !== mine.generation) return { outcome: 'nothing' };
  if (!current.deleters.includes(mine.version)) return { outcome: 'nothing' };
  const deleters = current.deleters.filter((one) => one !== mine.version);
  if (deleters.length === 0 && (isGone || current.isGone)) return { outcome: 'remove', lease: current };
  const lease = { ...current, version: current.version + 1, deleters, ...(isGone && { isGone }) };
  return { outcome: 'write', lease };
}
