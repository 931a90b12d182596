import { addressPattern } from '../domain/identify.ts';
import type { IdentitySource, TableEntry } from '../domain/identity-source.ts';
import { isIdentityCenterRole, type PrincipalArn } from '../domain/principal-arn.ts';
import type { Contradiction } from './contradiction.ts';
import { identityCollisions } from './identity-collisions.ts';
import type { IdentityInFile } from './identity-schema.ts';
import { readTemplate } from './identity-template.ts';

type Path = Contradiction['path'];

/** The sources of `access.yaml` in the domain's types, and what is wrong with them, each and together. */
export function identitiesOf(
  stated: readonly IdentityInFile[],
  brokers: readonly string[],
): { readonly sources: readonly IdentitySource[]; readonly contradictions: readonly Contradiction[] } {
  const read = stated.map((source, index) => sourceOf(source, ['identities', index]));
  const wrong = read.flatMap((one) => (isSource(one) ? [] : one));
  const sources = read.filter(isSource);
  if (wrong.length > 0) return { sources, contradictions: wrong };
  return { sources, contradictions: identityCollisions(sources, brokers) };
}

function isSource(read: IdentitySource | readonly Contradiction[]): read is IdentitySource {
  return 'strategy' in read;
}

function sourceOf(stated: IdentityInFile, path: Path): IdentitySource | readonly Contradiction[] {
  const { name, link } = stated;
  const facts = { link, ...(name !== undefined && { name }) };
  switch (stated.strategy) {
    case 'shared-role': {
      const { strategy, emailDomains, role } = stated;
      const wrong = tellsPeopleApart(role, stated) ? [] : [{ path: [...path, 'role'], problem: chosenNames }];
      return wrong.length > 0 ? wrong : { ...facts, strategy, emailDomains, role };
    }
    case 'template': {
      const { strategy, emailDomain } = stated;
      const read = readTemplate(stated, path);
      return 'problem' in read ? [read] : { ...facts, strategy, emailDomain, arn: read };
    }
    case 'table': {
      const entries = Object.entries(stated.people);
      const wrong = entries.flatMap(([email, entry]) => entryMistakes(email, entry, stated, path));
      if (wrong.length > 0) return wrong;
      return { ...facts, strategy: 'table', people: new Map(entries.map(withoutGaps)) };
    }
  }
}

const chosenNames =
  'People can choose the session name of this role, so it does not tell them apart. Use a role under /aws-reserved/sso.amazonaws.com/, or say sessionName: trusted where something else sets it.';

type Table = Extract<IdentityInFile, { strategy: 'table' }>;
type EntryInFile = Table['people'][string];

// Only in a role of Identity Center do people not choose their session name themselves.
function tellsPeopleApart(
  role: PrincipalArn,
  { sessionName }: { readonly sessionName?: 'trusted' | undefined },
) {
  return sessionName === 'trusted' || isIdentityCenterRole(role);
}

function entryMistakes(
  email: string,
  { arn, sessionName }: EntryInFile,
  table: Table,
  path: Path,
): readonly Contradiction[] {
  const at = [...path, 'people', email];
  if (!addressPattern.test(email) || email !== email.toLowerCase()) {
    const problem =
      'Write an email address in small letters: at most 64 letters, digits, dots, hyphens and underscores, without a plus sign.';
    return [{ path: at, problem, isAboutKey: true }];
  }
  if (sessionName === undefined && isIdentityCenterRole(arn)) {
    const problem =
      'Everybody with this permission set holds the role. Say what this person’s sessions are called: sessionName.';
    return [{ path: [...at, 'arn'], problem }];
  }
  if (sessionName !== undefined && arn.includes(':user/')) {
    return [{ path: [...at, 'sessionName'], problem: 'An IAM user has no sessions. Remove it.' }];
  }
  return sessionName === undefined || tellsPeopleApart(arn, table)
    ? []
    : [{ path: [...at, 'arn'], problem: chosenNames }];
}

function withoutGaps([email, { arn, sessionName }]: [string, EntryInFile]): [string, TableEntry] {
  return [email, sessionName === undefined ? { arn } : { arn, sessionName }];
}
