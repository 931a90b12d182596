import type { Ask, Asking, Requester } from './ask.ts';
import type { Cluster, Requesters, Role, Rule } from './estate.ts';
import { holdsAt, type LocalTime, localTime, type Schedule } from './schedule.ts';
import { type Extent, isClusterWide, type Namespace, type RoleName, type Scope } from './scope.ts';

/** Why a rule does not cover what is asked. */
export type Mismatch =
  | {
      readonly condition: 'environment' | 'cluster' | 'namespace' | 'role';
      /** What is asked and not stated. */
      readonly asked: readonly string[];
      readonly stated: readonly string[];
    }
  /** The rule does not name the role, and only by its name is a cluster-wide role covered. */
  | { readonly condition: 'cluster-wide-role'; readonly role: RoleName }
  /** The rule is for namespaces alone. */
  | { readonly condition: 'whole-cluster'; readonly stated: readonly Namespace[] }
  | { readonly condition: 'requester'; readonly stated: Requesters }
  | { readonly condition: 'schedule'; readonly stated: Schedule; readonly shown: LocalTime };

/** Every condition of the rule that does not hold, so none where the rule covers the whole of what is asked. */
export function mismatchesOf(
  { when }: Pick<Rule, 'when'>,
  { requester, scope, at }: Asking,
  { cluster, role }: { readonly cluster: Cluster; readonly role: Role },
): readonly Mismatch[] {
  return [
    ...notStated('environment', [cluster.environment], when.environments),
    ...notStated('cluster', [scope.cluster], when.clusters),
    ...notInNamespaces(scope, when.namespaces),
    ...notStated('role', [scope.role], when.roles),
    ...(role.scope === 'cluster' && when.roles === undefined
      ? [{ condition: 'cluster-wide-role', role: role.name } as const]
      : []),
    ...anotherRequester(requester, when.requesters),
    ...anotherTime(at, when.schedule),
  ];
}

/** Whether the rule is for this requester at this moment, whatever it covers. */
export function concerns({ when }: Pick<Rule, 'when'>, requester: Requester, at: Ask['at']): boolean {
  return (
    anotherRequester(requester, when.requesters).length === 0 && anotherTime(at, when.schedule).length === 0
  );
}

/** Whether the rule would cover this if somebody else asked, or at another time. */
export function coversAtOtherTimes(why: readonly Mismatch[]): boolean {
  return why.every(({ condition }) => condition === 'requester' || condition === 'schedule');
}

// A condition that a rule does not state holds for everything.
function notStated<Item extends string>(
  condition: 'environment' | 'cluster' | 'namespace' | 'role',
  wanted: readonly Item[],
  stated: readonly Item[] | undefined,
): readonly Mismatch[] {
  const asked = stated === undefined ? [] : wanted.filter((item) => !stated.includes(item));
  return stated === undefined || asked.length === 0 ? [] : [{ condition, asked, stated }];
}

function notInNamespaces(
  { namespaces }: Scope,
  stated: readonly Namespace[] | undefined,
): readonly Mismatch[] {
  if (stated !== undefined && isClusterWide({ namespaces })) return [{ condition: 'whole-cluster', stated }];
  return notStated<Extent>('namespace', namespaces, stated);
}

function anotherRequester(
  { email, usergroups }: Requester,
  stated: Requesters | undefined,
): readonly Mismatch[] {
  if (stated === undefined) return [];
  const named = stated.people.some((person) => person.toLowerCase() === email.toLowerCase());
  const member = stated.usergroups.some((handle) => usergroups.has(handle));
  return named || member ? [] : [{ condition: 'requester', stated }];
}

function anotherTime(at: Ask['at'], stated: Schedule | undefined): readonly Mismatch[] {
  if (stated === undefined) return [];
  const shown = localTime(at, stated.zone);
  return holdsAt(stated, shown) ? [] : [{ condition: 'schedule', stated, shown }];
}
