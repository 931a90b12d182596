import type { Sha256 } from '../domain/audit-chain.ts';
import { observeStrayEntry } from '../domain/cluster-watch.ts';
import type { Finding } from '../domain/finding.ts';
import type { RequestId } from '../domain/ids.ts';
import { type ClusterRef, isTerminal, type Request } from '../domain/request.ts';
import { turnOf } from '../domain/rotation.ts';
import { deleteOrphanEntry, type LetGoPorts, type OrphanEntry } from './let-go-of-entry.ts';
import type { Reporter } from './ports.ts';
import type { ClusterWatches, LeaseList } from './sweep-ports.ts';

export interface SweepEntriesPorts extends LetGoPorts {
  readonly leaseList: LeaseList;
  readonly watches: ClusterWatches;
  readonly sha256: Sha256;
  readonly reporter: Reporter;
}

/** Described in one sweep; each description is a call, and EKS allows few of them. */
const describedPerSweep = 20;

/**
 * Removes the access entries that carry our tag and that nobody holds: no lease is on them, and no request that is not
 * over could rest on them. Entries are listed before leases are read, because a lease comes before its entry.
 * @param records of the cluster's requests
 */
export async function sweepEntries(
  ports: SweepEntriesPorts,
  ref: ClusterRef,
  records: ReadonlyMap<RequestId, Request>,
): Promise<readonly Finding[]> {
  try {
    const standing = await ports.entries.list(ref);
    const leases = await ports.leaseList.allIn(ref.cluster);
    for (const lease of leases) {
      if (lease.state !== 'deleting' || lease.deleter !== 'sweep' || ports.clock() <= lease.deadline)
        continue;
      await remove(ports, ref, { ...lease, lease });
    }
    const held = new Set([...leases.map(({ principalArn }) => principalArn), ...inUse(ref, records)]);
    const unheld = standing.filter((arn) => !held.has(arn));
    const findings: Finding[] = [];
    for (const arn of turnOf(unheld, describedPerSweep, ports.clock())) {
      findings.push(...(await removeIfOurs(ports, ref, arn)));
    }
    return findings;
  } catch (error) {
    ports.reporter.failed(`look at the access entries of ${ref.cluster}`, error);
    return [];
  }
}

function inUse({ cluster }: ClusterRef, records: ReadonlyMap<RequestId, Request>): readonly string[] {
  return [...records.values()]
    .filter((request) => request.target.cluster === cluster && !isTerminal(request))
    .map(({ principal }) => principal.arn);
}

async function removeIfOurs(
  ports: SweepEntriesPorts,
  ref: ClusterRef,
  principalArn: string,
): Promise<readonly Finding[]> {
  const { cluster } = ref;
  const generation = (await ports.entries.describe(ref, principalArn))?.generation;
  if (generation === undefined) return [];
  // Somebody may have taken it over since the leases were read.
  if ((await ports.leases.find(cluster, principalArn)) !== undefined) return [];
  const entry = { principalArn, generation };
  const at = { at: ports.clock(), sha256: ports.sha256 };
  await ports.watches.save(observeStrayEntry(await ports.watches.find(cluster), cluster, entry, at));
  ports.reporter.alarm('orphan-removed', { cluster, where: principalArn });
  await remove(ports, ref, entry);
  return [{ kind: 'orphan-entry', cluster, principalArn }];
}

async function remove(ports: SweepEntriesPorts, ref: ClusterRef, entry: OrphanEntry): Promise<void> {
  try {
    await deleteOrphanEntry(ports, ref, entry);
  } catch (error) {
    ports.reporter.failed(`remove the access entry of ${entry.principalArn}`, error);
  }
}
