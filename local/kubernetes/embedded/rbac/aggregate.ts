import { isDeepStrictEqual } from 'node:util';
import type { StringMap } from '../object.ts';
import type { ObjectStore } from '../object-store.ts';
import { clusterRoles } from '../resources.ts';
import { type LabelSelector, listClusterRoles, type PolicyRule, type Role } from './types.ts';

/**
 * Gives every ClusterRole with an aggregationRule the rules of the roles it selects, until nothing changes any more
 * (`admin` selects `edit`, which selects others). The real cluster's controller does the same a moment later.
 */
export function aggregateClusterRoles(objects: ObjectStore): void {
  const stale = listClusterRoles(objects).find((role) => {
    const rules = aggregatedRules(objects, role);
    return rules !== undefined && !isDeepStrictEqual(rules, role.rules ?? []);
  });
  if (stale === undefined) return;
  objects.put(clusterRoles, { ...stale, rules: aggregatedRules(objects, stale) });
  aggregateClusterRoles(objects);
}

function aggregatedRules(objects: ObjectStore, role: Role): readonly PolicyRule[] | undefined {
  if (role.aggregationRule === undefined) return undefined;
  const selected = (role.aggregationRule.clusterRoleSelectors ?? []).flatMap((selector) =>
    listClusterRoles(objects)
      .filter(
        (other) => other.metadata.name !== role.metadata.name && selects(selector, other.metadata.labels),
      )
      .flatMap((other) => other.rules ?? []),
  );
  return selected.filter(
    (rule, index) => selected.findIndex((other) => isDeepStrictEqual(other, rule)) === index,
  );
}

function selects(selector: LabelSelector, labels: StringMap = {}): boolean {
  const exact = Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
  return (
    exact && (selector.matchExpressions ?? []).every((term) => expressionMatches(term, labels[term.key]))
  );
}

type Expression = NonNullable<LabelSelector['matchExpressions']>[number];

function expressionMatches(term: Expression, value: string | undefined): boolean {
  const listed = value !== undefined && (term.values?.includes(value) ?? false);
  switch (term.operator) {
    case 'In':
      return listed;
    case 'NotIn':
      return !listed;
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}
