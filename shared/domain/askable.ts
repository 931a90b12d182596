import type { Requester } from './ask.ts';
import type { Cluster, Estate, Role, Rule } from './estate.ts';
import type { Instant } from './instant.ts';
import { concerns } from './rule-match.ts';
import { type ClusterName, type Extent, type Namespace, type RoleName, wholeCluster } from './scope.ts';

// What a person may ask for: whatever at least one rule covers, by whatever approval it wants. No rule forbids, so
// the order of the rules does not matter here. Nothing is decided by this; it is what a form offers.

/** The rules that can decide on what this person asks at this moment. */
export function rulesFor(estate: Estate, requester: Requester, at: Instant): readonly Rule[] {
  return estate.rules.filter((rule) => concerns(rule, requester, at));
}

/** The clusters in which at least one of the rules covers something, in the order of the estate. */
export function askableClusters(estate: Estate, rules: readonly Rule[]): readonly ClusterName[] {
  const giving = rules.filter((rule) => givenRoles(estate, rule).length > 0);
  return [...estate.clusters.values()]
    .filter((cluster) => giving.some((rule) => coversCluster(rule, cluster) && meets(rule, cluster)))
    .map(({ name }) => name);
}

/**
 * The namespaces of the cluster in which at least one of the rules covers something, in the order of the estate; and
 * the whole of it, where one covers a cluster-wide role.
 */
export function askableNamespaces(
  estate: Estate,
  rules: readonly Rule[],
  name: ClusterName,
): readonly Extent[] {
  const cluster = estate.clusters.get(name);
  if (cluster === undefined) return [];
  const there = rules.filter((rule) => coversCluster(rule, cluster));
  const inNamespaces = there.filter((rule) => givenRoles(estate, rule).some(isInNamespaces));
  const left = uncovered(cluster.namespaces, inNamespaces);
  const isWhole = there.some((rule) => givenRoles(estate, rule).some(isInCluster));
  return [
    ...cluster.namespaces.filter((namespace) => !left.has(namespace)),
    ...(isWhole ? ([wholeCluster] as const) : []),
  ];
}

// A rule may state thousands of names, and hundreds of rules the same ones: what is covered once is not looked at again.
function uncovered(namespaces: readonly Namespace[], rules: readonly Rule[]): ReadonlySet<Namespace> {
  const left = new Set(namespaces);
  for (const { when } of rules) {
    if (when.namespaces === undefined) return new Set();
    const stated = setOf(when.namespaces);
    const shorter = stated.size < left.size ? when.namespaces : left;
    for (const namespace of shorter) if (stated.has(namespace)) left.delete(namespace);
    if (left.size === 0) break;
  }
  return left;
}

/** What has been chosen so far. */
export interface Chosen {
  readonly cluster?: ClusterName;
  readonly namespaces: readonly Extent[];
}

/** The roles that a rule covers for the whole of what is chosen, in the order of the estate. */
export function askableRoles(estate: Estate, rules: readonly Rule[], chosen: Chosen): readonly Role[] {
  const cluster = chosen.cluster === undefined ? undefined : estate.clusters.get(chosen.cluster);
  const covering = rules.filter(
    (rule) => (cluster === undefined || coversCluster(rule, cluster)) && coversAll(rule, chosen.namespaces),
  );
  const given = new Set(covering.flatMap((rule) => givenRoles(estate, rule)));
  return [...estate.roles.values()].filter((role) => given.has(role) && reaches(role, chosen.namespaces));
}

/**
 * The roles that the brokers of this cluster must be able to give: all those of namespaces, so that a new rule needs no
 * administrator; of those of the whole cluster only the ones that a rule gives there.
 */
export function rolesGivenIn(estate: Estate, cluster: Cluster): readonly Role[] {
  const there = estate.rules.filter((rule) => coversCluster(rule, cluster));
  const given = new Set(there.flatMap((rule) => givenRoles(estate, rule)));
  return [...estate.roles.values()].filter((role) => isInNamespaces(role) || given.has(role));
}

/** Whether a rule that states this covers a cluster-wide role: it must name it, and no namespaces. */
export function coversClusterWide({ roles, namespaces }: Rule['when'], role: RoleName): boolean {
  return namespaces === undefined && (roles?.includes(role) ?? false);
}

function givenRoles({ roles }: Estate, { when }: Rule): readonly Role[] {
  const named = when.roles?.flatMap((name) => roles.get(name) ?? []) ?? [...roles.values()];
  return named.filter((role) => isInNamespaces(role) || coversClusterWide(when, role.name));
}

function isInNamespaces({ scope }: Role): boolean {
  return scope === 'namespace';
}

function isInCluster({ scope }: Role): boolean {
  return scope === 'cluster';
}

// Nothing chosen yet leaves all open.
function reaches(role: Role, chosen: readonly Extent[]): boolean {
  return chosen.length === 0 || isInCluster(role) === chosen.includes(wholeCluster);
}

function coversCluster({ when }: Rule, { name, environment }: Cluster): boolean {
  return (when.clusters?.includes(name) ?? true) && (when.environments?.includes(environment) ?? true);
}

function coversAll({ when }: Rule, extents: readonly Extent[]): boolean {
  const { namespaces: stated } = when;
  return (
    stated === undefined || extents.every((extent) => extent === wholeCluster || setOf(stated).has(extent))
  );
}

function meets({ when }: Rule, { namespaces }: Cluster): boolean {
  const { namespaces: stated } = when;
  return stated === undefined || namespaces.some((namespace) => setOf(stated).has(namespace));
}

// The names of a rule as a set, made once for each list.
const sets = new WeakMap<readonly Namespace[], ReadonlySet<Namespace>>();

function setOf(names: readonly Namespace[]): ReadonlySet<Namespace> {
  const known = sets.get(names) ?? new Set(names);
  sets.set(names, known);
  return known;
}
