import { identify } from '../domain/identify.ts';
import { after } from '../domain/instant.ts';
import { codeLife, type LinkCode, type LinkCodeOffer } from '../domain/link-code.ts';
import type { Account } from '../domain/person.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { IdentifyPorts } from './identify-account.ts';
import type { LinkCodes } from './link-ports.ts';

export interface IssueLinkCodePorts extends IdentifyPorts {
  readonly codes: LinkCodes;
  readonly newLinkCode: () => LinkCode;
}

export type LinkCodeAnswer = { readonly outcome: 'refused'; readonly refusal: Refusal } | LinkCodeOffer;

/** Gives a member of the company a code, which they alone may see, to link their account with their AWS identity. */
export async function issueLinkCode(
  { directory, identities, links, codes, ...ports }: IssueLinkCodePorts,
  account: Account,
): Promise<LinkCodeAnswer> {
  const identified = identify(await directory.profile(account.userId), identities);
  if (!identified.identified) return { outcome: 'refused', refusal: identified.refusal };
  const { person, principal } = identified.identity;
  const link = await links.find(person);
  if (link?.status === 'linked' && link.email === person.email) {
    return { outcome: 'linked-already', pin: link.pin };
  }
  const code = ports.newLinkCode();
  const { teamId, userId, email } = person;
  const expiresAt = after(ports.clock(), codeLife);
  await codes.issue(ports.sha256(code), { teamId, userId, email, expiresAt });
  return { outcome: 'issued', code, expiresAt, principal };
}
