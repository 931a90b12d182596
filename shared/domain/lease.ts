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
        /** How many deleters have begun. With one, its own answer is enough to know that nothing is under way. */
        readonly attempts: number;
      }
  );

interface LeaseFacts {
  readonly cluster: ClusterName;
  readonly principalArn: string;
  /** Written as a tag on the entry; an entry is ours only when it carries the lease's own generation. */
  readonly generation: string;
  readonly version: number;
}

export type Acquisition =
  | { readonly outcome: 'held'; readonly lease: Lease & { readonly state: 'held' } }
  | { readonly outcome: 'deleting'; readonly lease: Lease & { readonly state: 'deleting' } };

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
  { cluster, principalArn, generation, version }: Lease & { readonly state: 'deleting' },
  newcomer: RequestId,
): Lease & { readonly state: 'held' } {
  const facts = { cluster, principalArn, generation, version: version + 1 };
  return { ...facts, state: 'held', holders: [newcomer] };
}

export type Release =
  /** The request held nothing: it never got that far, or has let go before. */
  | { readonly outcome: 'not-held' }
  | { readonly outcome: 'held-by-others'; readonly lease: Lease & { readonly state: 'held' } }
  | { readonly outcome: 'delete-entry'; readonly lease: Lease & { readonly state: 'deleting' } };

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
): Lease & { readonly state: 'deleting' } {
  return beginDeleting({ ...entry, version: 0, state: 'held', holders: [] }, 'sweep', now, deadline);
}

/** The lease as a deleter takes it up. Deleters whose deadline has not passed still count as under way. */
export function beginDeleting(
  lease: Lease,
  deleter: RequestId | 'sweep',
  now: Instant,
  deadline: Instant,
): Lease & { readonly state: 'deleting' } {
  const { cluster, principalArn, generation, version } = lease;
  const before = lease.state === 'deleting' && now <= lease.deadline ? lease : undefined;
  return {
    ...{ cluster, principalArn, generation, version: version + 1 },
    ...{ state: 'deleting', deleter, attempts: (before?.attempts ?? 0) + 1 },
    // Clocks of functions differ: a deadline only ever moves outward.
    deadline: before !== undefined && before.deadline > deadline ? before.deadline : deadline,
  };
}

/**
 * Whether a lease in `deleting` may be forgotten once the entry is seen gone: at once by the only deleter, whose
 * every call was answered; otherwise when no earlier deleter's call can still land on a newcomer's entry.
 */
export function maySettle(lease: Lease & { readonly state: 'deleting' }, now: Instant): boolean {
  return lease.attempts === 1 || now > lease.deadline;
}
