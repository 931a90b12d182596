import type { Requester } from './ask.ts';
import type { Cluster, Estate, Role, Rule } from './estate.ts';
import type { Instant } from './instant.ts';
import { concerns } from './rule-match.ts';
import type { ClusterName, Namespace, RoleName } from './scope.ts';

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

/** The namespaces of the cluster in which at least one of the rules covers something, in the order of the estate. */
export function askableNamespaces(
  estate: Estate,
  rules: readonly Rule[],
  name: ClusterName,
): readonly Namespace[] {
  const cluster = estate.clusters.get(name);
  if (cluster === undefined) return [];
  const there = rules.filter((rule) => coversCluster(rule, cluster) && givenRoles(estate, rule).length > 0);
  const left = uncovered(cluster.namespaces, there);
  return cluster.namespaces.filter((namespace) => !left.has(namespace));
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
  readonly namespaces: readonly Namespace[];
}

/** The roles that a rule covers for the whole of what is chosen, in the order of the estate. */
export function askableRoles(estate: Estate, rules: readonly Rule[], chosen: Chosen): readonly Role[] {
  const cluster = chosen.cluster === undefined ? undefined : estate.clusters.get(chosen.cluster);
  const covering = rules.filter(
    (rule) => (cluster === undefined || coversCluster(rule, cluster)) && coversAll(rule, chosen.namespaces),
  );
  const names = new Set(covering.flatMap((rule) => givenRoles(estate, rule)));
  return [...estate.roles.values()].filter(({ name }) => names.has(name));
}

// Cluster-wide roles are never given, so a rule does not cover them, whatever it states.
function givenRoles({ roles }: Estate, { when }: Rule): readonly RoleName[] {
  return (when.roles ?? [...roles.keys()]).filter((name) => roles.get(name)?.scope === 'namespace');
}

function coversCluster({ when }: Rule, { name, environment }: Cluster): boolean {
  return (when.clusters?.includes(name) ?? true) && (when.environments?.includes(environment) ?? true);
}

function coversAll({ when }: Rule, namespaces: readonly Namespace[]): boolean {
  const { namespaces: stated } = when;
  return stated === undefined || namespaces.every((namespace) => setOf(stated).has(namespace));
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
