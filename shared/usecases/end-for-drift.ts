import type { Actor } from '../domain/audit-event.ts';
import type { NonEmpty } from '../domain/brand.ts';
import type { Drift } from '../domain/drift.ts';
import type { RequestId } from '../domain/ids.ts';
import type { Request } from '../domain/request.ts';
import { judgeAgain } from './judge-again.ts';
import type { Clock } from './ports.ts';
import { mustFind, type RecordPorts, recordChange } from './record-change.ts';

export interface EndForDriftPorts extends RecordPorts {
  readonly clock: Clock;
}

export const sweeper: Actor = { kind: 'system', name: 'sweep' };

/**
 * Records that a window is over, because what it rests on was removed or changed in the cluster; it is not opened again
 * by itself. Answers the record, which is then to be closed, or nothing where it was over already.
 * @throws StaleRecordError when others kept writing it
 */
export async function endForDrift(
  ports: EndForDriftPorts,
  id: RequestId,
  found: NonEmpty<Drift>,
): Promise<Request | undefined> {
  return judgeAgain(async () => {
    const request = await mustFind(ports.requests, id);
    const isOpen = request.status === 'active' || request.status === 'approved';
    if (!isOpen || (request.status === 'approved' && request.abandoned !== undefined)) return undefined;
    const change = { type: 'begin-close', at: ports.clock(), actor: sweeper, cause: 'drift', found } as const;
    return recordChange(ports, request, change);
  });
}
