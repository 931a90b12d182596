import type { Drift } from '../domain/drift.ts';
import { entryDrifts } from '../domain/entry-drift.ts';
import type { InStatus } from '../domain/request.ts';
import { isSurelyShown } from '../domain/surely-shown.ts';
import { attempt } from './attempt.ts';
import type { AccessEntries, Leases } from './cluster-ports.ts';
import type { Clock, Reporter } from './ports.ts';

export interface DriftAtClosePorts {
  readonly leases: Leases;
  readonly entries: Pick<AccessEntries, 'describe'>;
  readonly reporter: Reporter;
  readonly clock: Clock;
}

/**
 * How the access entry that a window rested on was removed or changed in the cluster since the last sweep; asked before
 * the request lets go of it. An EKS that does not answer holds up no closing: then nothing is known.
 */
export async function driftAtClose(
  ports: DriftAtClosePorts,
  request: InStatus<'closing'>,
): Promise<readonly Drift[]> {
  const { id, target, principal, window } = request;
  // What ended the window was found already; and EKS may not show yet what was made a moment ago.
  if (request.cause === 'drift' || !isSurelyShown(window.grantedAt, ports.clock())) return [];
  const found = await attempt(
    ports,
    `look at the access entry of ${principal.arn} before it goes`,
    async () => {
      const lease = await ports.leases.find(target.cluster, principal.arn);
      if (lease?.state !== 'held' || !lease.holders.includes(id)) return [];
      return entryDrifts(await ports.entries.describe(target, principal.arn), lease, request);
    },
  );
  return found ?? [];
}
