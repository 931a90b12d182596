import { decideExtension } from '../domain/decide-extension.ts';
import type { Duration } from '../domain/duration.ts';
import type { Estate } from '../domain/estate.ts';
import type { RequestId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import { mayExtend } from '../domain/may-extend.ts';
import { type Account, type Person, samePrincipal } from '../domain/person.ts';
import type { Reason } from '../domain/reason.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { InStatus, Request } from '../domain/request.ts';
import { raise } from '../domain/transition.ts';
import { asOwner } from './as-owner.ts';
import { type CarryOnPorts, startMachine } from './carry-on.ts';
import { findExtended } from './find-extended.ts';
import { type IdentifyPorts, identifyAccount } from './identify-account.ts';
import { judgeAgain } from './judge-again.ts';
import type { Clock, Directory, RequestPairs, Requests } from './ports.ts';
import { afterChange, type RecordPorts } from './record-change.ts';
import { asRulesSee } from './requester.ts';
import { requesterActor } from './requester-actor.ts';

export interface ExtendPorts extends RecordPorts, CarryOnPorts, IdentifyPorts {
  readonly requests: Requests & RequestPairs;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly estate: Estate;
}

/** Somebody who wants more time, and has still to say how much and why. */
export interface ExtensionDraft {
  /** Of the request, or of one of its extensions. */
  readonly of: RequestId;
  readonly by: Account;
}

export interface AskForTime extends ExtensionDraft {
  /** Of the extension; derived from the delivery that asks, so that a repeated delivery finds the first one's record. */
  readonly id: RequestId;
  readonly duration: Duration;
  readonly reason: Reason;
}

export type ExtendAnswer =
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | { readonly outcome: 'raised'; readonly request: Request };

/** The open request and its holder, as whom Slack knows them now. */
export type Extendable =
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | {
      readonly outcome: 'extendable';
      readonly request: InStatus<'active'>;
      readonly requester: Person;
      /** The moment of judging, which is before the window's end. */
      readonly at: Instant;
    };

/**
 * Raises a request for more time in an open window, for as much of it as the rule leaves. It is a record of its own,
 * which its request notes in the same transaction: of two at once one is written, and the other is told of it.
 * @throws StaleRecordError when others kept writing the request
 */
export async function extendAccess(ports: ExtendPorts, ask: AskForTime): Promise<ExtendAnswer> {
  return judgeAgain(async () => {
    const earlier = await ports.requests.find(ask.id);
    const extension = earlier === undefined ? await judgeAndRecord(ports, ask) : raised(earlier);
    if (extension.outcome === 'raised') await carryOn(ports, extension.request);
    return extension;
  });
}

async function judgeAndRecord(ports: ExtendPorts, ask: AskForTime): Promise<ExtendAnswer> {
  const extendable = await findExtendable(ports, ask);
  if (extendable.outcome === 'refused') return extendable;
  const { request, requester, at } = extendable;
  const { scope, principal, target, window } = request;
  const seen = await asRulesSee(ports, requester);
  const judged = decideExtension(ports.estate, { ...ask, requester: seen, scope, at }, window);
  if (judged.outcome === 'refused') return judged;
  const { decision, duration, longest } = judged;
  const { grantedAt, closesAt } = window;
  const written = raise(
    {
      ...{ id: ask.id, requester, principal, scope, target, duration, reason: ask.reason, decision },
      ...{ requestedAt: at, extends: request.id, extending: { grantedAt, closesAt, longest } },
    },
    ports.sha256,
  );
  const actor = requesterActor(request);
  const noting = { type: 'ask-extension', at, actor, extension: ask.id, duration } as const;
  await ports.requests.saveTogether(written, afterChange(request, noting, ports.sha256));
  return raised(written.request);
}

/** Whether the person may ask for more time now: also asked before they are asked for how much, and why. */
export async function findExtendable(ports: ExtendPorts, { of, by }: ExtensionDraft): Promise<Extendable> {
  const request = await findExtended(ports.requests, of);
  if (request === undefined) return refused({ code: 'unknown-request', id: of });
  const latest = request.extension && (await ports.requests.find(request.extension));
  const at = ports.clock();
  const judgement = mayExtend(request, latest, await asOwner(ports, request, by), at);
  if (!judgement.allowed) {
    // Whoever asked for the one under way may have died before its machine was started.
    if (judgement.refusal.code === 'extension-under-way' && latest) await carryOn(ports, latest);
    return refused(judgement.refusal);
  }
  const identified = await identifyAccount(ports, by.userId);
  if (!identified.identified) return refused(identified.refusal);
  const { person, principal } = identified.identity;
  // Access is given to a username through a role or user, and both must still be the person's who asks.
  if (!samePrincipal(principal, request.principal)) return refused({ code: 'another-principal' });
  return { outcome: 'extendable', request: judgement.request, requester: person, at };
}

async function carryOn(ports: ExtendPorts, { id, status }: Request): Promise<void> {
  if (status === 'pending') await startMachine(ports, 'approval', id);
  if (status === 'approved') await startMachine(ports, 'window', id);
}

function raised(request: Request): { readonly outcome: 'raised'; readonly request: Request } {
  return { outcome: 'raised', request };
}

function refused(refusal: Refusal): { readonly outcome: 'refused'; readonly refusal: Refusal } {
  return { outcome: 'refused', refusal };
}
