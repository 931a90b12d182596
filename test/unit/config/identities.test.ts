import { describe, expect, it } from 'vitest';
import { parseAccessConfig } from '../../../shared/config/load-access-config.ts';
import { complaintAbout, example } from '../../support/access-file.ts';

const sso =
  'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Engineer_0123456789abcdef';
const everybody = `{ strategy: shared-role, emailDomains: [example.com], role: '${sso}' }`;
const contractors =
  "{ name: contractors, strategy: template, emailDomain: contractors.example.com, arn: 'arn:aws:iam::{account}:role/people/{name}', account: '111122223333' }";
const zoe = tableOf("zoe@example.org: { arn: 'arn:aws:iam::111122223333:user/zoe' }");

function tableOf(people: string, said = ''): string {
  return `{ name: others, strategy: table, ${said} people: { ${people} } }`;
}

/** The example with these identities in place of its own. */
function withIdentities(...sources: readonly string[]): string {
  const list = sources.map((source) => `  - ${source}\n`).join('');
  // Who may break the glass is named by address, which the sources of a test need not have.
  const rest = example.replace(/^breakGlass:\n(?: .*\n)+/m, '');
  return rest.replace(/^identities:\n(?: .*\n)+/m, () => `identities:\n${list}`);
}

/** What is said against the sources, without the line. */
function complaint(...sources: readonly string[]): string {
  return complaintAbout(withIdentities(...sources)).replace(/^access\.yaml:\d+: /gm, '');
}

const taken =
  'Somebody else is this principal already. A role that people share belongs in one source, where each has a session name of their own; any other role or user is one person’s.';
const chosen =
  'People can choose the session name of this role, so it does not tell them apart. Use a role under /aws-reserved/sso.amazonaws.com/, or say sessionName: trusted where something else sets it.';
const service = 'This role belongs to an AWS service, which assumes it. Write the role or user of a person.';

describe('identities in access.yaml', () => {
  it('are several sources, each with people of its own', () => {
    expect(complaint(everybody, contractors, zoe)).toBe('accepted');
    const { identities } = parseAccessConfig(withIdentities(everybody, contractors, zoe), 'access.yaml');
    expect(identities.map(({ name, strategy, link }) => [name, strategy, link])).toEqual([
      [undefined, 'shared-role', 'optional'],
      ['contractors', 'template', 'optional'],
      ['others', 'table', 'optional'],
    ]);
  });

  it('a table may name somebody whom another source has by their domain', () => {
    expect(
      complaint(everybody, tableOf("bob@example.com: { arn: 'arn:aws:iam::111122223333:user/bob' }")),
    ).toBe('accepted');
  });

  it('a shared role outside Identity Center is accepted where something sets its session names', () => {
    const role = 'arn:aws:iam::111122223333:role/people/engineer';
    const source = (said: string) =>
      `{ strategy: shared-role, emailDomains: [example.com], role: '${role}'${said} }`;
    expect(complaint(source(''))).toBe(`identities.0.role: ${chosen}`);
    expect(complaint(source(', sessionName: trusted'))).toBe('accepted');
  });

  it.each([
    ['arn:aws:sts::111122223333:assumed-role/ops/alice', /^This is one session, which ends\. Write the role/],
    ['arn:aws:iam::111122223333:instance-profile/nodes', /^This is an instance profile/],
    ['arn:aws:iam::111122223333:role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS', service],
    ['arn:aws:iam::111122223333:role/service-role/lambda', service],
    ['arn:aws:iam::111122223333:root', /^Write the ARN of an IAM role or user/],
    ['alice', /^Write the ARN of an IAM role or user/],
    ['arn:aws:iam::111122223333:role/k8s-access-granter', /^This is a role of the broker/],
    [sso, /^Everybody with this permission set holds the role\. Say what this person’s sessions/],
  ])('nobody can be %s', (arn, problem) => {
    const [path, said] = complaint(tableOf(`zoe@example.org: { arn: '${arn}' }`)).split(': ', 2);
    expect(path).toBe('identities.0.people.zoe@example.org.arn');
    expect(said).toMatch(problem);
  });
});

describe('two people are never one principal', () => {
  const own = (email: string, arn: string) => `${email}: { arn: 'arn:aws:iam::111122223333:${arn}' }`;
  const session = (email: string, sessionName: string) =>
    `${email}: { arn: '${sso}', sessionName: ${sessionName} }`;

  it.each([
    ['one role for two', [tableOf(`${own('a@x.org', 'role/r')}, ${own('b@x.org', 'role/r')}`)], taken],
    [
      'the same in another path',
      [tableOf(`${own('a@x.org', 'role/p/r')}, ${own('b@x.org', 'role/r')}`)],
      taken,
    ],
    ['in capitals', [tableOf(`${own('a@x.org', 'user/R')}, ${own('b@x.org', 'user/r')}`)], taken],
    ['a role of two sources', [everybody, tableOf(session('a@x.org', 'aa'))], taken],
    [
      'one session for two',
      [tableOf(`${session('a@x.org', 'Ann')}, ${session('b@x.org', 'ann')}`)],
      'a@x.org has the same username. Put one of them into a source of its own.',
    ],
    [
      'a session named as an address',
      [tableOf(`${session('a@x.org', 'b@x.org')}, ${own('b@x.org', 'role/b')}`)],
      'a@x.org has the same username. Put one of them into a source of its own.',
    ],
    [
      'what a template gives to another',
      [contractors, tableOf(own('a@x.org', 'role/people/ann')).replace('others', 'more')],
      'By the template, this is ann@contractors.example.com. Name another.',
    ],
    [
      'two templates for one name',
      [contractors, contractors.replaceAll('contractors', 'partners').replace('people/', 'others/')],
      'Another template can give the same role or user to somebody else. Write another name around {name}.',
    ],
    [
      'two templates that overlap',
      [contractors, contractors.replaceAll('contractors', 'partners').replace('people/', 'people/p-')],
      'Another template can give the same role or user to somebody else. Write another name around {name}.',
    ],
    [
      'two sources for one domain',
      [everybody, `${contractors.replace('contractors.example.com', 'example.com')}`],
      'example.com stands in the list already. Name it once.',
    ],
    [
      'two sources without a name',
      [everybody, contractors.replace('name: contractors, ', '')],
      'Another source has no name either, and one alone owns the bare usernames. Give this one a name.',
    ],
    [
      'two sources of one name',
      [contractors, zoe.replace('others', 'contractors')],
      'Another source is called contractors too, so their people would have the same usernames. Give this one a name of its own.',
    ],
  ])('%s', (_, sources, problem) => {
    expect(complaint(...sources)).toMatch(/^identities\.\d[^:]*: /);
    expect(complaint(...sources).replace(/^[^:]*: /, '')).toBe(problem);
  });

  it('people may share a role in one table, and a template may be overridden for somebody', () => {
    expect(complaint(tableOf(`${session('a@x.org', 'ann')}, ${session('b@x.org', 'bob')}`))).toBe('accepted');
    const override = tableOf(own('ann@contractors.example.com', 'role/people/ann'));
    expect(complaint(contractors, override)).toBe('accepted');
  });
});

describe('a source says what is wrong with it', () => {
  const namePlace =
    'arn: Write {name} once, in the name of the role or user, such as arn:aws:iam::{account}:role/people/{name}.';
  it.each([
    ['no strategy', '{ emailDomains: [example.com] }', 'strategy: Write shared-role or template or table.'],
    ['a template without a place for the name', contractors.replace('{name}', 'ann'), namePlace],
    ['a name in the path', contractors.replace('people/{name}', '{name}/role'), namePlace],
    [
      'too much around the name',
      contractors.replace('{name}', `${'x'.repeat(25)}{name}`),
      'arn: A name in IAM has at most 64 characters, and {name} takes up to 40 of them. Write less around it.',
    ],
    [
      'an account that is not said',
      contractors.replace(", account: '111122223333'", ''),
      'arn: Say what {account} stands for: account, with its 12 digits in quotes.',
    ],
    [
      'an account that is a number',
      contractors.replaceAll("'111122223333'", '111122223333'),
      'account: Write the 12 digits of an AWS account in quotes.',
    ],
    [
      'an account for nothing',
      contractors.replace('{account}', '111122223333'),
      'account: The ARN has no {account} that this would stand for. Remove it.',
    ],
    [
      'a template in a permission set',
      contractors.replace('people/', 'aws-reserved/sso.amazonaws.com/'),
      'arn: Identity Center gives its roles to permission sets, not to people. Use the strategy shared-role.',
    ],
    [
      'a session of a user',
      tableOf("zoe@example.org: { arn: 'arn:aws:iam::111122223333:user/zoe', sessionName: zoe }"),
      'people.zoe@example.org.sessionName: An IAM user has no sessions. Remove it.',
    ],
    [
      'an address with a plus sign',
      zoe.replace('zoe@', 'zoe+1@'),
      'people.zoe+1@example.org: Write an email address in small letters: at most 64 letters, digits, dots, hyphens and underscores, without a plus sign.',
    ],
    [
      'a session name that cannot be one',
      tableOf(`zoe@example.org: { arn: '${sso}', sessionName: 'a b' }`),
      'people.zoe@example.org.sessionName: Write the name of a session: 2 to 64 letters, digits and _+=,.@-.',
    ],
  ])('%s', (_, source, problem) => {
    expect(complaint(source)).toBe(`identities.0.${problem}`);
  });
});
