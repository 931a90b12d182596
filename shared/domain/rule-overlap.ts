import { coversClusterWide } from './askable.ts';
import type { Cluster, Estate, Requesters, Role, Rule } from './estate.ts';
import { holdsAt, minutesOfDay, type Schedule, weekdays } from './schedule.ts';

/** A rule that does less than its author may think. */
export type RuleWarning =
  | { readonly kind: 'covers-nothing'; readonly rule: number }
  /** Whatever the rule covers, the one before it decides. */
  | { readonly kind: 'unreachable'; readonly rule: number; readonly by: string }
  /** A part of what the rule covers is decided by the one before it, which also covers other things. */
  | { readonly kind: 'overlaps'; readonly rule: number; readonly by: string; readonly example: string };

/**
 * Rules that can never decide, and rules that cross. A narrow rule before a wide one is how exceptions are written, so
 * that gives no warning. Only single rules are compared: what several hide together is not found.
 */
export function ruleWarnings(estate: Estate): readonly RuleWarning[] {
  const covered = estate.rules.map((rule) => placesOf(rule, estate));
  return estate.rules.flatMap((rule, place): readonly RuleWarning[] => {
    const places = covered[place] ?? new Set();
    if (places.size === 0) return [{ kind: 'covers-nothing', rule: place }];
    const earlier = estate.rules
      .slice(0, place)
      .map((other, index) => ({ other, theirs: covered[index] ?? new Set<string>() }))
      .filter(({ other }) => isAlwaysInForceWith(other, rule));
    const hider = earlier.find(({ theirs }) => isPartOf(places, theirs));
    if (hider !== undefined) return [{ kind: 'unreachable', rule: place, by: hider.other.name }];
    return earlier.flatMap(({ other, theirs }) => {
      const example = [...places].find((one) => theirs.has(one));
      return example === undefined || isPartOf(theirs, places)
        ? []
        : [{ kind: 'overlaps' as const, rule: place, by: other.name, example }];
    });
  });
}

function isPartOf(part: ReadonlySet<string>, whole: ReadonlySet<string>): boolean {
  return [...part].every((one) => whole.has(one));
}

/** Every place that the rule covers, as `role in namespace on cluster`. */
function placesOf({ when }: Rule, { clusters, roles }: Estate): ReadonlySet<string> {
  const there = [...clusters.values()].filter(
    ({ name, environment }) => holdsFor(when.environments, environment) && holdsFor(when.clusters, name),
  );
  return new Set(
    there.flatMap((cluster) => [...roles.values()].flatMap((role) => placesOn(cluster, role, when))),
  );
}

function placesOn(cluster: Cluster, { name, scope }: Role, when: Rule['when']): readonly string[] {
  if (scope === 'cluster') {
    return coversClusterWide(when, name) ? [`${name} in the whole of ${cluster.name}`] : [];
  }
  if (!holdsFor(when.roles, name)) return [];
  const namespaces = cluster.namespaces.filter((namespace) => holdsFor(when.namespaces, namespace));
  return namespaces.map((namespace) => `${name} in ${namespace} on ${cluster.name}`);
}

function holdsFor<Item>(stated: readonly Item[] | undefined, item: Item): boolean {
  return stated === undefined || stated.includes(item);
}

/** Whether the earlier rule holds for every person and at every time that the later one holds for. */
function isAlwaysInForceWith({ when: earlier }: Rule, { when: later }: Rule): boolean {
  return (
    includesAll(earlier.requesters, later.requesters) && includesAllTimes(earlier.schedule, later.schedule)
  );
}

function includesAll(earlier: Requesters | undefined, later: Requesters | undefined): boolean {
  if (earlier === undefined) return true;
  if (later === undefined) return false;
  return (
    later.people.every((person) => earlier.people.includes(person)) &&
    later.usergroups.every((handle) => earlier.usergroups.includes(handle))
  );
}

// Clocks of two zones are not compared: a warning that does not come is better than one that is wrong.
function includesAllTimes(earlier: Schedule | undefined, later: Schedule | undefined): boolean {
  if (earlier === undefined) return true;
  if (later === undefined || later.zone !== earlier.zone) return false;
  return weekdays.every((weekday) =>
    Array.from({ length: minutesOfDay }, (_, minute) => ({ weekday, minute })).every(
      (shown) => !holdsAt(later, shown) || holdsAt(earlier, shown),
    ),
  );
}
