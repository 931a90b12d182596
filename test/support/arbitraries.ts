import fc from 'fast-check';
import type { Allowance } from '../../shared/domain/allowance.ts';
import { usergroupSource } from '../../shared/domain/approver-source.ts';
import type { Requester } from '../../shared/domain/ask.ts';
import type { NonEmpty } from '../../shared/domain/brand.ts';
import type { Duration } from '../../shared/domain/duration.ts';
import type { Approval, Cluster, Estate, Role, Rule, Stage } from '../../shared/domain/estate.ts';
import { clusterRole } from '../../shared/domain/grant.ts';
import { type RequestId, requestIdFromHash } from '../../shared/domain/ids.ts';
import { after, type Instant, instantFrom, secondsAfter } from '../../shared/domain/instant.ts';
import type { Approver } from '../../shared/domain/may-approve.ts';
import type { Identity, UsergroupHandle } from '../../shared/domain/person.ts';
import { parseReason, type Reason } from '../../shared/domain/reason.ts';
import {
  type Hours,
  parseTimeZone,
  type Schedule,
  type TimeZone,
  weekdays,
} from '../../shared/domain/schedule.ts';
import type { ClusterName, Namespace, RoleName, Scope } from '../../shared/domain/scope.ts';
import type { Asked } from '../../shared/domain/transition.ts';
import { config, must, sha256, sharedBy } from './records.ts';

// Pools are small on purpose: what matters happens when people, groups and namespaces meet.
const clusterPool = ['prod-eu', 'staging-eu', 'dev'] as ClusterName[];
const namespacePool = ['payments', 'checkout', 'platform', 'search'] as Namespace[];
const rolePool = ['view', 'edit', 'admin'] as RoleName[];
const environmentPool = ['prod', 'non-prod'];
const usergroupPool = ['leads', 'security', 'oncall'] as UsergroupHandle[];
const sourcePool = usergroupPool.map(usergroupSource);

function someOf<Item>(pool: readonly Item[]): fc.Arbitrary<NonEmpty<Item>> {
  return fc.subarray([...pool], { minLength: 1 }) as unknown as fc.Arbitrary<NonEmpty<Item>>;
}

// Half of the time everything, so that what is asked for often exists.
function mostOf<Item>(pool: readonly Item[]): fc.Arbitrary<NonEmpty<Item>> {
  return fc.oneof(fc.constant(pool as NonEmpty<Item>), someOf(pool));
}

/** Milliseconds of 2020 to 2099. */
export const instants: fc.Arbitrary<Instant> = fc
  .integer({ min: Date.UTC(2020, 0), max: Date.UTC(2100, 0) - 1 })
  .map(instantFrom);

export const durations = fc.integer({ min: 1, max: 720 * 60 }).map((minutes) => minutes as Duration);

export const reasons: fc.Arbitrary<Reason> = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 200 })
  .filter((text) => parseReason(text).ok)
  .map((text) => must(parseReason(text)));

export const requestIds: fc.Arbitrary<RequestId> = fc
  .nat()
  .map((seed) => requestIdFromHash(sha256(String(seed))));

/** Scopes of namespaces. */
export const scopes: fc.Arbitrary<Scope & { readonly namespaces: NonEmpty<Namespace> }> = fc
  .tuple(fc.constantFrom(...clusterPool), someOf(namespacePool), fc.constantFrom(...rolePool))
  .map(([cluster, [first, ...others], role]) => {
    const [least = first, ...rest] = [first, ...others].sort();
    return { cluster, namespaces: [least, ...rest], role };
  });

const spellings = (text: string) =>
  fc.constantFrom(text, text.toUpperCase(), `${text[0]?.toUpperCase()}${text.slice(1)}`);

/** People who share accounts, addresses and usernames with each other far more often than real ones do. */
export const people: fc.Arbitrary<Identity> = fc
  .record({
    teamId: fc.constantFrom('T1', 'T2'),
    userId: fc.constantFrom('U1', 'U2', 'U3', 'U4', 'U5', 'U6'),
    email: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f').chain((name) => spellings(`${name}@example.com`)),
    username: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f').chain((name) => spellings(`k8s-access:${name}`)),
  })
  .map(({ teamId, userId, email, username }) => ({
    person: { teamId, userId, email, name: userId.toLowerCase() },
    principal: sharedBy(username),
  }));

export const approvers: fc.Arbitrary<Approver> = fc
  .tuple(people, fc.subarray(sourcePool))
  .map(([identity, sources]) => ({ ...identity, sources: new Set(sources) }));

export const stages: fc.Arbitrary<NonEmpty<Stage>> = fc
  .array(fc.record({ approvers: someOf(sourcePool), quorum: fc.integer({ min: 1, max: 2 }) }), {
    minLength: 1,
    maxLength: 3,
  })
  .map((made) => made as unknown as NonEmpty<Stage>);

export const approvals: fc.Arbitrary<Approval> = fc.oneof(
  fc.constant<Approval>({ kind: 'automatic' }),
  fc.record({ kind: fc.constant('stages' as const), stages, lapseAfter: durations }),
);

export const allowances: fc.Arbitrary<Allowance> = approvals.map((approval) => ({
  outcome: approval.kind === 'automatic' ? 'automatic' : 'needs-approval',
  rule: 'some-rule',
  ruleHash: 'a'.repeat(64),
  approval,
}));

/** Votes on the stages: for each person who clicks, the sources that they come from. */
export const votes = fc.array(someOf(sourcePool), { maxLength: 6 });

const { brokers } = config.estate.clusters.values().next().value as Cluster;

const clusters: fc.Arbitrary<Estate['clusters']> = fc
  .uniqueArray(
    fc.record({
      name: fc.constantFrom(...clusterPool),
      environment: fc.constantFrom(...environmentPool),
      namespaces: mostOf(namespacePool),
    }),
    { minLength: 1, selector: ({ name }) => name },
  )
  .map((stated) => new Map(stated.map((one) => [one.name, { ...one, region: 'eu-central-1', brokers }])));

const roles: fc.Arbitrary<Estate['roles']> = mostOf(rolePool).map(
  (names) =>
    new Map(
      names.map((name): [RoleName, Role] => [
        name,
        { name, description: name, grant: clusterRole(`k8s-access:${name}`), scope: 'namespace' },
      ]),
    ),
);

const mailboxes = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `${name}@example.com`);

/** People as rules see them, with and without capitals in their addresses. */
export const requesters: fc.Arbitrary<Requester> = fc
  .tuple(fc.constantFrom(...mailboxes).chain(spellings), fc.subarray(usergroupPool))
  .map(([email, usergroups]) => ({ email, usergroups: new Set(usergroups) }));

const minutesOfTheDay = fc.integer({ min: 0, max: 24 * 60 - 1 });

const hours: fc.Arbitrary<Hours> = fc
  .record({ from: minutesOfTheDay, until: minutesOfTheDay.map((minute) => minute + 1) })
  .filter(({ from, until }) => from !== until);

export const zones: fc.Arbitrary<TimeZone> = fc
  .constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata')
  .map((name) => must(parseTimeZone(name)));

export const schedules: fc.Arbitrary<Schedule> = fc.record(
  { weekdays: someOf(weekdays), hours, zone: zones },
  { requiredKeys: ['weekdays', 'zone'] },
);

const rules: fc.Arbitrary<Rule[]> = fc
  .array(
    fc.record({
      when: fc.record(
        {
          environments: someOf(environmentPool),
          clusters: someOf(clusterPool),
          namespaces: someOf(namespacePool),
          roles: someOf(rolePool),
          requesters: fc.record({
            usergroups: fc.subarray(usergroupPool),
            people: fc.subarray(mailboxes, { minLength: 1 }),
          }),
          schedule: schedules,
        },
        { requiredKeys: [] },
      ),
      maxDuration: durations,
      approval: approvals,
    }),
    { maxLength: 6 },
  )
  .map((made) =>
    made.map((rule, place) => ({ name: `rule-${place}`, hash: `${place}`.repeat(64), ...rule })),
  );

export const estates: fc.Arbitrary<Estate> = fc.record({
  ...{ clusters, roles, rules },
  retired: fc.constant(new Map()),
});

/** What somebody asked, as the policy of some day allowed it. */
export const asks: fc.Arbitrary<Asked> = fc
  .record({
    id: requestIds,
    by: people,
    scope: scopes,
    duration: durations,
    reason: reasons,
    requestedAt: instants,
    decision: allowances,
  })
  .map(({ by, ...ask }) => ({
    ...ask,
    requester: by.person,
    principal: by.principal,
    target: {
      cluster: ask.scope.cluster,
      region: 'eu-central-1',
      brokers,
      grant: clusterRole(`k8s-access:${ask.scope.role}`),
    },
  }));

/** More time that somebody asked for in a window that had been open for a while. */
export const extensionAsks: fc.Arbitrary<Asked> = fc
  .record({ ask: asks, extended: requestIds, since: durations, left: durations, longest: durations })
  .map(({ ask, extended, since, left, longest }) => {
    const grantedAt = secondsAfter(ask.requestedAt, -60 * since);
    const closesAt = after(ask.requestedAt, left);
    return { ...ask, extends: extended, extending: { grantedAt, closesAt, longest } };
  });
