import { describe, expect, it } from 'vitest';
import { parseSignedIn, principalKey } from '../../../shared/domain/principal-arn.ts';
import { sessionOf } from '../../support/linking.ts';
import { engineerRole } from '../../support/records.ts';

describe('who signed a call', () => {
  it('is the role behind the session, whatever its path, with the name of the session', () => {
    expect(parseSignedIn(sessionOf('Alice.E'))).toEqual({
      arn: sessionOf('Alice.E'),
      key: principalKey(engineerRole),
      sessionName: 'Alice.E',
    });
  });

  it('is a user, who has no sessions', () => {
    const arn = 'arn:aws:iam::111122223333:user/people/zoe';
    expect(parseSignedIn(arn)).toEqual({ arn, key: '111122223333:user/zoe' });
  });

  it('is told apart by account, kind and name', () => {
    const keys = ['role/ops', 'user/ops', 'role/ops2'].map((one) => `arn:aws:iam::111122223333:${one}`);
    expect(new Set([...keys, 'arn:aws:iam::999988887777:role/ops'].map(principalKey)).size).toBe(4);
  });

  it.each([
    ['an instance', sessionOf('i-0123456789abcdef0')],
    ['a role without a session', engineerRole],
    ['a federated user', 'arn:aws:sts::111122223333:federated-user/alice'],
    ['the root', 'arn:aws:iam::111122223333:root'],
    ['a line after an ARN', `${sessionOf('alice')}\nx`],
    ['nothing', ''],
  ])('is nobody where it is %s', (_, arn) => {
    expect(parseSignedIn(arn)).toBeUndefined();
  });
});
