import type { BreakGlassRequest } from '../domain/break-glass.ts';
import type { Account } from '../domain/person.ts';
import type { Refusal } from '../domain/refusal.ts';
import { type IdentifyPorts, identifyAccount } from './identify-account.ts';
import type { RequestQueries } from './ports.ts';

export type UnreviewedAnswer =
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | { readonly outcome: 'listed'; readonly uses: readonly BreakGlassRequest[] };

/** Every break-glass that nobody has reviewed, the oldest first; for members of the company, not for guests. */
export async function listUnreviewed(
  ports: IdentifyPorts & { readonly queries: Pick<RequestQueries, 'unreviewed'> },
  reader: Account,
): Promise<UnreviewedAnswer> {
  const identified = await identifyAccount(ports, reader.userId);
  if (!identified.identified) return { outcome: 'refused', refusal: identified.refusal };
  return { outcome: 'listed', uses: await ports.queries.unreviewed() };
}
