import type { Allowance } from '../domain/allowance.ts';
import type { BreakGlass } from '../domain/break-glass.ts';
import type { Duration } from '../domain/duration.ts';
import type { Estate } from '../domain/estate.ts';
import type { RequestId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { Identity } from '../domain/person.ts';
import type { Reason } from '../domain/reason.ts';
import { isTerminal, type Request } from '../domain/request.ts';
import type { Scope } from '../domain/scope.ts';
import { raise } from '../domain/transition.ts';
import { type OpenAtOncePorts, openAtOnce } from './carry-on.ts';
import type { Requests, Sha256 } from './ports.ts';
import { targetOf } from './raise-access.ts';
import { recordFirst } from './record-change.ts';

export interface RaiseAtOncePorts extends OpenAtOncePorts {
  readonly requests: Requests;
  readonly sha256: Sha256;
  readonly estate: Estate;
}

/** What a rule of break-glass allows: in an emergency, or to try it out. */
export interface AllowedAtOnce {
  readonly id: RequestId;
  readonly requester: Identity;
  readonly scope: Scope;
  readonly duration: Duration;
  readonly reason: Reason;
  readonly decision: Allowance;
  readonly breakGlass: BreakGlass;
  readonly requestedAt: Instant;
  /** The AWS session that the call was signed with, where it came over the command line. */
  readonly session?: string;
}

/**
 * Records what opens without approval and has it opened, which pages before anything is made. Asked twice with one id, it
 * is one; answers the record as it is then.
 */
export async function raiseAtOnce(
  ports: RaiseAtOncePorts,
  { requester: { person, principal }, session, ...allowed }: AllowedAtOnce,
): Promise<Request> {
  const { id, scope } = allowed;
  const target = targetOf(ports.estate, scope);
  const written = raise({ ...allowed, requester: person, principal, target }, ports.sha256, session);
  const request = await recordFirst(ports.requests, written);
  if (!isTerminal(request)) await openAtOnce(ports, id);
  return request;
}
