import type { Requester } from './ask.ts';
import { isNonEmpty, type NonEmpty } from './brand.ts';
import type { BreakGlassRule } from './break-glass.ts';
import type { Duration } from './duration.ts';
import type { Cluster, Estate, Role } from './estate.ts';
import type { Instant } from './instant.ts';
import { concerns } from './rule-match.ts';
import type { ClusterName, Namespace } from './scope.ts';

/** What a person may open at once, taken together: not every choice goes with every other. */
export interface BreakGlassOffer {
  readonly clusters: NonEmpty<ClusterName>;
  readonly namespaces: NonEmpty<Namespace>;
  readonly roles: NonEmpty<Role>;
  readonly longest: Duration;
}

/** What the rules let this person open at this moment; nothing where they let them open nothing. */
export function offerBreakGlass(
  rules: readonly BreakGlassRule[],
  { clusters, roles }: Estate,
  requester: Requester,
  at: Instant,
): BreakGlassOffer | undefined {
  const own = rules.filter((rule) => concerns(rule, requester, at));
  const covered = [...clusters.values()].filter((cluster) => own.some((rule) => covers(rule, cluster)));
  const namespaces = [...new Set(covered.flatMap((cluster) => namespacesIn(cluster, own)))];
  const given = [...roles.values()].filter(
    ({ name, scope }) => scope === 'namespace' && own.some(({ when }) => when.roles?.includes(name) ?? true),
  );
  const names = covered.map(({ name }) => name);
  if (!isNonEmpty(names) || !isNonEmpty(namespaces) || !isNonEmpty(given)) return undefined;
  const longest = Math.max(...own.map(({ maxDuration }) => maxDuration)) as Duration;
  return { clusters: names, namespaces, roles: given, longest };
}

function covers({ when }: BreakGlassRule, { name, environment }: Cluster): boolean {
  return (when.clusters?.includes(name) ?? true) && (when.environments?.includes(environment) ?? true);
}

function namespacesIn(cluster: Cluster, rules: readonly BreakGlassRule[]): readonly Namespace[] {
  const there = rules.filter((rule) => covers(rule, cluster));
  return cluster.namespaces.filter((namespace) =>
    there.some(({ when }) => when.namespaces?.includes(namespace) ?? true),
  );
}
