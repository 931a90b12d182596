import type { Requester } from '../domain/ask.ts';
import type { Caller } from '../domain/caller.ts';
import { decide } from '../domain/decide.ts';
import { isSameForAllGroups } from '../domain/memberships.ts';
import { type Identity, isSlackAccount } from '../domain/person.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Request } from '../domain/request.ts';
import { sameScope } from '../domain/scope.ts';
import { type AccessAnswer, type AccessAsked, type RaiseAccessPorts, raiseAccess } from './raise-access.ts';
import { type RecogniseCallerPorts, recogniseCaller } from './recognise-caller.ts';
import { asRulesSee } from './requester.ts';

export interface RequestAsCallerPorts extends RaiseAccessPorts, RecogniseCallerPorts {
  readonly directory: RaiseAccessPorts['directory'];
}

/**
 * Raises a request for whoever calls with AWS credentials, by the same rules as in Slack. While Slack does not answer,
 * only what no usergroup decides and, unless their account is known, nobody has to approve.
 */
export async function requestAsCaller(
  ports: RequestAsCallerPorts,
  caller: Caller,
  asked: AccessAsked,
): Promise<AccessAnswer> {
  const recognised = await recogniseCaller(ports, caller);
  if (recognised.outcome === 'refused') return recognised;
  const { identity, slackAnswers } = recognised;
  const seen = slackAnswers ? await seenBySlack(ports, identity) : undefined;
  const withoutSlack = seen === undefined ? judgeWithoutSlack(ports, identity, asked) : undefined;
  if (withoutSlack !== undefined) return { outcome: 'refused', refusal: withoutSlack };
  const asker = { identity, seen: seen ?? unseen(identity), session: caller.arn };
  const answer = await raiseAccess(ports, asker, asked);
  return answer.outcome === 'raised' && !isSameAsk(answer.request, asked)
    ? { outcome: 'refused', refusal: { code: 'key-used', id: asked.id } }
    : answer;
}

// Slack may stop answering between two questions.
async function seenBySlack(ports: RequestAsCallerPorts, identity: Identity): Promise<Requester | undefined> {
  try {
    return await asRulesSee(ports, identity.person);
  } catch (error) {
    ports.reporter.failed('ask Slack which usergroups the caller is in', error);
    return undefined;
  }
}

function unseen({ person }: Identity): Requester {
  return { email: person.email, usergroups: new Set() };
}

function judgeWithoutSlack(
  { estate, clock }: RequestAsCallerPorts,
  identity: Identity,
  asked: AccessAsked,
): Refusal | undefined {
  const ask = { ...asked, requester: unseen(identity), at: clock() };
  if (!isSameForAllGroups(estate, ask)) return { code: 'slack-needed', for: 'memberships' };
  // Whoever approves is asked about the requester's account, which must be known for it.
  return decide(estate, ask).outcome === 'needs-approval' && !isSlackAccount(identity.person)
    ? { code: 'slack-needed', for: 'approval' }
    : undefined;
}

// Approvers may have allowed less since.
function isSameAsk({ asked: first, ...request }: Request, { scope, duration, reason }: AccessAsked): boolean {
  const terms = first ?? request;
  return sameScope(terms.scope, scope) && terms.duration === duration && request.reason === reason;
}
