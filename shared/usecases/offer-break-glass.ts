import { type BreakGlassOffer, offerBreakGlass } from '../domain/break-glass-offer.ts';
import type { Account } from '../domain/person.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { BreakGlassPorts } from './break-glass.ts';
import { usergroupsFor } from './break-glass.ts';
import { type IdentifyPorts, identifyAccount } from './identify-account.ts';

export type OfferPorts = Pick<
  BreakGlassPorts,
  'directory' | 'estate' | 'breakGlassRules' | 'reporter' | 'clock'
> &
  IdentifyPorts;

export type OfferAnswer =
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | { readonly outcome: 'offered'; readonly offer: BreakGlassOffer };

/** What the person may open at once, for a form to choose from. Opening judges anew. */
export async function offerToBreakGlass(ports: OfferPorts, account: Account): Promise<OfferAnswer> {
  const identified = await identifyAccount(ports, account.userId);
  if (!identified.identified) return { outcome: 'refused', refusal: identified.refusal };
  const { person } = identified.identity;
  const requester = { email: person.email, usergroups: await usergroupsFor(ports, person) };
  const offer = offerBreakGlass(ports.breakGlassRules, ports.estate, requester, ports.clock());
  return offer === undefined
    ? { outcome: 'refused', refusal: { code: 'no-break-glass-for-you' } }
    : { outcome: 'offered', offer };
}
