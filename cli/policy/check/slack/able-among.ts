import { identify } from '../../../../shared/domain/identify.ts';
import type { IdentitySource } from '../../../../shared/domain/identity-source.ts';
import type { Workspace } from './workspace.ts';

/**
 * Those of the accounts who can ask and approve: no bot, guest, stranger or deactivated account. One call to Slack for
 * each that is looked at, so it stops at `enough`.
 */
export async function ableAmong(
  accounts: readonly string[],
  enough: number,
  { profile }: Pick<Workspace, 'profile'>,
  identities: readonly IdentitySource[],
): Promise<readonly string[]> {
  const able: string[] = [];
  for (const account of accounts) {
    if (able.length >= enough) break;
    if (identify(await profile(account), identities).identified) able.push(account);
  }
  return able;
}
