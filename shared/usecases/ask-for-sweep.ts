import type { Account, UsergroupHandle } from '../domain/person.ts';
import type { Refusal } from '../domain/refusal.ts';
import { type IdentifyPorts, identifyAccount } from './identify-account.ts';
import type { Directory } from './ports.ts';
import type { Sweeper } from './sweep-ports.ts';

export interface AskForSweepPorts extends IdentifyPorts {
  readonly directory: Pick<Directory, 'profile' | 'usergroupsOf'>;
  readonly securityUsergroup: UsergroupHandle;
  readonly sweeper: Sweeper;
}

export type AskForSweepAnswer =
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | { readonly outcome: 'started' };

/** Has all clusters swept now, where somebody of security asks for it; they are told what came of it. */
export async function askForSweep(ports: AskForSweepPorts, { userId }: Account): Promise<AskForSweepAnswer> {
  const { directory, securityUsergroup: usergroup } = ports;
  const [identified, memberships] = await Promise.all([
    identifyAccount(ports, userId),
    directory.usergroupsOf(userId, [usergroup]),
  ]);
  if (!identified.identified) return { outcome: 'refused', refusal: identified.refusal };
  if (!memberships.has(usergroup))
    return { outcome: 'refused', refusal: { code: 'may-not-sweep', usergroup } };
  await ports.sweeper.start({ by: userId });
  return { outcome: 'started' };
}
