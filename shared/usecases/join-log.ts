import { type ApiCall, type CallsOf, distinctCalls } from '../domain/api-call.ts';
import type { Actor } from '../domain/audit-event.ts';
import { isNonEmpty } from '../domain/brand.ts';
import type { RequestId } from '../domain/ids.ts';
import { joinCalls } from '../domain/join-calls.ts';
import type { Request } from '../domain/request.ts';
import type { CallTeller, Holders, WindowCalls } from './call-ports.ts';
import { judgeAgain } from './judge-again.ts';
import type { Clock, Notices, Reporter } from './ports.ts';
import { mustFind, type RecordPorts, recordChange } from './record-change.ts';
import { threadOf } from './thread-of.ts';

export interface JoinLogPorts extends RecordPorts {
  readonly holders: Holders;
  readonly windowCalls: WindowCalls;
  readonly teller: CallTeller;
  readonly notices: Notices;
  readonly reporter: Reporter;
  readonly clock: Clock;
}

export const logReader: Actor = { kind: 'system', name: 'read-audit-log' };

/**
 * Holds calls that a cluster's audit log tells of against the windows of who called. What was done within a window is kept,
 * to be told when it is over; what came after it is recorded and alarmed at once. Calls of names that had no window are
 * left out. A batch that comes twice, late or out of order changes nothing more.
 */
export async function joinLog(ports: JoinLogPorts, batch: readonly CallsOf[]): Promise<void> {
  for (const { cluster, username, calls } of batch) {
    const ids = await ports.holders.windowsOf(cluster, username);
    // Read consistently: an extension may have moved the end a moment ago.
    const requests = await Promise.all(ids.map((id) => mustFind(ports.requests, id)));
    const { within, late } = joinCalls(calls, requests);
    for (const [id, done] of within) await ports.windowCalls.keep(id, done);
    for (const [id, done] of late) await alarmLate(ports, id, distinctCalls(done));
  }
}

async function alarmLate(ports: JoinLogPorts, id: RequestId, calls: readonly ApiCall[]): Promise<void> {
  const found = await judgeAgain(async () => {
    const request = await mustFind(ports.requests, id);
    const unknown = calls.filter((call) => request.lateCalls?.includes(call.id) !== true);
    if (!isNonEmpty(unknown)) return undefined;
    // Before the record: an alarm that is raised twice is better than none.
    raiseAlarm(ports, request, unknown);
    const change = { type: 'find-late-calls', at: ports.clock(), actor: logReader, calls: unknown } as const;
    return { request: await recordChange(ports, request, change), unknown };
  });
  if (found === undefined) return;
  const place = await threadOf(ports.notices, found.request);
  await ports.teller.tellLateCalls(found.request, place, found.unknown).catch((error: unknown) => {
    ports.reporter.failed('tell of calls after a window', error);
  });
}

function raiseAlarm({ reporter }: JoinLogPorts, { id, scope }: Request, calls: readonly ApiCall[]): void {
  const allowed = calls.filter((call) => call.allowed).length;
  const details = {
    request: id,
    cluster: scope.cluster,
    calls: String(calls.length),
    allowed: String(allowed),
  };
  reporter.alarm('call-after-window', details);
}
