import type { RequestId } from '../domain/ids.ts';
import { type Link, unlinked } from '../domain/link.ts';
import { type Account, sameAccount, type UsergroupHandle } from '../domain/person.ts';
import type { Reason } from '../domain/reason.ts';
import type { Refusal } from '../domain/refusal.ts';
import { identifyAccount } from './identify-account.ts';
import { judgeAgain } from './judge-again.ts';
import { type RecheckPorts, recheckPerson } from './recheck-person.ts';

export interface UnlinkPorts extends RecheckPorts {
  /** Whose members may take links away. */
  readonly securityUsergroup: UsergroupHandle;
}

export interface Unlinking {
  readonly by: Account;
  /** Id of the Slack account whose link goes. */
  readonly of: string;
  readonly why: Reason;
}

export type UnlinkAnswer =
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | {
      readonly outcome: 'unlinked';
      readonly link: Link;
      /** What the person held as whom they are no longer, and loses. */
      readonly ended: readonly RequestId[];
    };

/**
 * Records that somebody of security takes a link away, so that the person can link another AWS identity. Nobody does
 * that for themselves: whoever takes over a Slack account must not get to link their own identity with it.
 * What the person holds through the link ends at once.
 * @throws StaleRecordError when others kept writing the link, or what the person holds
 */
export async function unlink(ports: UnlinkPorts, { by, of, why }: Unlinking): Promise<UnlinkAnswer> {
  const { links, directory, securityUsergroup } = ports;
  const identified = await identifyAccount(ports, by.userId);
  if (!identified.identified) return refused(identified.refusal);
  const { person, principal } = identified.identity;
  const isSecurity = (await directory.usergroupsOf(by.userId, [securityUsergroup])).has(securityUsergroup);
  if (!isSecurity) return refused({ code: 'not-security', usergroup: securityUsergroup });
  const account = { teamId: (await directory.profile(of))?.teamId ?? by.teamId, userId: of };
  if (sameAccount(account, by)) return refused({ code: 'own-link', usergroup: securityUsergroup });
  const at = ports.clock();
  const actor = { kind: 'person', person, principalArn: principal.arn } as const;
  const link = await judgeAgain(async () => {
    const standing = await links.find(account);
    if (standing === undefined || standing.status === 'unlinked') return undefined;
    const written = unlinked(standing, why, { at, actor }, ports.sha256);
    await links.save(written);
    return written.link;
  });
  if (link === undefined) return refused({ code: 'not-linked' });
  return { outcome: 'unlinked', link, ended: await recheckPerson(ports, account, at) };
}

function refused(refusal: Refusal): { readonly outcome: 'refused'; readonly refusal: Refusal } {
  return { outcome: 'refused', refusal };
}
