import { type IdentitySource, principalIn, usernamePrefixOf } from '../domain/identity-source.ts';
import { principalKey } from '../domain/principal-arn.ts';
import type { Contradiction } from './contradiction.ts';
import { templateCollisions } from './template-collisions.ts';

/** What would make two people one principal, or one person two, over all of the sources. */
export function identityCollisions(
  sources: readonly IdentitySource[],
  brokers: readonly string[],
): readonly Contradiction[] {
  const uses = sources.flatMap(usesOf);
  return [
    ...repeatedNames(sources),
    ...repeatedPeople(sources),
    ...uses.flatMap((use, place) =>
      uses.slice(0, place).some((earlier) => collide(earlier, use))
        ? [{ path: use.path, problem: taken }]
        : [],
    ),
    ...sources.flatMap(repeatedUsernames),
    ...templateCollisions(sources, uses),
    ...brokersAmong(uses, brokers),
  ];
}

/** One role or user in the file: where, and whether one person is it or the people of a source share it. */
export interface Use {
  readonly path: Contradiction['path'];
  readonly source: IdentitySource;
  readonly key: string;
  /** The address of the one person. */
  readonly by?: string;
}

const taken =
  'Somebody else is this principal already. A role that people share belongs in one source, where each has a session name of their own; any other role or user is one person’s.';

function usesOf(source: IdentitySource, index: number): readonly Use[] {
  switch (source.strategy) {
    case 'shared-role':
      return [{ path: ['identities', index, 'role'], source, key: principalKey(source.role) }];
    case 'template':
      return [];
    case 'table':
      return [...source.people].map(([by, { arn, sessionName }]) => {
        const use = { path: ['identities', index, 'people', by, 'arn'], source, key: principalKey(arn) };
        return sessionName === undefined ? { ...use, by } : use;
      });
  }
}

// A cluster has one access entry for a role, and so one username template for all who share it.
function collide(one: Use, other: Use): boolean {
  const shareIt = one.source === other.source && one.by === undefined && other.by === undefined;
  return one.key === other.key && !shareIt;
}

function brokersAmong(uses: readonly Use[], brokers: readonly string[]): readonly Contradiction[] {
  const theirs = new Set(brokers.map(principalKey));
  const problem = 'This is a role of the broker, which gives access to people and has none. Name another.';
  return uses.flatMap(({ path, key }) => (theirs.has(key) ? [{ path, problem }] : []));
}

function repeatedNames(sources: readonly IdentitySource[]): readonly Contradiction[] {
  const prefixes = sources.map(usernamePrefixOf);
  return sources.flatMap(({ name }, index) => {
    if (prefixes.indexOf(usernamePrefixOf({ ...(name !== undefined && { name }) })) === index) return [];
    const problem =
      name === undefined
        ? 'Another source has no name either, and one alone owns the bare usernames. Give this one a name.'
        : `Another source is called ${name} too, so their people would have the same usernames. Give this one a name of its own.`;
    return [{ path: ['identities', index, ...(name === undefined ? [] : ['name'])], problem }];
  });
}

function repeatedPeople(sources: readonly IdentitySource[]): readonly Contradiction[] {
  const seen = new Set<string>();
  return sources.flatMap((source, index) =>
    whomItHas(source).flatMap(([place, who]) => {
      const isNew = !seen.has(who);
      seen.add(who);
      return isNew
        ? []
        : [
            {
              path: ['identities', index, ...place],
              problem: `${who} stands in the list already. Name it once.`,
            },
          ];
    }),
  );
}

function whomItHas(source: IdentitySource): readonly (readonly [Contradiction['path'], string])[] {
  switch (source.strategy) {
    case 'shared-role':
      return source.emailDomains.map((domain, place) => [['emailDomains', place], domain]);
    case 'template':
      return [[['emailDomain'], source.emailDomain]];
    case 'table':
      return [...source.people.keys()].map((email) => [['people', email], email]);
  }
}

// Identity Center takes session names that differ in capitals alone for one, and so do people.
function repeatedUsernames(source: IdentitySource, index: number): readonly Contradiction[] {
  if (source.strategy !== 'table') return [];
  const emails = [...source.people.keys()];
  const usernames = emails.map((email) => principalIn(source, email)?.username.toLowerCase());
  return emails.flatMap((email, place) => {
    if (usernames.indexOf(usernames[place]) === place) return [];
    const problem = `${emails[usernames.indexOf(usernames[place])]} has the same username. Put one of them into a source of its own.`;
    return [{ path: ['identities', index, 'people', email], problem }];
  });
}
