import { secondsAfter } from '../domain/instant.ts';
import {
  beginDeleting,
  type DeletingLease,
  finishDeleting,
  type Lease,
  leaseOnOrphan,
  release,
} from '../domain/lease.ts';
import type { ClusterRef, Request } from '../domain/request.ts';
import type { AccessEntries, Leases } from './cluster-ports.ts';
import { DependencyError, StaleRecordError } from './errors.ts';
import type { Clock } from './ports.ts';

export interface LetGoPorts {
  readonly leases: Leases;
  readonly entries: AccessEntries;
  readonly clock: Clock;
}

/** Longer than a function may run, so that after it no call of a dead deleter can still be on its way. */
const deleterSeconds = 90;

/**
 * Ends the request's hold on the person's access entry. The last one out deletes the entry, if it is ours; while
 * another window rests on it, it stays. Repeating this changes nothing.
 * @throws StaleRecordError when the lease changed meanwhile
 * @throws DependencyError when the entry is still visible after its deletion
 */
export async function letGoOfEntry(ports: LetGoPorts, request: Request): Promise<void> {
  const lease = await ports.leases.find(request.target.cluster, request.principal.arn);
  const released = release(lease, request.id, ports.clock(), secondsAfter(ports.clock(), deleterSeconds));
  if (released.outcome === 'not-held') return;
  // Written before the entry is touched: from here on a newcomer waits instead of relying on what is about to go.
  await ports.leases.write(released.lease);
  if (released.outcome !== 'delete-entry') return;
  // Nobody makes an entry while its lease says `deleting`: past the deadline, one that stood before is visible.
  const isVisible = lease?.state === 'deleting' && ports.clock() > lease.deadline;
  await deleteEntry(ports, request.target, released.lease, isVisible);
}

/**
 * Deletes an entry that carries our tag and that no lease is on, or goes on with that. A newcomer waits meanwhile, or
 * was faster and keeps the entry.
 * @throws StaleRecordError when somebody took the lease meanwhile
 * @throws DependencyError when the entry is still visible after its deletion
 */
export async function deleteOrphanEntry(
  ports: LetGoPorts,
  ref: ClusterRef,
  entry: OrphanEntry,
): Promise<void> {
  const now = ports.clock();
  const deadline = secondsAfter(now, deleterSeconds);
  const lease =
    entry.lease === undefined
      ? leaseOnOrphan({ ...entry, cluster: ref.cluster }, now, deadline)
      : beginDeleting(entry.lease, 'sweep', now, deadline);
  await ports.leases.write(lease);
  await deleteEntry(ports, ref, lease, entry.lease !== undefined && now > entry.lease.deadline);
}

/**
 * Deletes an entry that an interrupted opening has made since its lease was let go: it had looked at the lease before. To
 * be called when no call of that opening can still land. An entry that somebody holds, or that is not ours, stays.
 */
export async function deleteEntryLeftBehind(
  ports: LetGoPorts,
  { target, principal }: Pick<Request, 'target' | 'principal'>,
): Promise<void> {
  const generation = (await ports.entries.describe(target, principal.arn))?.generation;
  if (generation === undefined) return;
  if ((await ports.leases.find(target.cluster, principal.arn)) !== undefined) return;
  await deleteOrphanEntry(ports, target, { principalArn: principal.arn, generation });
}

/** An entry of ours that no request holds; with the lease under which a sweep before began to delete it. */
export interface OrphanEntry {
  readonly principalArn: string;
  readonly generation: string;
  readonly lease?: DeletingLease;
}

async function deleteEntry(
  ports: LetGoPorts,
  target: ClusterRef,
  lease: DeletingLease,
  isVisible: boolean,
): Promise<void> {
  const { entries } = ports;
  const { principalArn, generation } = lease;
  const entry = await entries.describe(target, principalArn);
  if (entry !== undefined && entry.generation === generation) {
    await entries.delete(target, principalArn);
    const left = await entries.describe(target, principalArn);
    if (left?.generation === generation) {
      throw new DependencyError(`the access entry of ${principalArn} is still there after its deletion`);
    }
  }
  // EKS shows a new entry only after seconds. The lease keeps what may be there, for whoever looks after the deadline.
  await finish(ports, lease, entry !== undefined || isVisible);
}

/** As often as others may be faster, each of whom is done by it. */
const tries = 5;

async function finish({ leases }: LetGoPorts, mine: DeletingLease, isGone: boolean): Promise<void> {
  let current: Lease | undefined = mine;
  for (let count = 1; ; count += 1) {
    const after = finishDeleting(current, mine, isGone);
    if (after.outcome === 'nothing') return;
    try {
      await leases[after.outcome](after.lease);
      return;
    } catch (error) {
      if (!(error instanceof StaleRecordError) || count === tries) throw error;
      current = await leases.find(mine.cluster, mine.principalArn);
    }
  }
}
