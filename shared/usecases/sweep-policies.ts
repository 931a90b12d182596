import type { Drift } from '../domain/drift.ts';
import type { Finding } from '../domain/finding.ts';
import type { RequestId } from '../domain/ids.ts';
import { secondsAfter } from '../domain/instant.ts';
import { policyDrift } from '../domain/policy-drift.ts';
import type { PolicyLease } from '../domain/policy-lease.ts';
import { type ClusterRef, type InStatus, isTerminal, type Request } from '../domain/request.ts';
import { turnOf } from '../domain/rotation.ts';
import { type EndForDriftPorts, endForDrift } from './end-for-drift.ts';
import { type HoldPolicyPorts, letGoOfPolicy } from './hold-policy.ts';
import type { Reporter } from './ports.ts';
import type { PolicyLeaseList } from './sweep-ports.ts';

export interface SweepPoliciesPorts extends HoldPolicyPorts, EndForDriftPorts {
  readonly policyLeaseList: PolicyLeaseList;
  readonly reporter: Reporter;
}

/** Looked at in one sweep; each look is a call, and EKS allows few of them. */
const seenPerSweep = 20;

/** Seconds after which EKS lists an association for certain. */
const visibleWithin = 60;

/**
 * Takes from the leases of access policies the shares of requests that are over, and ends the windows whose association
 * is gone or was edited. An association that no lease has is never looked at: it is not ours.
 * @param records of the cluster's requests; brought up to what is changed
 */
export async function sweepPolicies(
  ports: SweepPoliciesPorts,
  { cluster }: ClusterRef,
  records: Map<RequestId, Request>,
): Promise<readonly Finding[]> {
  const leases = await ports.policyLeaseList.allIn(cluster);
  for (const lease of leases) await letGo(ports, lease, records);
  const findings: Finding[] = [];
  for (const lease of turnOf(leases, seenPerSweep, ports.clock())) {
    findings.push(...(await endWhereChanged(ports, lease, records)));
  }
  return findings;
}

async function letGo(
  ports: SweepPoliciesPorts,
  lease: PolicyLease,
  records: ReadonlyMap<RequestId, Request>,
): Promise<void> {
  // Whoever took their share away and died holds none, and is still the one to finish it.
  const changing = lease.change === undefined ? [] : [lease.change.by];
  for (const id of new Set([...lease.shares.map(({ request }) => request), ...changing])) {
    try {
      const request = records.get(id) ?? (await ports.requests.find(id));
      if (request === undefined || !isTerminal(request)) continue;
      const { grant } = request.target;
      if (grant.kind === 'access-policy') await letGoOfPolicy(ports, request, grant);
    } catch (error) {
      ports.reporter.failed(`let go of ${lease.policyArn} of ${lease.principalArn}`, error);
    }
  }
}

async function endWhereChanged(
  ports: SweepPoliciesPorts,
  lease: PolicyLease,
  records: Map<RequestId, Request>,
): Promise<readonly Finding[]> {
  const since = secondsAfter(ports.clock(), -visibleWithin);
  const open = lease.shares
    .map(({ request }) => records.get(request))
    .filter((one): one is InStatus<'active'> => one?.status === 'active' && one.activeAt < since);
  const [any] = open;
  if (any === undefined || lease.change !== undefined) return [];
  try {
    const found = await driftOf(ports, lease, any);
    if (found === undefined) return [];
    const findings: Finding[] = [];
    for (const { id } of open) {
      const ended = await endForDrift(ports, id, [found]);
      if (ended === undefined) continue;
      records.set(id, ended);
      ports.reporter.alarm('access-drifted', { cluster: lease.cluster, request: id });
      findings.push({ kind: 'drift', cluster: lease.cluster, request: id, found });
    }
    return findings;
  } catch (error) {
    ports.reporter.failed(`look at ${lease.policyArn} of ${lease.principalArn}`, error);
    return [];
  }
}

// Nobody calls EKS without having written the lease: at the same version after the look, none of ours was on its way.
async function driftOf(
  { policies, policyLeases }: SweepPoliciesPorts,
  lease: PolicyLease,
  { target }: InStatus<'active'>,
): Promise<Drift | undefined> {
  const found = policyDrift(lease, await policies.find(target, lease.principalArn, lease.policyArn));
  if (found === undefined) return undefined;
  return (await policyLeases.find(lease))?.version === lease.version ? found : undefined;
}
