import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderTemplate } from '../../local/aws/authenticator/username.ts';
import { checkParameters, entryPrincipal } from '../../local/aws/eks/entry-rules.ts';
import { identitiesOf } from '../../shared/config/identities.ts';
import { identitySchema } from '../../shared/config/identity-schema.ts';
import { entryUsername, identify } from '../../shared/domain/identify.ts';
import type { IdentitySource } from '../../shared/domain/identity-source.ts';
import { pinKey, pinOf } from '../../shared/domain/link.ts';
import type { Identity } from '../../shared/domain/person.ts';
import { identifyAccount } from '../../shared/usecases/identify-account.ts';
import { unlink } from '../../shared/usecases/unlink.ts';
import { linkWorld, sessionOf } from '../support/linking.ts';
import { alice, bob, carol, dave, someReason } from '../support/records.ts';

const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
const local = fc.constantFrom('a', 'b', 'a.b', 'x-a', 'ab');
const domain = fc.constantFrom('one.test', 'two.test', 'three.test');
const address = fc.tuple(local, domain).map((parts) => parts.join('@'));
const names = fc.constantFrom(undefined, 'one', 'two', 'three');
const own = fc.tuple(fc.constantFrom('', 'people/', 'P/', 'x-'), local).map((parts) => role(parts.join('')));
const session = fc.oneof(
  local.map((name) => `${name}.s`),
  address,
  fc.constantFrom('A.S', 'B.S'),
);

const shared = fc.record({
  name: names,
  strategy: fc.constant('shared-role'),
  emailDomains: fc.subarray(['one.test', 'two.test', 'three.test'], { minLength: 1 }),
  role: fc.oneof(own, fc.constant(role('shared'))),
  sessionName: fc.constant('trusted'),
});
const template = fc.record({
  name: names,
  strategy: fc.constant('template'),
  emailDomain: domain,
  arn: fc.constantFrom('people/{name}', '{name}', 'x-{name}', '{name}-b').map(role),
});
const entry = fc.record({ arn: own, sessionName: fc.option(session, { nil: undefined }) });
const table = fc.record({
  name: names,
  strategy: fc.constant('table'),
  people: fc.dictionary(address, entry, { minKeys: 1, maxKeys: 4 }),
  sessionName: fc.constant('trusted'),
});

/** Sources that are accepted, of names that meet far more often than real ones do. */
const accepted = fc
  .array(fc.oneof(shared, template, table), { minLength: 1, maxLength: 3 })
  .map((stated) =>
    identitiesOf(
      stated.map((one) => identitySchema.parse(one)),
      [],
    ),
  )
  .filter(({ contradictions }) => contradictions.length === 0)
  .map(({ sources }) => sources);

const flags = { emailConfirmed: true, deactivated: false, bot: false, guest: false, stranger: false };
function identityOf(email: string, sources: readonly IdentitySource[]): Identity | undefined {
  const identified = identify({ teamId: 'T', userId: email, name: email, email, ...flags }, sources);
  return identified.identified ? identified.identity : undefined;
}

describe('whatever the sources are that were accepted', () => {
  it('two people have neither a username nor an AWS identity in common', () => {
    fc.assert(
      fc.property(accepted, address, address, (sources, one, other) => {
        const [first, second] = [identityOf(one, sources), identityOf(other, sources)];
        fc.pre(one !== other && first !== undefined && second !== undefined);
        expect(first.principal.username.toLowerCase()).not.toBe(second.principal.username.toLowerCase());
        expect(pinKey(pinOf(first.principal))).not.toBe(pinKey(pinOf(second.principal)));
      }),
      { numRuns: 500 },
    );
  });

  it('the capitals of an address make nobody somebody else', () => {
    fc.assert(
      fc.property(accepted, address, (sources, email) => {
        expect(identityOf(email.toUpperCase(), sources)?.principal).toEqual(
          identityOf(email, sources)?.principal,
        );
      }),
    );
  });

  it('EKS accepts the entry, and its username is the one that we bind', () => {
    const anyAddress = fc.oneof(
      address,
      fc.stringMatching(/^[A-Za-z0-9._-]{1,41}@(one|two)\.test$/),
      fc.string({ unit: 'binary' }).map((text) => `${text}@one.test`),
    );
    fc.assert(
      fc.property(accepted, anyAddress, (sources, email) => {
        const identity = identityOf(email, sources);
        fc.pre(identity !== undefined);
        const { principal } = identity;
        const username = entryUsername(principal);
        entryPrincipal(principal.arn, 'STANDARD');
        checkParameters({ type: 'STANDARD', username });
        expect(principal.username).toMatch(/^k8s-access:[\x21-\x7e]+$/);
        const sessionName = principal.holder === 'shared' ? principal.sessionName : 'whatever-they-like';
        const caller = { account: '', sessionName, accessKeyId: '' } as Parameters<typeof renderTemplate>[1];
        expect(renderTemplate(username, caller)).toBe(principal.username);
      }),
      { numRuns: 500 },
    );
  });
});

describe('whatever people link, and security takes away, and Slack changes', () => {
  const people = [alice, bob, carol, dave];
  const step = fc.record({
    do: fc.constantFrom('link' as const, 'unlink' as const, 'change' as const),
    whom: fc.constantFrom(...people),
    session: fc.constantFrom('alice@example.com', 'Bob@example.com', 'carol', 'CAROL', 'x.y'),
    to: fc.constantFrom('alice', 'bob', 'carol', 'new').map((name) => `${name}@example.com`),
  });
  type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;
  type World = ReturnType<typeof linkWorld>;

  const carryOut: { readonly [Verb in Step['do']]: (on: World, step: Step) => Promise<unknown> } = {
    link: ({ linkAs }, { whom: identity, session: name }) =>
      linkAs(identity, sessionOf(name)).catch(() => {}),
    unlink: ({ ports }, { whom: { person } }) =>
      unlink(ports, { by: dave.person, of: person.userId, why: someReason }),
    change: async ({ world: { workspace } }, { whom: { person }, to: email }) => {
      const isFree = [...workspace.people.values()].every((one) => one.email !== email);
      if (isFree) workspace.change(person.userId, { email });
    },
  };

  it('no two accounts are one AWS identity at any moment', async () => {
    const demands = fc.constantFrom('optional' as const, 'required' as const);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), demands, async (steps, demand) => {
        const made = linkWorld(demand);
        for (const taken of steps) {
          await carryOut[taken.do](made, taken);
          const now = await Promise.all(
            people.map(({ person }) => identifyAccount(made.ports, person.userId)),
          );
          const pins = now.flatMap((one) => (one.identified ? [pinKey(pinOf(one.identity.principal))] : []));
          expect(new Set(pins).size).toBe(pins.length);
        }
      }),
      { numRuns: 300 },
    );
  });
});
