import type { Identification } from './identify.ts';
import { type IdentitySource, sharedPrincipal, sourceFor, usernamePrefixOf } from './identity-source.ts';
import { type Link, type Pin, pinOf } from './link.ts';
import { type Account, type Identity, type Principal, sameAccount } from './person.ts';
import { principalKey } from './principal-arn.ts';
import type { IdentityRefusal } from './refusal.ts';

/** What is known of links about somebody who was identified by their address. */
export interface LinksSeen {
  /** Of their account. */
  readonly link: Link | undefined;
  /** The account whose link pins the principal that their address gives. */
  readonly holder: Account | undefined;
}

/** Who somebody is, when links count too: as their link pins it, else by their address, unless that is taken. */
export function identifyLinked(
  { person, principal }: Identity,
  sources: readonly IdentitySource[],
  { link, holder }: LinksSeen,
): Identification {
  const source = sourceFor(sources, person.email);
  const pinned =
    source !== undefined && link?.status === 'linked' && link.email === person.email
      ? pinnedPrincipal(source, principal, link.pin)
      : undefined;
  if (pinned !== undefined) return { identified: true, identity: { person, principal: pinned } };
  if (source?.link === 'required') {
    return { identified: false, refusal: { code: 'link-required', why: whatLacks(link, person.email) } };
  }
  if (holder !== undefined && !sameAccount(holder, person)) {
    return { identified: false, refusal: { code: 'principal-taken' } };
  }
  return { identified: true, identity: { person, principal } };
}

function whatLacks(
  link: Link | undefined,
  email: string,
): Extract<IdentityRefusal, { code: 'link-required' }>['why'] {
  if (link === undefined || link.status === 'unlinked') return 'never-linked';
  return link.status === 'linked' && link.email === email ? 'another-identity' : 'address-changed';
}

/** The principal that the pin makes of what the source says, or nothing where the source says another one. */
export function pinnedPrincipal(source: IdentitySource, said: Principal, pin: Pin): Principal | undefined {
  if (principalKey(pin.arn) !== principalKey(said.arn)) return undefined;
  if (pin.sessionName === undefined) return said.holder === 'personal' ? said : undefined;
  if (said.holder === 'personal') return undefined;
  if (source.strategy === 'table') return pinOf(said).sessionName === pin.sessionName ? said : undefined;
  return sharedPrincipal(said.arn, usernamePrefixOf(source), pin.sessionName);
}
