import { isNonEmpty } from '../domain/brand.ts';
import { entryDrifts } from '../domain/entry-drift.ts';
import type { Finding } from '../domain/finding.ts';
import type { RequestId } from '../domain/ids.ts';
import { secondsAfter } from '../domain/instant.ts';
import type { Lease } from '../domain/lease.ts';
import { type ClusterRef, type InStatus, isTerminal, type Request } from '../domain/request.ts';
import { turnOf } from '../domain/rotation.ts';
import { type EndForDriftPorts, endForDrift } from './end-for-drift.ts';
import { type LetGoPorts, letGoOfEntry } from './let-go-of-entry.ts';
import type { Reporter } from './ports.ts';
import type { LeaseList } from './sweep-ports.ts';

export interface SweepLeasesPorts extends LetGoPorts, EndForDriftPorts {
  readonly leaseList: LeaseList;
  readonly reporter: Reporter;
}

/** Described in one sweep; each description is a call, and EKS allows few of them. */
const describedPerSweep = 20;

/** Seconds after which EKS shows an entry for certain. */
const visibleWithin = 60;

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
    try {
      const request = records.get(holder) ?? (await ports.requests.find(holder));
      if (request !== undefined && (lease.state === 'deleting' || isTerminal(request))) {
        await letGoOfEntry(ports, request);
      }
    } catch (error) {
      ports.reporter.failed(`let go of the access entry of ${lease.principalArn}`, error);
    }
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
  const since = secondsAfter(ports.clock(), -visibleWithin);
  const open = lease.holders
    .map((id) => records.get(id))
    .filter((one): one is InStatus<'active'> => one?.status === 'active' && one.activeAt < since);
  const [any] = open;
  if (any === undefined) return [];
  try {
    const entry = await ports.entries.describe(any.target, lease.principalArn);
    const findings: Finding[] = [];
    for (const request of open) {
      const drifts = entryDrifts(entry, lease, request);
      const ended = isNonEmpty(drifts) ? await endForDrift(ports, request.id, drifts) : undefined;
      if (ended === undefined) continue;
      records.set(request.id, ended);
      ports.reporter.alarm('access-drifted', { cluster: lease.cluster, request: request.id });
      const drift = { kind: 'drift', cluster: lease.cluster, request: request.id } as const;
      findings.push(...drifts.map((found) => ({ ...drift, found })));
    }
    return findings;
  } catch (error) {
    ports.reporter.failed(`look at the access entry of ${lease.principalArn}`, error);
    return [];
  }
}
