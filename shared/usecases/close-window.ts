import type { Sha256 } from '../domain/audit-chain.ts';
import type { Actor } from '../domain/audit-event.ts';
import { isNonEmpty } from '../domain/brand.ts';
import { isPagedEnough } from '../domain/break-glass.ts';
import { standingAccess } from '../domain/evidence.ts';
import { isExtension } from '../domain/extension.ts';
import type { RequestId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import { type InStatus, isTerminal, type Request } from '../domain/request.ts';
import { nextLookAt, openUntil } from '../domain/window.ts';
import { announceAlarm } from './announce-alarm.ts';
import { announceWithKin } from './announce-with-kin.ts';
import type { Bindings, Witness } from './cluster-ports.ts';
import { driftAtClose } from './drift-at-close.ts';
import { type FollowPorts, followBreakGlass, untilFollowed } from './follow-break-glass.ts';
import { type HoldPolicyPorts, letGoOfPolicy } from './hold-policy.ts';
import { deleteEntryLeftBehind, type LetGoPorts, letGoOfEntry } from './let-go-of-entry.ts';
import { exhaustedProblem } from './opening-problems.ts';
import type { Requests } from './ports.ts';
import { proveGone } from './prove-gone.ts';
import { mustFind, recordChange } from './record-change.ts';
import { removeBindings } from './remove-bindings.ts';
import { noteTakingAwayFails, resolvePage, type TakingAwayFailsPorts } from './taking-away-fails.ts';
import { settled, type Turn, unsaidTogether, untilSaid, waitUntil } from './turn.ts';

export interface CloseWindowPorts extends LetGoPorts, HoldPolicyPorts, FollowPorts, TakingAwayFailsPorts {
  readonly requests: Requests;
  readonly bindings: Pick<Bindings, 'findUid' | 'remove' | 'isTaken'>;
  readonly witness: Witness;
  readonly sha256: Sha256;
}

/** The error that opening ended with, when that is why closing was asked. */
export interface OpeningFailure {
  readonly errorName: string;
}

const actor: Actor = { kind: 'system', name: 'close-window' };

/**
 * Ends a window whose time has come or that was ended early, or cleans up after an opening that failed, and proves
 * that the access is gone. Before its time it only answers when to ask again. Closing twice equals closing once.
 * Whatever fails is thrown, and must be tried again until it succeeds.
 */
export async function closeWindow(
  ports: CloseWindowPorts,
  id: RequestId,
  failure?: OpeningFailure,
): Promise<Turn> {
  const request = await beginEnding(ports, await mustFind(ports.requests, id), failure);
  const after = await finishEnding(ports, request).catch(async (error: unknown) => {
    // The cluster may be down for long; until it is back, people see that the access is being taken away.
    const failing = await noteTakingAwayFails(ports, request, error);
    await announceWithKin(ports, failing, actor);
    await announceAlarm(ports, failing);
    throw error;
  });
  await resolvePage(ports, request, after);
  const unsaid = await announceWithKin(ports, after, actor);
  const followed = await followBreakGlass(ports, after);
  const turn = untilFollowed(nextTurn(after, ports.clock()), followed.request);
  return untilSaid(turn, unsaidTogether(unsaid, followed.unsaid));
}

async function beginEnding(
  ports: CloseWindowPorts,
  request: Request,
  failure: OpeningFailure | undefined,
): Promise<Request> {
  const at = ports.clock();
  if (request.status === 'active' && at >= request.window.closesAt) {
    return recordChange(ports, request, { type: 'begin-close', at, actor, cause: 'expired' });
  }
  if (request.status === 'approved' && request.abandoned === undefined) {
    if (failure !== undefined) {
      const why = isExtension(request) ? 'not-extended' : exhaustedProblem(failure.errorName);
      return recordChange(ports, request, { type: 'abandon', at, actor, why });
    }
    if (at >= openUntil(request)) {
      const why = isExtension(request) ? 'not-extended' : lateProblem(request);
      return recordChange(ports, request, { type: 'abandon', at, actor, why });
    }
  }
  return request;
}

// Before anybody was paged a break-glass has ten seconds to open, and everything else half an hour.
function lateProblem({ breakGlass }: Request): 'too-late' | 'not-paged' {
  return breakGlass !== undefined && !isPagedEnough(breakGlass) ? 'not-paged' : 'too-late';
}

async function finishEnding(ports: CloseWindowPorts, request: Request): Promise<Request> {
  if (request.status === 'closing') return close(ports, request);
  if (request.status === 'approved' && request.abandoned !== undefined) return cleanUp(ports, request);
  return request;
}

async function close(ports: CloseWindowPorts, request: InStatus<'closing'>): Promise<Request> {
  const { window } = request;
  const removed = await removeBindings(ports.bindings, request, window);
  const drifts = await driftAtClose(ports, request);
  await letGo(ports, request);
  const evidence = standingAccess(await proveGone(ports, request, window));
  // What an interrupted opening still makes is removed by the turn that comes after it.
  if (request.settlesAt !== undefined && ports.clock() < request.settlesAt) return request;
  if (request.settlesAt !== undefined) await deleteEntryLeftBehind(ports, request);
  const ended = await recordChange(ports, request, {
    ...{ type: 'end', at: ports.clock(), actor, removed, evidence },
    ...(isNonEmpty(drifts) && { drifts }),
  });
  const where = { cluster: request.target.cluster, request: request.id };
  if (evidence.length > 0) ports.reporter.alarm('access-remains', where);
  if (drifts.length > 0) ports.reporter.alarm('access-drifted', where);
  return ended;
}

// While a call for the policy can still land, the entry must stay: it could land on the next one.
async function letGo(ports: CloseWindowPorts, request: Request): Promise<void> {
  const { grant } = request.target;
  if (grant.kind === 'access-policy') await letGoOfPolicy(ports, request, grant);
  await letGoOfEntry(ports, request);
}

async function cleanUp(ports: CloseWindowPorts, request: InStatus<'approved'>): Promise<Request> {
  if (request.window !== undefined) {
    await removeBindings(ports.bindings, request, request.window);
    await letGo(ports, request);
    await proveGone(ports, request, request.window);
  }
  return recordChange(ports, request, { type: 'fail', at: ports.clock(), actor });
}

function nextTurn(request: Request, now: Instant): Turn {
  if (isTerminal(request)) return settled;
  if (request.status === 'active') return waitUntil(nextLookAt(request.window, now));
  if (request.status === 'approved') return waitUntil(openUntil(request));
  if (request.status === 'closing' && request.settlesAt !== undefined) return waitUntil(request.settlesAt);
  // Pending: nothing was opened, so nothing is to be closed.
  return settled;
}
