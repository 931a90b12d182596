import type { Allowance } from '../domain/allowance.ts';
import type { Requester } from '../domain/ask.ts';
import { decide } from '../domain/decide.ts';
import type { Duration } from '../domain/duration.ts';
import type { Estate } from '../domain/estate.ts';
import type { RequestId } from '../domain/ids.ts';
import { unholdable } from '../domain/may-hold.ts';
import type { Outlook } from '../domain/outlook.ts';
import type { Identity } from '../domain/person.ts';
import type { Reason } from '../domain/reason.ts';
import type { Refusal } from '../domain/refusal.ts';
import { isTerminal, type Request, type Target } from '../domain/request.ts';
import type { Scope } from '../domain/scope.ts';
import { targetIn } from '../domain/target.ts';
import { raise } from '../domain/transition.ts';
import { type CarryOnPorts, startMachine } from './carry-on.ts';
import type { IdentifyPorts } from './identify-account.ts';
import { type InTimePorts, within } from './in-time.ts';
import { type OpenWindowsPorts, tooManyOpen } from './open-windows-cap.ts';
import type { Clock, Directory, Requests, Sha256 } from './ports.ts';
import { recordFirst } from './record-change.ts';
import { whoCouldApprove } from './who-could-approve.ts';

export interface RaiseAccessPorts extends CarryOnPorts, OpenWindowsPorts, InTimePorts, IdentifyPorts {
  readonly requests: Requests;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly sha256: Sha256;
  readonly estate: Estate;
}

/** What is asked for, whoever asks. */
export interface AccessAsked {
  /** Derived from what asks, so that asking again in the same breath finds the first one's record. */
  readonly id: RequestId;
  readonly scope: Scope;
  readonly duration: Duration;
  readonly reason: Reason;
}

/** Who asks: as the record binds them, and as the rules see them. */
export interface AskerSeen {
  readonly identity: Identity;
  readonly seen: Requester;
  /** The AWS session that the call was signed with, where it came over the command line. */
  readonly session?: string;
}

export type AccessAnswer =
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | {
      readonly outcome: 'raised';
      readonly request: Request;
      /** Who is being asked, where somebody is and they could be read in time. */
      readonly outlook?: Outlook;
    };

/** Milliseconds. Slack waits three seconds for everything, and what is read here is only told beside the answer. */
const timeToRead = 1000;

/** Records what is asked if the policy allows it, then starts what carries it on. Refusals leave no trace. */
export async function raiseAccess(
  ports: RaiseAccessPorts,
  asker: AskerSeen,
  asked: AccessAsked,
): Promise<AccessAnswer> {
  const decision = decide(ports.estate, { ...asked, requester: asker.seen, at: ports.clock() });
  if (decision.outcome === 'refused') return { outcome: 'refused', refusal: decision.refusal };
  const unfit = unholdable(ports.estate, asked.scope.role, asker.identity.principal);
  if (unfit !== undefined) return { outcome: 'refused', refusal: unfit };
  const tooMany = await tooManyOpen(ports, { id: asked.id, requester: asker.identity.person });
  if (tooMany !== undefined) return { outcome: 'refused', refusal: tooMany };
  const target = targetOf(ports.estate, asked.scope);
  const reading = readOutlook(ports, decision, asker.identity);
  const request = await record(ports, asker, asked, decision, target);
  if (!isTerminal(request)) {
    await startMachine(ports, request.status === 'pending' ? 'approval' : 'window', request.id);
  }
  const outlook = request.status === 'pending' ? await reading : undefined;
  return { outcome: 'raised', request, ...(outlook === undefined ? {} : { outlook }) };
}

// Beside the recording and never in its way: whether somebody can approve is worth knowing, and decides nothing.
async function readOutlook(
  ports: RaiseAccessPorts,
  { approval }: Allowance,
  requester: Identity,
): Promise<Outlook | undefined> {
  if (approval.kind === 'automatic') return undefined;
  const inTime = within(ports, timeToRead);
  return inTime('read who could approve', whoCouldApprove(ports, approval.stages, requester));
}

async function record(
  ports: RaiseAccessPorts,
  { identity: { person, principal }, session }: AskerSeen,
  asked: AccessAsked,
  decision: Allowance,
  target: Target,
): Promise<Request> {
  const { id, scope, duration, reason } = asked;
  const facts = { id, requester: person, principal, scope, target, duration, reason, decision };
  const written = raise({ ...facts, requestedAt: ports.clock() }, ports.sha256, session);
  return recordFirst(ports.requests, written);
}

/** What carries a scope out, taken down with the request. The policy has allowed the scope. */
export function targetOf(estate: Estate, scope: Scope): Target {
  const cluster = estate.clusters.get(scope.cluster);
  const role = estate.roles.get(scope.role);
  if (cluster === undefined || role === undefined) {
    throw new Error('unreachable: the policy allowed a cluster or role that it does not know');
  }
  return targetIn(cluster, role.grant);
}
