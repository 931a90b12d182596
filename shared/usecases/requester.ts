import type { Requester } from '../domain/ask.ts';
import type { Estate } from '../domain/estate.ts';
import { groupsOfRequesters } from '../domain/memberships.ts';
import type { Person } from '../domain/person.ts';
import type { Directory } from './ports.ts';

/** The person as the rules see them now. Slack is asked for memberships only where a rule mentions a usergroup. */
export async function asRulesSee(
  { directory, estate }: { readonly directory: Pick<Directory, 'usergroupsOf'>; readonly estate: Estate },
  { userId, email }: Person,
): Promise<Requester> {
  const mentioned = [...groupsOfRequesters(estate)];
  const usergroups =
    mentioned.length === 0 ? new Set<never>() : await directory.usergroupsOf(userId, mentioned);
  return { email, usergroups };
}
