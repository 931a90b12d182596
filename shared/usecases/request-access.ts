import type { Account } from '../domain/person.ts';
import { identifyAccount } from './identify-account.ts';
import { type AccessAnswer, type AccessAsked, type RaiseAccessPorts, raiseAccess } from './raise-access.ts';
import { asRulesSee } from './requester.ts';

export interface AskForAccess extends AccessAsked {
  readonly requester: Account;
}

/** Raises a request for whoever asks in Slack. */
export async function requestAccess(ports: RaiseAccessPorts, ask: AskForAccess): Promise<AccessAnswer> {
  const identified = await identifyAccount(ports, ask.requester.userId);
  if (!identified.identified) return { outcome: 'refused', refusal: identified.refusal };
  const { identity } = identified;
  return raiseAccess(ports, { identity, seen: await asRulesSee(ports, identity.person) }, ask);
}
