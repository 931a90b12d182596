import type { IdentitySource } from '../shared/domain/identity-source.ts';

/** The ARNs of the roles and users that people hold, where `*` stands for a name. No other may be given an entry. */
export function peopleArns(sources: readonly IdentitySource[]): readonly string[] {
  return [...new Set(sources.flatMap(arnsOf))].sort();
}

function arnsOf(source: IdentitySource): readonly string[] {
  switch (source.strategy) {
    case 'shared-role':
      return [source.role];
    case 'template':
      return [`${source.arn.before}*${source.arn.after}`];
    case 'table':
      return [...source.people.values()].map(({ arn }) => arn);
  }
}
