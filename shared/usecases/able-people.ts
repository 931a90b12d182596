import { type IdentitySource, identify } from '../domain/identify.ts';
import { type Identity, samePerson } from '../domain/person.ts';
import type { Request } from '../domain/request.ts';
import type { Directory } from './ports.ts';

export interface AblePeoplePorts {
  readonly directory: Pick<Directory, 'profile'>;
  readonly identities: IdentitySource;
}

/**
 * Those of the accounts, in their order, whose approval could still count: members of the company, none of them the
 * requester under another account, who have not approved yet.
 */
export async function ableAmong(
  { directory, identities }: AblePeoplePorts,
  request: Request,
  userIds: readonly string[],
): Promise<readonly Identity[]> {
  const requester: Identity = { person: request.requester, principal: request.principal };
  const excluded = [requester, ...request.approvals.map(({ approver }) => approver)];
  const identified = await Promise.all(
    userIds.map(async (userId) => identify(await directory.profile(userId), identities)),
  );
  return identified.flatMap((one) =>
    one.identified && !excluded.some((other) => samePerson(other, one.identity)) ? [one.identity] : [],
  );
}
