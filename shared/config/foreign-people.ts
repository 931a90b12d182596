import { domainsOf, type IdentitySource, sourceFor } from '../domain/identity-source.ts';
import type { Contradiction } from './contradiction.ts';

/** People of a list in the file who can be identified in no cluster, because of their address. */
export function foreignPeople(
  people: readonly string[] | undefined,
  path: Contradiction['path'],
  identities: readonly IdentitySource[],
): readonly Contradiction[] {
  return (people ?? []).flatMap((email, place) =>
    sourceFor(identities, email) !== undefined
      ? []
      : [
          {
            path: [...path, place],
            problem: `${email} is not an address of ${identities.flatMap(domainsOf).join(', ') || 'anybody in identities'}, so this person can neither ask nor approve. Mend it, or remove it.`,
          },
        ],
  );
}
