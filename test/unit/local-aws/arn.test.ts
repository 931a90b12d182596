import { describe, expect, it } from 'vitest';
import { assumedRoleArn, comparableArn, parseIamPrincipal } from '../../../local/aws/identity/arn.ts';

const parts = (arn: string) => {
  const principal = parseIamPrincipal(arn);
  return principal && [principal.kind, principal.path, principal.name];
};

describe('the ARN of an IAM principal', () => {
  it.each([
    ['arn:aws:iam::111122223333:role/ops', ['role', '/', 'ops']],
    ['arn:aws:iam::111122223333:role/a/b/ops', ['role', '/a/b/', 'ops']],
    ['arn:aws:iam::111122223333:user/robots/ci', ['user', '/robots/', 'ci']],
    ['arn:aws:sts::111122223333:assumed-role/ops/alice', undefined],
    ['arn:aws:iam::111122223333:root', undefined],
    ['arn:aws:iam::111122223333:role/', undefined],
    ['arn:aws:iam::11112222333:role/ops', undefined],
    ['arn:aws:iam::111122223333:role/a b', undefined],
  ])('%s has the parts %j', (arn, expected) => {
    expect(parts(arn)).toEqual(expected);
  });
  it('of a role is compared without its path, that of a user with it', () => {
    expect(comparableArn('arn:aws:iam::111122223333:role/a/b/ops')).toBe(
      'arn:aws:iam::111122223333:role/ops',
    );
    expect(comparableArn('arn:aws:iam::111122223333:user/robots/ci')).toBe(
      'arn:aws:iam::111122223333:user/robots/ci',
    );
  });
  it('of a session carries no path', () => {
    const role = { kind: 'role', account: '111122223333', path: '/a/b/', name: 'ops' } as const;
    expect(assumedRoleArn(role, 'alice')).toBe('arn:aws:sts::111122223333:assumed-role/ops/alice');
  });
});
