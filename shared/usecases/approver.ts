import type { Judged } from '../domain/audit-event.ts';
import type { Decision } from '../domain/decide.ts';
import { decideExtensionAgain } from '../domain/decide-extension.ts';
import type { Estate } from '../domain/estate.ts';
import { isExtension } from '../domain/extension.ts';
import type { Identification } from '../domain/identify.ts';
import type { RequestId } from '../domain/ids.ts';
import { decideTerms, type PolicyNow } from '../domain/less.ts';
import type { Approver } from '../domain/may-approve.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { MessageRef, Request } from '../domain/request.ts';
import { consideredOf, sourcesOf } from '../domain/roster.ts';
import { approversOf } from '../domain/stages-now.ts';
import type { Terms } from '../domain/terms.ts';
import { type IdentifyPorts, identifyAccount } from './identify-account.ts';
import type { Clock, Directory, Requests } from './ports.ts';
import { type RostersRead, readRosters } from './read-rosters.ts';
import { mustFind } from './record-change.ts';
import { asRulesSee } from './requester.ts';

export interface ApproverPorts extends IdentifyPorts {
  readonly requests: Requests;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly estate: Estate;
}

/** A click on a card's button: on which request, by whom, and where the card stands. */
export interface Click {
  readonly id: RequestId;
  readonly approver: { readonly teamId: string; readonly userId: string };
  readonly card?: MessageRef;
  /** The AWS session that signed it, where it is no click but a call of the command line. */
  readonly session?: string;
}

export type Judging =
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | {
      readonly outcome: 'ready';
      readonly approver: Approver;
      readonly decision: Decision;
      /** Who the requester's account is now. */
      readonly requester: Identification;
      readonly policy: PolicyNow;
      /** Whom the approvers' sources stand for now, as far as that can be known. */
      readonly approvers: RostersRead;
      /** What goes into the record beside the decision. */
      readonly judged: Judged;
    };

/**
 * What a click must be judged by, all of it as it is now: both people, whom the approvers' sources stand for, and the
 * policy.
 * @param terms what the click is about: all that the request asks for, or less
 */
export async function readForJudging(
  ports: ApproverPorts,
  request: Request,
  { approver: clicker, session }: Click,
  terms: Terms,
): Promise<Judging> {
  const [identified, requester] = await Promise.all([
    identifyAccount(ports, clicker.userId),
    identifyAccount(ports, request.requester.userId),
  ]);
  if (!identified.identified) return { outcome: 'refused', refusal: identified.refusal };
  const person = requester.identified ? requester.identity.person : request.requester;
  const policy = { estate: ports.estate, requester: await asRulesSee(ports, person), at: ports.clock() };
  const decision = await decideAgain(ports, request, policy, terms);
  const approvers = await readRosters(ports.directory, approversOf(request, decision));
  const { rosters, unknown } = approvers;
  const approver = {
    ...{ ...identified.identity, sources: sourcesOf(clicker.userId, rosters), unknown },
    ...(session === undefined ? {} : { session }),
  };
  const judged = { ...ruleOf(decision), considered: consideredOf(rosters) };
  return { outcome: 'ready', approver, decision, requester, policy, approvers, judged };
}

async function decideAgain(
  { requests }: ApproverPorts,
  request: Request,
  policy: PolicyNow,
  terms: Terms,
): Promise<Decision> {
  if (!isExtension(request)) return decideTerms(policy, request, terms);
  const { estate, requester, at } = policy;
  const ask = { ...request, ...terms, requester, at };
  return decideExtensionAgain(estate, ask, request, await mustFind(requests, request.extends));
}

function ruleOf(decision: Decision): Pick<Judged, 'rule'> {
  return decision.outcome === 'refused' ? {} : { rule: { name: decision.rule, hash: decision.ruleHash } };
}
