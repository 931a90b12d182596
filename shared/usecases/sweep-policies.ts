import type { Drift } from '../domain/drift.ts';
import type { Finding } from '../domain/finding.ts';
import type { RequestId } from '../domain/ids.ts';
import { policyDrift } from '../domain/policy-drift.ts';
import type { PolicyLease } from '../domain/policy-lease.ts';
import { type ClusterRef, type InStatus, isTerminal, type Request } from '../domain/request.ts';
import { turnOf } from '../domain/rotation.ts';
import { surelyShown } from '../domain/surely-shown.ts';
import { attempt } from './attempt.ts';
import { type EndDriftedPorts, endDrifted } from './end-drifted.ts';
import { type HoldPolicyPorts, letGoOfPolicy } from './hold-policy.ts';
import type { PolicyLeaseList } from './sweep-ports.ts';

export interface SweepPoliciesPorts extends HoldPolicyPorts, EndDriftedPorts {
  readonly policyLeaseList: PolicyLeaseList;
}

/** Looked at in one sweep; each look is a call, and EKS allows few of them. */
const seenPerSweep = 20;

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
    await attempt(ports, `let go of ${lease.policyArn} of ${lease.principalArn}`, async () => {
      const request = records.get(id) ?? (await ports.requests.find(id));
      if (request === undefined || !isTerminal(request)) return;
      const { grant } = request.target;
      if (grant.kind === 'access-policy') await letGoOfPolicy(ports, request, grant);
    });
  }
}

async function endWhereChanged(
  ports: SweepPoliciesPorts,
  lease: PolicyLease,
  records: Map<RequestId, Request>,
): Promise<readonly Finding[]> {
  const holders = lease.shares.map(({ request }) => request);
  const open = surelyShown(holders, records, ports.clock());
  const [any] = open;
  if (any === undefined || lease.change !== undefined) return [];
  const look = () => driftOf(ports, lease, any);
  const found = await attempt(ports, `look at ${lease.policyArn} of ${lease.principalArn}`, look);
  if (found === undefined) return [];
  const findings: Finding[] = [];
  for (const { id } of open) findings.push(...(await endDrifted(ports, records, id, [found])));
  return findings;
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
