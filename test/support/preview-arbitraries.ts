import fc from 'fast-check';
import type { NonEmpty } from '../../shared/domain/brand.ts';
import type { Approval, Role, Rule } from '../../shared/domain/estate.ts';
import { clusterRole } from '../../shared/domain/grant.ts';
import type { Identification } from '../../shared/domain/identify.ts';
import { type Outlook, outlookOf } from '../../shared/domain/outlook.ts';
import type { Hindrance, Preview, RolePreview, Verdict } from '../../shared/domain/preview.ts';
import type { Refusal } from '../../shared/domain/refusal.ts';
import { parseTimeZone } from '../../shared/domain/schedule.ts';
import type { ClusterName, Namespace, RoleName, Scope } from '../../shared/domain/scope.ts';
import type { Suggestions } from '../../shared/domain/suggestions.ts';
import { approvals, durations, people, stages } from './arbitraries.ts';
import { roleRules } from './policy-rules.ts';
import { must } from './records.ts';
import { hostileText } from './slack-arbitraries.ts';

// Names are as long as they can be, and so are lists of them.
const clusterNames = fc.stringMatching(/^[0-9A-Za-z][A-Za-z0-9_-]{0,99}$/).map((name) => name as ClusterName);
const namespaces = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/).map((name) => name as Namespace);
const roleNames = fc.stringMatching(/^[a-z][a-z0-9-]{0,39}$/).map((name) => name as RoleName);

const scopes: fc.Arbitrary<Scope> = fc.record({
  cluster: clusterNames,
  namespaces: fc
    .uniqueArray(namespaces, { minLength: 1, maxLength: 60 })
    .map((names) => names as unknown as NonEmpty<Namespace>),
  role: roleNames,
});

export const roles: fc.Arbitrary<Role> = fc.record({
  name: roleNames,
  description: hostileText.filter((text) => text !== ''),
  grant: fc.stringMatching(/^[a-z][a-z0-9:.-]{0,100}$/).map(clusterRole),
  scope: fc.constant('namespace' as const),
});

const rules: fc.Arbitrary<Rule> = fc.record({
  name: hostileText,
  hash: fc.constant('a'.repeat(64)),
  when: fc.constant({}),
  maxDuration: durations,
  approval: approvals as fc.Arbitrary<Approval>,
});

/** Who could approve, with none, some or all of a group's members looked up. */
export const outlooks: fc.Arbitrary<Outlook> = fc
  .record({
    stages,
    requester: people,
    known: fc.uniqueArray(people, { selector: ({ person }) => person.userId, maxLength: 12 }),
    members: fc.array(fc.subarray(['U1', 'U2', 'U3', 'U4', 'U5', 'U6', 'U7', 'U8']), {
      minLength: 3,
      maxLength: 3,
    }),
    found: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
    isDown: fc.boolean(),
  })
  .map(({ stages: asked, requester, known, members, found, isDown }) => {
    const sources = [...new Set(asked.flatMap(({ approvers }) => approvers))];
    const rosters = sources.map((source, place) =>
      found[place] === true
        ? ({ source, found: true, members: members[place] ?? [] } as const)
        : ({ source, found: false } as const),
    );
    const accounts = new Map(
      known.map((identity): [string, Identification] => [
        identity.person.userId,
        { identified: true, identity },
      ]),
    );
    const read = isDown
      ? { rosters: rosters.slice(1), unknown: sources.slice(0, 1) }
      : { rosters, unknown: [] };
    return outlookOf(asked, { requester, approvals: [] }, { ...read, accounts });
  });

const manyNames = <Name extends string>(names: fc.Arbitrary<Name>) =>
  fc.tuple(names, fc.constantFrom(1, 40, 5000)).map(([name, times]): Name[] => Array(times).fill(name));

const refusals: fc.Arbitrary<Refusal> = fc.oneof(
  scopes.map((scope) => ({ code: 'no-rule', scope }) as const),
  fc.record({
    code: fc.constant('unknown-cluster' as const),
    cluster: clusterNames,
    known: manyNames(clusterNames),
  }),
  fc.record({
    code: fc.constant('unknown-namespace' as const),
    cluster: clusterNames,
    namespace: namespaces,
    known: manyNames(namespaces),
  }),
  fc.tuple(scopes, hostileText, fc.constantFrom(1, 200)).map(([scope, rule, times]): Refusal => {
    const stated = {
      weekdays: ['mon'],
      zone: must(parseTimeZone('Europe/Berlin')),
    } as const;
    const why = [{ condition: 'schedule', stated, shown: { weekday: 'sat', minute: 1 } }] as const;
    const rulesMissed = Array.from({ length: times }, () => ({ rule, why }));
    return {
      code: 'not-now-or-not-you',
      scope,
      rules: rulesMissed as unknown as NonEmpty<(typeof rulesMissed)[0]>,
    };
  }),
);

const hindrances: fc.Arbitrary<Hindrance> = fc.oneof(
  refusals,
  hostileText.map((problem): Hindrance => ({ code: 'no-duration', problem })),
);

const allowed: fc.Arbitrary<Verdict> = fc
  .tuple(rules, fc.array(hindrances, { maxLength: 4 }), fc.option(outlooks, { nil: undefined }))
  .map(([rule, found, outlook]) => ({
    outcome: 'allowed',
    rule,
    hindrances: found,
    ...(outlook === undefined ? {} : { outlook }),
  }));

const verdicts: fc.Arbitrary<Verdict> = fc.oneof(
  fc.constantFrom<Verdict>(
    { outcome: 'unread' },
    { outcome: 'nobody', refusal: { code: 'guest' } },
    { outcome: 'nothing-to-ask' },
    { outcome: 'incomplete' },
  ),
  hostileText.map((email): Verdict => ({ outcome: 'nobody', refusal: { code: 'unusable-email', email } })),
  refusals.map((refusal): Verdict => ({ outcome: 'refused', refusal })),
  allowed,
);

const rolePreviews: fc.Arbitrary<RolePreview> = fc.record({
  chosen: roles,
  rules: fc.oneof(fc.constantFrom('missing' as const, 'unread' as const), roleRules),
});

/** Whatever can be known of a request while its form is filled in. */
export const previews: fc.Arbitrary<Preview> = fc
  .record({
    verdict: verdicts,
    role: fc.option(rolePreviews, { nil: undefined }),
    roles: fc.uniqueArray(roles, { selector: ({ name }) => name, maxLength: 120 }),
  })
  .map(({ role, ...preview }) => ({ ...preview, ...(role === undefined ? {} : { role }) }));

export const chosenClusters = fc.option(clusterNames, { nil: undefined });

/** What a search finds: at most a hundred names, each once. */
export const suggestions: fc.Arbitrary<Suggestions> = fc
  .tuple(fc.uniqueArray(clusterNames, { maxLength: 100 }), fc.nat(5))
  .map(([names, recent]) => ({ recent: names.slice(0, recent), others: names.slice(recent) }));
