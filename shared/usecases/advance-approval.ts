import type { Sha256 } from '../domain/audit-chain.ts';
import type { Actor } from '../domain/audit-event.ts';
import { isBreakGlass } from '../domain/break-glass.ts';
import type { PolicyRule } from '../domain/evidence.ts';
import { isExtension } from '../domain/extension.ts';
import type { RequestId } from '../domain/ids.ts';
import type { InStatus, MessageRef, Request } from '../domain/request.ts';
import { hashOfRules } from '../domain/role-rules.ts';
import { reachOf } from '../domain/scope.ts';
import { isWaitingLong, nextLook } from '../domain/waiting.ts';
import { type AnnouncePorts, announce } from './announce.ts';
import { type AskStandingPorts, askStanding } from './ask-standing.ts';
import type { Witness } from './cluster-ports.ts';
import { StaleRecordError } from './errors.ts';
import type { Directory, Machines, Posted, Requests } from './ports.ts';
import { isCardLost, postCard } from './post-card.ts';
import { mustFind, recordChange } from './record-change.ts';
import { notePosted } from './show-newest.ts';
import { type TellApproversPorts, tellApprovers } from './tell-approvers.ts';
import { settled, type Turn, unsaidTogether, untilSaid, waitUntil } from './turn.ts';
import { escalateUnanswered, type WatchOverPorts, watchOver } from './watch-over.ts';

export interface AdvanceApprovalPorts
  extends AnnouncePorts,
    TellApproversPorts,
    WatchOverPorts,
    AskStandingPorts {
  readonly requests: Requests;
  readonly directory: Directory;
  readonly witness: Pick<Witness, 'rulesOf' | 'ask'>;
  readonly machines: Pick<Machines, 'start'>;
  readonly sha256: Sha256;
}

const actor: Actor = { kind: 'system', name: 'advance-approval' };

/**
 * Takes a waiting request one step on: asks its approvers, sees to it that somebody is left who can answer, or lets it
 * lapse; and says in Slack what it has become.
 * @throws StaleRecordError when the record changed meanwhile; asking again finds the new one
 */
export async function advanceApproval(ports: AdvanceApprovalPorts, id: RequestId): Promise<Turn> {
  const stepped = await step(ports, await mustFind(ports.requests, id));
  await startWhatIsMissing(ports, stepped);
  const { request, seen } = await look(ports, stepped);
  if (request.status === 'pending' && isWaitingLong(request, ports.clock())) {
    ports.reporter.alarm('approval-waiting', { request: id, cluster: request.target.cluster });
  }
  const unsaid = unsaidTogether(await announce(ports, request), await tellApprovers(ports, request));
  const turn = request.status === 'pending' ? waitUntil(nextLook(request, ports.clock(), seen)) : settled;
  return untilSaid(turn, unsaid);
}

// A directory that is down must keep nobody from deciding, and nothing from being said: it is looked at again soon.
async function look(
  ports: AdvanceApprovalPorts,
  request: Request,
): Promise<{ readonly request: Request; readonly seen: boolean }> {
  if (request.status !== 'pending') return { request, seen: true };
  const escalated = await escalateUnanswered(ports, request);
  try {
    return { request: await watchOver(ports, escalated), seen: true };
  } catch (error) {
    if (error instanceof StaleRecordError) throw error;
    ports.reporter.failed('look after those who are asked', error);
    return { request: await mustFind(ports.requests, request.id), seen: false };
  }
}

// The one who recorded the request may have died before starting its machine, and a break-glass opens without. Starting
// one that runs changes nothing.
async function startWhatIsMissing({ machines }: AdvanceApprovalPorts, request: Request): Promise<void> {
  if (request.status === 'pending') await machines.start('approval', request.id);
  const opens = request.status === 'approved' || (request.status === 'active' && isBreakGlass(request));
  if (opens) await machines.start('window', request.id);
}

async function step(ports: AdvanceApprovalPorts, request: Request): Promise<Request> {
  if (request.status !== 'pending') return request;
  if (ports.clock() >= request.lapsesAt) {
    return recordChange(ports, request, { type: 'lapse', at: ports.clock(), actor });
  }
  if (request.card === undefined) return route(ports, request);
  return (await isCardLost(ports, request.card)) ? reroute(ports, request) : request;
}

async function route(ports: AdvanceApprovalPorts, request: InStatus<'pending'>): Promise<Request> {
  const noted = await noteRules(ports, request);
  return recordPlace(ports, noted, 'route', await postCard(ports, noted));
}

// A click on the old card still counts, wherever somebody finds it.
async function reroute(ports: AdvanceApprovalPorts, request: InStatus<'pending'>): Promise<Request> {
  return recordPlace(ports, request, 'reroute', await postCard(ports, request));
}

async function recordPlace(
  ports: AdvanceApprovalPorts,
  request: InStatus<'pending'>,
  type: 'route' | 'reroute',
  posted: Posted,
): Promise<Request> {
  const card = posted.place;
  try {
    const placed = await recordChange(ports, request, { type, at: ports.clock(), actor, card });
    await notePosted(ports, placed, posted);
    return placed;
  } catch (error) {
    if (error instanceof StaleRecordError) await settleUnrecorded(ports, request.id, card);
    throw error;
  }
}

// Withdrawn while the card was on its way: no record knows of the card, so nobody else would take its buttons off.
async function settleUnrecorded(ports: AdvanceApprovalPorts, id: RequestId, card: MessageRef): Promise<void> {
  const now = await mustFind(ports.requests, id);
  const isKnown = now.card?.channel === card.channel && now.card.ts === card.ts;
  if (now.status !== 'pending' && !isKnown) await ports.messenger.update({ kind: 'card', place: card }, now);
}

// Noted before the card is out: an approver can click before the place of the card is on record.
async function noteRules(
  ports: AdvanceApprovalPorts,
  request: InStatus<'pending'>,
): Promise<InStatus<'pending'>> {
  if (request.rulesHash !== undefined) return request;
  const rules = await rulesNow(ports, request);
  if (rules === undefined) return request;
  // Who asks for more time stands in a window already.
  const standing = isExtension(request) ? undefined : await askStanding(ports, request, rules);
  const change = {
    type: 'note-rules',
    ...{ at: ports.clock(), actor, rulesHash: hashOfRules(rules, ports.sha256) },
    ...(standing && { standing }),
  } as const;
  return asPending(await recordChange(ports, request, change));
}

function asPending(request: Request): InStatus<'pending'> {
  if (request.status !== 'pending') throw new Error(`unreachable: ${request.id} is ${request.status}`);
  return request;
}

// A cluster that is down must not keep approvers from being asked; the card says that its role could not be read.
async function rulesNow(
  ports: AdvanceApprovalPorts,
  { target, scope }: Request,
): Promise<readonly PolicyRule[] | undefined> {
  // No cluster tells what an access policy allows: AWS may change it at any time, and says so in its own words.
  if (target.grant.kind === 'access-policy') return undefined;
  try {
    return await ports.witness.rulesOf(target, target.grant.name, reachOf(scope));
  } catch (error) {
    ports.reporter.failed('read the rules of the role', error);
    return undefined;
  }
}
