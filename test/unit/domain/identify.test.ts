import { describe, expect, it } from 'vitest';
import { identify, type SlackProfile } from '../../../shared/domain/identify.ts';
import { type Identity, samePerson } from '../../../shared/domain/person.ts';
import { alice, bob, engineerRole, identities, personal } from '../../support/records.ts';

const profile: SlackProfile = {
  ...alice.person,
  emailConfirmed: true,
  deactivated: false,
  bot: false,
  guest: false,
  stranger: false,
};

const withEmail = (email: string) => identify({ ...profile, email }, identities);

describe('who a Slack account is', () => {
  it('a member of the company is the shared role under their own username', () => {
    expect(identify(profile, identities)).toEqual({
      identified: true,
      identity: {
        person: alice.person,
        principal: {
          holder: 'shared',
          arn: engineerRole,
          username: 'k8s-access:alice@example.com',
          sessionName: 'alice@example.com',
        },
      },
    });
  });

  it('the capitals of an address make nobody somebody else', () => {
    expect(withEmail('ALICE@Example.com')).toEqual(identify(profile, identities));
  });

  it('an account that Slack does not know is nobody', () => {
    expect(identify(undefined, identities)).toEqual({
      identified: false,
      refusal: { code: 'unknown-person' },
    });
  });

  it.each([
    ['deactivated', { deactivated: true }],
    ['bot', { bot: true }],
    ['guest', { guest: true }],
    ['stranger', { stranger: true }],
    ['unconfirmed-email', { emailConfirmed: false }],
  ] as const)('refused as %s', (code, said) => {
    expect(identify({ ...profile, ...said }, identities)).toEqual({ identified: false, refusal: { code } });
  });

  it('a guest of another company is refused as a stranger, and a deactivated one as deactivated', () => {
    const both = { ...profile, guest: true, stranger: true };
    expect(identify(both, identities)).toMatchObject({ refusal: { code: 'stranger' } });
    expect(identify({ ...both, deactivated: true }, identities)).toMatchObject({
      refusal: { code: 'deactivated' },
    });
  });

  it.each([
    'alice+1@example.com',
    'alice@example.com@example.com',
    'alice',
    '',
    '@example.com',
    'alice@',
    'alice @example.com',
    'аlice@example.com',
    'alice@exаmple.com',
    // The Kelvin sign, whose small form is a Latin k.
    'nic\u212a@example.com',
    'ａlice@example.com',
    'alice:x@example.com',
    'system:masters@example.com',
    'alice@example.com\n',
    `${'a'.repeat(41)}@example.com`,
    // 65 characters: a session name has at most 64.
    `${'a'.repeat(40)}@${'b'.repeat(20)}.com`,
  ])('%j cannot be a username', (email) => {
    expect(withEmail(email)).toEqual({ identified: false, refusal: { code: 'unusable-email', email } });
  });

  it.each([
    'alice@example.org',
    'alice@sub.example.com',
    'alice@example.com.evil.test',
    'alice@notexample.com',
  ])('%j is an address of another company', (email) => {
    const refusal = { code: 'foreign-email', email, domains: ['example.com'] };
    expect(withEmail(email)).toEqual({ identified: false, refusal });
  });
});

describe('two identities', () => {
  const stranger: Identity = {
    person: { teamId: 'T9', userId: 'U9', email: 'x@example.org', name: 'x' },
    principal: personal('k8s-access:x@example.org'),
  };
  const withPerson = (said: Partial<typeof stranger.person>) => ({
    ...stranger,
    person: { ...stranger.person, ...said },
  });

  it.each([
    ['the same account', withPerson({ teamId: alice.person.teamId, userId: alice.person.userId })],
    ['the same address', withPerson({ email: alice.person.email })],
    ['the same address in capitals', withPerson({ email: 'ALICE@Example.com' })],
    ['the same username', { ...stranger, principal: alice.principal }],
    ['the same username in capitals', { ...stranger, principal: personal('K8S-ACCESS:ALICE@EXAMPLE.COM') }],
  ])('with %s are one person', (_, other) => {
    expect(samePerson(alice, other)).toBe(true);
    expect(samePerson(other, alice)).toBe(true);
  });

  it.each([
    ['of the company, who share its role', bob],
    ['of two teams with the same user id', withPerson({ userId: alice.person.userId })],
    ['with the same name', withPerson({ name: alice.person.name })],
  ])('%s are two people', (_, other) => {
    expect(samePerson(alice, other)).toBe(false);
  });
});
