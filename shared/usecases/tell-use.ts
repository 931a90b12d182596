import { summaryOf } from '../domain/api-call.ts';
import { millisecondsBetween } from '../domain/instant.ts';
import { endOf } from '../domain/join-calls.ts';
import { isTerminal } from '../domain/request.ts';
import type { Untold } from './call-ports.ts';
import { type JoinLogPorts, logReader } from './join-log.ts';
import { judgeAgain } from './judge-again.ts';
import { mustFind, recordChange } from './record-change.ts';
import { threadOf } from './thread-of.ts';

/** Milliseconds after a window's end in which its last calls may still come out of the log. */
const logDelay = 10 * 60 * 1000;

/** Records and tells what was done within windows that are over. What fails is reported, and tried again by the next turn. */
export async function tellUse(ports: JoinLogPorts): Promise<void> {
  for (const untold of await ports.windowCalls.untold()) {
    await tellOne(ports, untold).catch((error: unknown) => {
      ports.reporter.failed('tell what was done within a window', error);
    });
  }
}

async function tellOne(ports: JoinLogPorts, untold: Untold): Promise<void> {
  const request = await mustFind(ports.requests, untold.id);
  const end = endOf(request);
  if (!isTerminal(request) || end === undefined) return;
  if (millisecondsBetween(end, ports.clock()) < logDelay) return;
  const summary = summaryOf(await ports.windowCalls.all(untold.id), end);
  const recorded = await judgeAgain(async () => {
    const change = { type: 'note-use', at: ports.clock(), actor: logReader, summary } as const;
    return recordChange(ports, await mustFind(ports.requests, untold.id), change);
  });
  const place = await threadOf(ports.notices, recorded);
  if (place !== undefined) await ports.teller.tellUse(recorded, place, summary);
  await ports.windowCalls.markTold(untold);
}
