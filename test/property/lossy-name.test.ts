import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNonEmpty } from '../../shared/domain/brand.ts';
import type { IdentitySource } from '../../shared/domain/identity-source.ts';
import { lossyName, tellsApartLossily } from '../../shared/domain/lossy-name.ts';
import type { PrincipalArn } from '../../shared/domain/principal-arn.ts';
import { usernameThrough } from '../../shared/domain/username-through.ts';
import { alice } from '../support/records.ts';

const role = alice.principal.arn as PrincipalArn;
const sharing = (...emailDomains: string[]): readonly IdentitySource[] =>
  isNonEmpty(emailDomains) ? [{ strategy: 'shared-role', link: 'optional', role, emailDomains }] : [];
const table = (...sessionNames: string[]): IdentitySource => ({
  ...{ strategy: 'table', link: 'optional' },
  people: new Map(sessionNames.map((sessionName) => [sessionName, { arn: role, sessionName }])),
});

// So few letters that collisions are common.
const words = fc.stringMatching(/^[ab]([ab-]{0,3}[ab])?$/);
const domains = fc.uniqueArray(
  fc.tuple(words, fc.constantFrom('.c', '.d')).map((parts) => parts.join('')),
  { minLength: 1, maxLength: 3 },
);

it('where the lossy name tells people apart, no two of their addresses become one', () => {
  fc.assert(
    fc.property(domains, fc.array(words, { minLength: 1, maxLength: 8 }), (domainsOfRole, locals) => {
      const addresses = [
        ...new Set(locals.flatMap((local) => domainsOfRole.map((domain) => `${local}@${domain}`))),
      ];
      const isInjective = new Set(addresses.map(lossyName)).size === addresses.length;
      if (tellsApartLossily(sharing(...domainsOfRole), role)) expect(isInjective).toBe(true);
    }),
    { numRuns: 5000 },
  );
});

it('where it does not, there are two who would be one', () => {
  fc.assert(
    fc.property(domains, (domainsOfRole) => {
      if (tellsApartLossily(sharing(...domainsOfRole), role)) return;
      const [longer, shorter] = domainsOfRole
        .flatMap((one) => domainsOfRole.map((other) => [one, other] as const))
        .find(([one, other]) => one.endsWith(`-${other}`)) ?? ['', ''];
      const rest = longer.slice(0, -shorter.length - 1);
      expect(lossyName(`a@${longer}`)).toBe(lossyName(`a-${rest}@${shorter}`));
    }),
  );
});

describe('a username through an entry that was there before us', () => {
  const sources = sharing('example.com');
  const through = (template: string, of = sources) => usernameThrough(template, alice.principal, of);

  it.each([
    ['k8s-access:{{SessionNameRaw}}', 'k8s-access:alice@example.com'],
    ['sso:{{SessionNameRaw}}', 'sso:alice@example.com'],
    ['sso:{{SessionName}}', 'sso:alice-example.com'],
    [
      'arn:aws:sts::111122223333:assumed-role/Engineer/{{SessionName}}',
      'arn:aws:sts::111122223333:assumed-role/Engineer/alice-example.com',
    ],
  ])('%s is %s', (template, expected) => {
    expect(through(template)).toBe(expected);
  });

  it.each([
    'alice',
    'k8s-access:alice@example.com',
    'x:{{AccountID}}',
    'x:{{SessionName}}:y',
    'x:{{AccountID}}:{{SessionName}}',
    '',
  ])('%j is nobody alone', (template) => {
    expect(through(template)).toBeUndefined();
  });

  it('by the lossy name is nobody where two people who hold the role would be one', () => {
    expect(through('x:{{SessionName}}', sharing('example.com', 'b-example.com'))).toBeUndefined();
    expect(through('x:{{SessionNameRaw}}', sharing('example.com', 'b-example.com'))).toBeDefined();
    expect(through('x:{{SessionName}}', [...sources, table('alice-example.com')])).toBeUndefined();
    expect(through('x:{{SessionName}}', [table('alice@example.com', 'alice-example.com')])).toBeUndefined();
    expect(through('x:{{SessionName}}', [...sources, table('zoe')])).toBe('x:alice-example.com');
  });

  it('of a personal role is theirs only through the entry that we make', () => {
    const own = {
      holder: 'personal',
      arn: `${role}-alice`,
      username: 'k8s-access:alice@example.com',
    } as const;
    expect(usernameThrough(own.username, own, sources)).toBe(own.username);
    expect(usernameThrough('alice', own, sources)).toBeUndefined();
    expect(usernameThrough('x:{{SessionNameRaw}}', own, sources)).toBeUndefined();
  });
});
