import { type IdentitySource, identify } from '../../../../shared/domain/identify.ts';
import type { Workspace } from './workspace.ts';

/**
 * Members of a usergroup who can ask and approve: no bot, guest, stranger or deactivated account. One call to Slack for
 * each member that is looked at, so it stops at `enough`.
 */
export async function ableMembers(
  usergroup: string,
  enough: number,
  { members, profile }: Workspace,
  identities: IdentitySource,
): Promise<readonly string[]> {
  const able: string[] = [];
  for (const member of await members(usergroup)) {
    if (able.length >= enough) break;
    if (identify(await profile(member), identities).identified) able.push(member);
  }
  return able;
}
