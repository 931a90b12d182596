import { longestLocalPart } from '../domain/identify.ts';
import type { PrincipalTemplate } from '../domain/identity-source.ts';
import { isIdentityCenterRole, parsePrincipalArn } from '../domain/principal-arn.ts';
import type { Contradiction } from './contradiction.ts';
import type { IdentityInFile } from './identity-schema.ts';

type Stated = Extract<IdentityInFile, { strategy: 'template' }>;

const longestName = 'n'.repeat(longestLocalPart);

/** Takes the ARN apart around {name}. Whatever address comes, the ARN is then one of a role or user. */
export function readTemplate(
  { arn, account }: Stated,
  path: Contradiction['path'],
): PrincipalTemplate | Contradiction {
  const wrong = (problem: string): Contradiction => ({ path: [...path, 'arn'], problem });
  if (arn.includes('{account}') !== (account !== undefined)) {
    return account === undefined
      ? wrong('Say what {account} stands for: account, with its 12 digits in quotes.')
      : {
          path: [...path, 'account'],
          problem: 'The ARN has no {account} that this would stand for. Remove it.',
        };
  }
  const [before, after, ...more] = arn.replace('{account}', account ?? '').split('{name}');
  if (before === undefined || after === undefined || more.length > 0 || after.includes('/')) {
    return wrong(
      'Write {name} once, in the name of the role or user, such as arn:aws:iam::{account}:role/people/{name}.',
    );
  }
  const longest = parsePrincipalArn(`${before}${longestName}${after}`);
  if (!longest.ok) {
    const fitting = parsePrincipalArn(`${before}n${after}`);
    return wrong(
      fitting.ok
        ? `A name in IAM has at most 64 characters, and {name} takes up to ${longestLocalPart} of them. Write less around it.`
        : fitting.problem,
    );
  }
  return isIdentityCenterRole(longest.value)
    ? wrong(
        'Identity Center gives its roles to permission sets, not to people. Use the strategy shared-role.',
      )
    : { before, after };
}
