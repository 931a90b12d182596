import type { Contradiction } from './contradiction.ts';

/** People of a list in the file who can be identified in no cluster, because of their address. */
export function foreignPeople(
  people: readonly string[] | undefined,
  path: Contradiction['path'],
  domains: readonly string[],
): readonly Contradiction[] {
  return (people ?? []).flatMap((email, place) =>
    domains.includes(email.slice(email.indexOf('@') + 1))
      ? []
      : [
          {
            path: [...path, place],
            problem: `${email} is not an address of ${domains.join(', ')}, so this person can neither ask nor approve. Mend it, or remove it.`,
          },
        ],
  );
}
