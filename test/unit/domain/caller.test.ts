import { describe, expect, it } from 'vitest';
import { identifyCaller } from '../../../shared/domain/caller.ts';
import type { IdentitySource } from '../../../shared/domain/identity-source.ts';
import { isOwn, isSlackAccount, samePerson } from '../../../shared/domain/person.ts';
import { parsePrincipalArn } from '../../../shared/domain/principal-arn.ts';
import { alice, bob, identities, must } from '../../support/records.ts';

const account = '111122223333';
const role = 'AWSReservedSSO_Engineer_0123456789abcdef';
const session = (name: string, of = role, where = account) =>
  `arn:aws:sts::${where}:assumed-role/${of}/${name}`;
const calling = (arn: string) => identifyCaller({ arn }, identities);

describe('who a caller with AWS credentials is', () => {
  it('a session of the Identity Center role is the person of that address, as in Slack', () => {
    const called = calling(session('alice@example.com'));
    if (!called.identified) throw new Error(called.refusal.code);
    expect(called.identity.principal).toEqual(alice.principal);
    expect(samePerson(called.identity, alice)).toBe(true);
    expect(samePerson(called.identity, bob)).toBe(false);
  });

  it('has no Slack account yet, and what they asked for is theirs by their username', () => {
    const called = calling(session('alice@example.com'));
    if (!called.identified) throw new Error(called.refusal.code);
    const { person, principal } = called.identity;
    expect(isSlackAccount(person)).toBe(false);
    expect(isOwn(alice, person)).toBe(false);
    expect(isOwn(alice, { ...person, username: principal.username })).toBe(true);
    expect(isOwn(bob, { ...person, username: principal.username })).toBe(false);
  });

  it.each([
    ['the root of an account', `arn:aws:iam::${account}:root`],
    ['a federated user', `arn:aws:sts::${account}:federated-user/alice@example.com`],
    ['an instance', session('i-0123456789abcdef0')],
    ['a session in a session', session('x/alice@example.com')],
    ['no ARN at all', 'alice@example.com'],
  ])('%s is no person', (_, arn) => {
    expect(calling(arn)).toEqual({
      identified: false,
      refusal: { code: 'caller-not-a-person', caller: arn },
    });
  });

  it.each([
    ['another role, whose session name the caller chose', session('alice@example.com', 'Admin')],
    ['a role whose name begins alike', session('alice@example.com', `${role}0`)],
    ['a role of that name in another account', session('alice@example.com', role, '444455556666')],
    ['a user of that name', `arn:aws:iam::${account}:user/${role}`],
    ['a session name that is no address', session('alice')],
    ['a session name with a plus', session('alice+prod@example.com')],
    ['an address of another company', session('alice@example.org')],
  ])('%s says nothing about who calls', (_, arn) => {
    expect(calling(arn)).toEqual({ identified: false, refusal: { code: 'unknown-caller', arn } });
  });
});

describe('by sources of other kinds', () => {
  const arn = (text: string) => must(parsePrincipalArn(text));
  const roleOf = (name: string) => `arn:aws:iam::${account}:role/people/${name}`;
  const sources: readonly IdentitySource[] = [
    {
      ...{ strategy: 'template', link: 'optional', name: 'people', emailDomain: 'example.com' },
      arn: { before: roleOf('dev-'), after: '-x' },
    },
    {
      ...{ strategy: 'table', link: 'optional', name: 'few' },
      people: new Map([
        ['ops@example.net', { arn: arn(roleOf('ops')) }],
        ['one@example.net', { arn: arn(roleOf('shared')), sessionName: 'one' }],
        ['two@example.net', { arn: arn(roleOf('shared')), sessionName: 'two' }],
        ['robot@example.net', { arn: arn(`arn:aws:iam::${account}:user/robots/robot`) }],
      ]),
    },
  ];
  const emailOf = (called: string) => {
    const identification = identifyCaller({ arn: called }, sources);
    return identification.identified ? identification.identity.person.email : identification.refusal.code;
  };

  it.each([
    [
      'a personal role by template, whatever the session is called',
      session('x1', 'dev-alice.b-x'),
      'alice.b@example.com',
    ],
    ['the template’s own letters are not part of a name', session('x1', 'dev-x-x'), 'x@example.com'],
    ['a role that the template does not make', session('x1', 'dev--x'), 'unknown-caller'],
    ['a personal role by table', session('anything', 'ops'), 'ops@example.net'],
    ['a user by table', `arn:aws:iam::${account}:user/robots/robot`, 'robot@example.net'],
    ['a shared role by the session’s name', session('two', 'shared'), 'two@example.net'],
    ['a shared role by a name that nobody has', session('three', 'shared'), 'unknown-caller'],
  ])('%s', (_, called, expected) => {
    expect(emailOf(called)).toBe(expected);
  });
});
