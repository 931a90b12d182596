import * as z from 'zod';
import { readText } from '../../../shared/config/config-error.ts';
import { handle } from '../../../shared/config/parts.ts';
import { checkYaml } from '../../../shared/config/yaml-file.ts';
import type { Requester } from '../../../shared/domain/ask.ts';
import type { Estate } from '../../../shared/domain/estate.ts';

/** The usergroups that a requester may have been in when they asked; one, where it is known. */
export type Memberships = (email: string) => readonly Requester['usergroups'][];

const schema = z.record(
  z.string().regex(/@/, 'Write the address of a person.').toLowerCase(),
  z.array(handle),
);

/** Who was in which usergroups; whoever is not in the file was in none. @throws ConfigError */
export function loadMemberships(path: string): Memberships {
  const text = readText(path, 'Name a file that says the usergroups of each address with --usergroups.');
  const known = checkYaml(schema, text, path, 'write {"alice@example.com": ["payments-team"]}').value;
  return (email) => [new Set(known[email.toLowerCase()] ?? [])];
}

/** Records don't say it, so it is none, or any one of those that rules name for requesters. */
export function unknownMemberships({ rules }: Estate): Memberships {
  const handles = new Set(rules.flatMap(({ when }) => when.requesters?.usergroups ?? []));
  const possible = [new Set<never>(), ...[...handles].map((one) => new Set([one]))];
  return () => possible;
}
