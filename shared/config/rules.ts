import type { ScheduleName } from '../domain/approver-source.ts';
import { didYouMean } from '../domain/closest.ts';
import type { Cluster, Requesters, Role, Rule } from '../domain/estate.ts';
import type { IdentitySource } from '../domain/identity-source.ts';
import { inShort } from '../domain/rule-words.ts';
import { type Schedule, weekdays } from '../domain/schedule.ts';
import { approvalContradictions, approvalOf } from './approval.ts';
import type { Contradiction } from './contradiction.ts';
import { foreignPeople } from './foreign-people.ts';
import { hashOfRule } from './rule-hash.ts';
import type { RuleInFile } from './rule-schema.ts';
import { demandOf, type StatedDemand } from './text-demand.ts';
import { globMatcher } from './text-pattern.ts';

/** What rules may name. */
export interface Named {
  readonly clusters: ReadonlyMap<Cluster['name'], Cluster>;
  readonly roles: ReadonlyMap<Role['name'], Role>;
  readonly identities: readonly IdentitySource[];
  /** PagerDuty schedules, by the names that rules have for them. */
  readonly schedules: ReadonlySet<ScheduleName>;
}

type Path = Contradiction['path'];

/** A rule in the domain's types: globs have become the names that they match. */
export function ruleOf({ when, ...stated }: RuleInFile, named: Named): Rule {
  const rule = {
    name: stated.name,
    maxDuration: stated.maxDuration,
    approval: approvalOf(stated.approval),
    ...demandsOf(stated),
    when: whenOf(when, named),
  };
  return { ...rule, hash: hashOfRule(rule) };
}

/** What a rule covers, in the domain's types. */
export function whenOf(when: RuleInFile['when'], named: Named): Rule['when'] {
  const { environments, clusters, namespaces, roles, requesters, schedule } = when;
  return {
    ...(environments && { environments }),
    ...(clusters && { clusters: matching(clusters, [...named.clusters.keys()]) }),
    ...(namespaces && { namespaces: matching(namespaces, namespacesIn(named)) }),
    ...(roles && { roles }),
    ...(requesters && { requesters: requestersOf(requesters) }),
    ...(schedule && { schedule: scheduleOf(schedule) }),
  };
}

/** What a rule wants of the reason. */
export function demandsOf({
  reason,
  ticket,
}: Pick<RuleInFile, 'reason' | 'ticket'>): Pick<Rule, 'reason' | 'ticket'> {
  return {
    ...(reason && { reason: demandOf('reason', statedDemand(reason)) }),
    ...(ticket && { ticket: demandOf('ticket', statedDemand(ticket)) }),
  };
}

/** Names in a rule of what the rest of the file does not have. */
export function ruleContradictions(rule: RuleInFile, path: Path, named: Named): readonly Contradiction[] {
  return [
    ...whenContradictions(rule.when, path, named),
    ...approvalContradictions(rule.approval, [...path, 'approval'], named),
  ];
}

/** The same in the conditions of a rule. @param path of the rule */
export function whenContradictions(
  when: RuleInFile['when'],
  path: Path,
  named: Named,
): readonly Contradiction[] {
  const { environments, clusters, namespaces, roles, requesters } = when;
  const existing = [...new Set([...named.clusters.values()].map(({ environment }) => environment))];
  return [
    ...unknownNames(environments, existing, [...path, 'when', 'environments'], 'environment'),
    ...unknownNames(clusters, [...named.clusters.keys()], [...path, 'when', 'clusters'], 'cluster'),
    ...unknownNames(namespaces, namespacesIn(named), [...path, 'when', 'namespaces'], 'namespace'),
    ...unknownNames(roles, [...named.roles.keys()], [...path, 'when', 'roles'], 'role'),
    ...clusterWideRoles(when, [...path, 'when', 'roles'], named),
    ...foreignPeople(requesters?.people, [...path, 'when', 'requesters', 'people'], named.identities),
  ];
}

function unknownNames(
  stated: readonly string[] | undefined,
  known: readonly string[],
  path: Path,
  kind: string,
): readonly Contradiction[] {
  return (stated ?? []).flatMap((name, place) => {
    if (known.some(globMatcher(name))) return [];
    const problem = name.includes('*')
      ? `No ${kind} in this file matches ${name}.`
      : `There is no ${kind} ${name} in this file.${didYouMean(name, known)}`;
    return [{ path: [...path, place], problem: `${problem} It has ${inShort(known) || 'none'}.` }];
  });
}

function clusterWideRoles(
  { roles: stated, namespaces }: RuleInFile['when'],
  path: Path,
  { roles }: Named,
): readonly Contradiction[] {
  if (namespaces === undefined) return [];
  const place = stated?.findIndex((name) => roles.get(name)?.scope === 'cluster') ?? -1;
  if (place < 0) return [];
  const problem = `Role ${stated?.[place]} is given in the whole cluster, and this rule is for namespaces alone, so it never covers it. Give the role a rule of its own, without namespaces.`;
  return [{ path: [...path, place], problem }];
}

function namespacesIn({ clusters }: Named) {
  return [...new Set([...clusters.values()].flatMap(({ namespaces }) => [...namespaces]))];
}

function matching<Name extends string>(stated: readonly string[], known: readonly Name[]): readonly Name[] {
  const matchers = stated.map(globMatcher);
  return known.filter((name) => matchers.some((matches) => matches(name)));
}

function requestersOf({ usergroups, people }: NonNullable<RuleInFile['when']['requesters']>): Requesters {
  return { usergroups: usergroups ?? [], people: people ?? [] };
}

function scheduleOf({ weekdays: days, hours, zone }: NonNullable<RuleInFile['when']['schedule']>): Schedule {
  return { weekdays: days ?? weekdays, zone, ...(hours && { hours }) };
}

function statedDemand({ pattern, explain }: NonNullable<RuleInFile['reason']>): StatedDemand {
  return { pattern: pattern.source, explain };
}
