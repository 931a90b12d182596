import { describe, expect, it } from 'vitest';
import { identifyCaller } from '../../../shared/domain/caller.ts';
import { isOwn, isSlackAccount, samePerson } from '../../../shared/domain/person.ts';
import { alice, bob, identities } from '../../support/records.ts';

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
    ['an IAM user', `arn:aws:iam::${account}:user/alice@example.com`],
    ['the root of an account', `arn:aws:iam::${account}:root`],
    ['a federated user', `arn:aws:sts::${account}:federated-user/alice@example.com`],
    ['a session in a session', session('x/alice@example.com')],
    ['no ARN at all', 'alice@example.com'],
  ])('%s is not a session that names a person', (_, arn) => {
    expect(calling(arn)).toEqual({ identified: false, refusal: { code: 'not-a-session', arn } });
  });

  it.each([
    ['another role, whose session name the caller chose', session('alice@example.com', 'Admin')],
    ['a role whose name begins alike', session('alice@example.com', `${role}0`)],
    ['a role of that name in another account', session('alice@example.com', role, '444455556666')],
    ['a role of that name in another partition', session('alice@example.com').replace('aws', 'aws-cn')],
  ])('%s says nothing about who calls', (_, arn) => {
    expect(calling(arn)).toEqual({ identified: false, refusal: { code: 'unknown-caller', arn } });
  });

  it.each([
    ['unusable-email', 'alice+prod@example.com'],
    ['unusable-email', 'alice'],
    ['foreign-email', 'alice@example.org'],
  ])('a session name that is no address of the company: %s', (code, name) => {
    expect(calling(session(name))).toMatchObject({ identified: false, refusal: { code } });
  });
});
