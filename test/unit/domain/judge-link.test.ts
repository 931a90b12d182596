import { describe, expect, it } from 'vitest';
import { identifyLinked } from '../../../shared/domain/identify-linked.ts';
import { type IdentitySource, principalIn } from '../../../shared/domain/identity-source.ts';
import { judgeLink } from '../../../shared/domain/judge-link.ts';
import { linked } from '../../../shared/domain/link.ts';
import { type PrincipalArn, parseSignedIn } from '../../../shared/domain/principal-arn.ts';
import { usernameThrough } from '../../../shared/domain/username-through.ts';
import { sessionOf } from '../../support/linking.ts';
import { alice, by, engineerRole, identities, sha256 } from '../../support/records.ts';

const { email } = alice.person;
const arn = (text: string) => text as PrincipalArn;
const tableOf = (entry: { arn: PrincipalArn; sessionName?: string }): IdentitySource => ({
  ...{ strategy: 'table', name: 'some', link: 'optional' },
  people: new Map([[email, entry]]),
});

function judge(source: IdentitySource, callerArn: string) {
  const said = principalIn(source, email);
  const caller = parseSignedIn(callerArn);
  if (said === undefined || caller === undefined) throw new Error('nobody is meant or nobody calls');
  return judgeLink(source, said, caller);
}

describe('the caller is whom the file says', () => {
  it('by their own role, whatever their session is called', () => {
    const own = tableOf({ arn: arn('arn:aws:iam::111122223333:role/people/alice') });
    const judged = judge(own, 'arn:aws:sts::111122223333:assumed-role/alice/anything');
    expect(judged).toMatchObject({
      allowed: true,
      pin: { arn: 'arn:aws:iam::111122223333:role/people/alice' },
      principal: { holder: 'personal', username: `k8s-access:some:${email}` },
    });
    expect(judged.allowed && judged.pin).not.toHaveProperty('sessionName');
  });

  it('by their user', () => {
    const own = tableOf({ arn: arn('arn:aws:iam::111122223333:user/alice') });
    expect(judge(own, 'arn:aws:iam::111122223333:user/alice').allowed).toBe(true);
    expect(judge(own, 'arn:aws:iam::111122223333:user/mallory').allowed).toBe(false);
  });

  it('by the session that a table names, to the letter', () => {
    const named = tableOf({ arn: arn(engineerRole), sessionName: 'Alice.E' });
    expect(judge(named, sessionOf('Alice.E')).allowed).toBe(true);
    expect(judge(named, sessionOf('alice.e'))).toMatchObject({
      allowed: false,
      refusal: { code: 'another-session-called', session: 'Alice.E' },
    });
  });
});

describe('a link whose identity access.yaml gives the person no more', () => {
  const on = by(alice, 1);
  const pin = { arn: 'arn:aws:iam::111122223333:role/former', sessionName: 'alice' };
  const { link } = linked(undefined, { person: alice.person, pin }, on, sha256);
  const sourcesThat = (demand: IdentitySource['link']) => identities.map((one) => ({ ...one, link: demand }));

  it('does not count where links are optional', () => {
    const seen = { link, holder: undefined };
    expect(identifyLinked(alice, sourcesThat('optional'), seen)).toEqual({
      identified: true,
      identity: alice,
    });
  });

  it('is named as what is wrong where they are required', () => {
    const refusal = { code: 'link-required', why: 'another-identity' };
    expect(identifyLinked(alice, sourcesThat('required'), { link, holder: undefined })).toEqual({
      identified: false,
      refusal,
    });
  });
});

it('an adopted entry that loses the @ gives no name to a session that only a link pins', () => {
  const through = (sessionName: string) =>
    usernameThrough(
      'sso:{{SessionName}}',
      { holder: 'shared', arn: engineerRole, username: `k8s-access:${sessionName}`, sessionName },
      identities,
    );
  expect(through(email)).toBe('sso:alice-example.com');
  expect(through('bob-example.com')).toBeUndefined();
  expect(through('bob')).toBeUndefined();
});
