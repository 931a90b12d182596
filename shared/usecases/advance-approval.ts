import type { Sha256 } from '../domain/audit-chain.ts';
import type { Actor } from '../domain/audit-event.ts';
import type { RequestId } from '../domain/ids.ts';
import type { InStatus, Request } from '../domain/request.ts';
import { hashOfRules } from '../domain/role-rules.ts';
import { type AnnouncePorts, announce } from './announce.ts';
import type { Witness } from './cluster-ports.ts';
import type { Clock, Requests } from './ports.ts';
import { mustFind, recordChange } from './record-change.ts';
import { settled, type Turn, untilSaid, waitUntil } from './turn.ts';

export interface AdvanceApprovalPorts extends AnnouncePorts {
  readonly requests: Requests;
  readonly witness: Pick<Witness, 'rulesOf'>;
  readonly clock: Clock;
  readonly sha256: Sha256;
}

const actor: Actor = { kind: 'system', name: 'advance-approval' };

/**
 * Takes a waiting request one step on: asks its approvers, or lets it lapse; and says in Slack what it has become.
 * @throws StaleRecordError when the record changed meanwhile; asking again finds the new one
 */
export async function advanceApproval(ports: AdvanceApprovalPorts, id: RequestId): Promise<Turn> {
  const request = await step(ports, await mustFind(ports.requests, id));
  const said = await announce(ports, request);
  const turn = request.status === 'pending' ? waitUntil(request.lapsesAt) : settled;
  return said ? turn : untilSaid(turn, ports.clock());
}

async function step(ports: AdvanceApprovalPorts, request: Request): Promise<Request> {
  if (request.status !== 'pending') return request;
  if (ports.clock() >= request.lapsesAt) {
    return recordChange(ports, request, { type: 'lapse', at: ports.clock(), actor });
  }
  return request.card === undefined ? route(ports, request) : request;
}

async function route(ports: AdvanceApprovalPorts, request: InStatus<'pending'>): Promise<Request> {
  const rulesHash = await rulesHashNow(ports, request);
  const card = await ports.messenger.postCard(request, rulesHash === undefined ? 'unreachable' : 'seen');
  return recordChange(ports, request, {
    type: 'route',
    at: ports.clock(),
    actor,
    card,
    ...(rulesHash === undefined ? {} : { rulesHash }),
  });
}

// A cluster that is down must not keep approvers from being asked; the card says that its role could not be read.
async function rulesHashNow(ports: AdvanceApprovalPorts, request: Request): Promise<string | undefined> {
  try {
    return hashOfRules(await ports.witness.rulesOf(request.target), ports.sha256);
  } catch (error) {
    ports.reporter.failed('read the rules of the role', error);
    return undefined;
  }
}
