import { type Identity, samePerson } from '../domain/person.ts';
import type { Request } from '../domain/request.ts';
import { type IdentifyPorts, identifyAccount } from './identify-account.ts';

/**
 * Those of the accounts, in their order, whose approval could still count: members of the company, none of them the
 * requester under another account, who have not approved yet.
 */
export async function ableAmong(
  ports: IdentifyPorts,
  request: Request,
  userIds: readonly string[],
): Promise<readonly Identity[]> {
  const requester: Identity = { person: request.requester, principal: request.principal };
  const excluded = [requester, ...request.approvals.map(({ approver }) => approver)];
  const identified = await Promise.all(userIds.map((userId) => identifyAccount(ports, userId)));
  return identified.flatMap((one) =>
    one.identified && !excluded.some((other) => samePerson(other, one.identity)) ? [one.identity] : [],
  );
}
