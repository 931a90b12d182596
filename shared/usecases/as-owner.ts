import { isSlackAccount, type Owner } from '../domain/person.ts';
import type { Request } from '../domain/request.ts';
import { type IdentifyPorts, identifyAccount } from './identify-account.ts';

/**
 * Who acts on a request in Slack that may be theirs. What was asked for while Slack did not answer is bound to no account of
 * Slack's, so there it is asked whom the account stands for now; of every other request the account alone tells.
 */
export async function asOwner(ports: IdentifyPorts, { requester }: Request, by: Owner): Promise<Owner> {
  if (isSlackAccount(requester) || by.username !== undefined) return by;
  const identified = await identifyAccount(ports, by.userId);
  return identified.identified ? { ...by, username: identified.identity.principal.username } : by;
}
