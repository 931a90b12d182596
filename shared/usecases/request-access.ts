import type { Allowance } from '../domain/allowance.ts';
import { decide } from '../domain/decide.ts';
import type { Duration } from '../domain/duration.ts';
import type { Estate } from '../domain/estate.ts';
import type { RequestId } from '../domain/ids.ts';
import type { Outlook } from '../domain/outlook.ts';
import type { Identity } from '../domain/person.ts';
import type { Reason } from '../domain/reason.ts';
import type { Refusal } from '../domain/refusal.ts';
import { isTerminal, type Request, type Target } from '../domain/request.ts';
import type { Scope } from '../domain/scope.ts';
import { raise } from '../domain/transition.ts';
import { type CarryOnPorts, startMachine } from './carry-on.ts';
import { type IdentifyPorts, identifyAccount } from './identify-account.ts';
import { type InTimePorts, within } from './in-time.ts';
import { type OpenWindowsPorts, tooManyOpen } from './open-windows-cap.ts';
import type { Clock, Directory, Requests, Sha256 } from './ports.ts';
import { mustFind } from './record-change.ts';
import { asRulesSee } from './requester.ts';
import { whoCouldApprove } from './who-could-approve.ts';

export interface RequestAccessPorts extends CarryOnPorts, OpenWindowsPorts, InTimePorts, IdentifyPorts {
  readonly requests: Requests;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly sha256: Sha256;
  readonly estate: Estate;
}

export interface AskForAccess {
  /** Derived from the delivery that asks, so that a repeated delivery finds the first one's record. */
  readonly id: RequestId;
  readonly requester: { readonly teamId: string; readonly userId: string };
  readonly scope: Scope;
  readonly duration: Duration;
  readonly reason: Reason;
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

/** Raises a request: records it if the policy allows it, then starts what carries it on. Refusals leave no trace. */
export async function requestAccess(ports: RequestAccessPorts, ask: AskForAccess): Promise<AccessAnswer> {
  const identified = await identifyAccount(ports, ask.requester.userId);
  if (!identified.identified) return { outcome: 'refused', refusal: identified.refusal };
  const requester = await asRulesSee(ports, identified.identity.person);
  const decision = decide(ports.estate, { ...ask, requester, at: ports.clock() });
  if (decision.outcome === 'refused') return { outcome: 'refused', refusal: decision.refusal };
  const tooMany = await tooManyOpen(ports, ask);
  if (tooMany !== undefined) return { outcome: 'refused', refusal: tooMany };
  const target = targetOf(ports.estate, ask.scope);
  const reading = readOutlook(ports, decision, identified.identity);
  const request = await record(ports, ask, identified.identity, decision, target);
  if (!isTerminal(request)) {
    await startMachine(ports, request.status === 'pending' ? 'approval' : 'window', request.id);
  }
  const outlook = request.status === 'pending' ? await reading : undefined;
  return { outcome: 'raised', request, ...(outlook === undefined ? {} : { outlook }) };
}

// Beside the recording and never in its way: whether somebody can approve is worth knowing, and decides nothing.
async function readOutlook(
  ports: RequestAccessPorts,
  { approval }: Allowance,
  requester: Identity,
): Promise<Outlook | undefined> {
  if (approval.kind === 'automatic') return undefined;
  const inTime = within(ports, timeToRead);
  return inTime('read who could approve', whoCouldApprove(ports, approval.stages, requester));
}

async function record(
  ports: RequestAccessPorts,
  ask: AskForAccess,
  { person, principal }: Identity,
  decision: Allowance,
  target: Target,
): Promise<Request> {
  const { id, scope, duration, reason } = ask;
  const asked = { id, requester: person, principal, scope, target, duration, reason, decision };
  const written = raise({ ...asked, requestedAt: ports.clock() }, ports.sha256);
  const created = await ports.requests.create(written);
  return created === 'created' ? written.request : mustFind(ports.requests, id);
}

function targetOf(estate: Estate, scope: Scope): Target {
  const cluster = estate.clusters.get(scope.cluster);
  const role = estate.roles.get(scope.role);
  if (cluster === undefined || role === undefined) {
    throw new Error('unreachable: the policy allowed a cluster or role that it does not know');
  }
  const { name, region, brokers } = cluster;
  return { cluster: name, region, brokers, grant: role.grant };
}
