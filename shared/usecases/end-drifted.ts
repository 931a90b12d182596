import type { NonEmpty } from '../domain/brand.ts';
import type { Drift } from '../domain/drift.ts';
import type { Finding } from '../domain/finding.ts';
import type { RequestId } from '../domain/ids.ts';
import type { Request } from '../domain/request.ts';
import { attempt } from './attempt.ts';
import { type EndForDriftPorts, endForDrift } from './end-for-drift.ts';
import type { Reporter } from './ports.ts';

export interface EndDriftedPorts extends EndForDriftPorts {
  readonly reporter: Reporter;
}

/**
 * Ends a window for what the sweep found, raises the alarm, and answers the findings; nothing where it was over already
 * or could not be ended, which the next sweep tries again.
 * @param records brought up to what is changed
 */
export async function endDrifted(
  ports: EndDriftedPorts,
  records: Map<RequestId, Request>,
  id: RequestId,
  found: NonEmpty<Drift>,
): Promise<readonly Finding[]> {
  const ended = await attempt(ports, `end request ${id}`, () => endForDrift(ports, id, found));
  if (ended === undefined) return [];
  records.set(id, ended);
  const { cluster } = ended.target;
  ports.reporter.alarm('access-drifted', { cluster, request: id });
  return found.map((drift): Finding => ({ kind: 'drift', cluster, request: id, found: drift }));
}
