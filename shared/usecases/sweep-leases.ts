import { isNonEmpty } from '../domain/brand.ts';
import { entryDrifts } from '../domain/entry-drift.ts';
import type { Finding } from '../domain/finding.ts';
import type { RequestId } from '../domain/ids.ts';
import type { Lease } from '../domain/lease.ts';
import { type ClusterRef, isTerminal, type Request } from '../domain/request.ts';
import { turnOf } from '../domain/rotation.ts';
import { surelyShown } from '../domain/surely-shown.ts';
import { attempt } from './attempt.ts';
import { type EndDriftedPorts, endDrifted } from './end-drifted.ts';
import { type LetGoPorts, letGoOfEntry } from './let-go-of-entry.ts';
import type { LeaseList } from './sweep-ports.ts';

export interface SweepLeasesPorts extends LetGoPorts, EndDriftedPorts {
  readonly leaseList: LeaseList;
}

/** Described in one sweep; each description is a call, and EKS allows few of them. */
const describedPerSweep = 20;

/**
 * Lets go of leases for holders that are over, finishes deletions whose deleter died, and ends the windows whose access
 * entry is gone or was changed.
 * @param records of the cluster's requests; brought up to what is changed
 */
export async function sweepLeases(
  ports: SweepLeasesPorts,
  { cluster }: ClusterRef,
  records: Map<RequestId, Request>,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const leases = await ports.leaseList.allIn(cluster);
  for (const lease of leases) await letGo(ports, lease, records);
  for (const lease of turnOf(leases, describedPerSweep, ports.clock())) {
    findings.push(...(await endWhereChanged(ports, lease, records)));
  }
  return findings;
}

async function letGo(
  ports: SweepLeasesPorts,
  lease: Lease,
  records: ReadonlyMap<RequestId, Request>,
): Promise<void> {
  for (const holder of staleHolders(ports, lease)) {
    await attempt(ports, `let go of the access entry of ${lease.principalArn}`, async () => {
      const request = records.get(holder) ?? (await ports.requests.find(holder));
      if (request !== undefined && (lease.state === 'deleting' || isTerminal(request))) {
        await letGoOfEntry(ports, request);
      }
    });
  }
}

function staleHolders({ clock }: SweepLeasesPorts, lease: Lease): readonly RequestId[] {
  if (lease.state === 'held') return lease.holders;
  return clock() > lease.deadline && lease.deleter !== 'sweep' ? [lease.deleter] : [];
}

async function endWhereChanged(
  ports: SweepLeasesPorts,
  lease: Lease,
  records: Map<RequestId, Request>,
): Promise<readonly Finding[]> {
  if (lease.state !== 'held') return [];
  const open = surelyShown(lease.holders, records, ports.clock());
  const [any] = open;
  if (any === undefined) return [];
  const described = await attempt(ports, `look at the access entry of ${lease.principalArn}`, async () => ({
    entry: await ports.entries.describe(any.target, lease.principalArn),
  }));
  if (described === undefined) return [];
  const findings: Finding[] = [];
  for (const request of open) {
    const drifts = entryDrifts(described.entry, lease, request);
    if (isNonEmpty(drifts)) findings.push(...(await endDrifted(ports, records, request.id, drifts)));
  }
  return findings;
}
