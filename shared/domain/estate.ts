import type { NonEmpty } from './brand.ts';
import type { Duration } from './duration.ts';
import type { UsergroupHandle } from './person.ts';
import type { ClusterName, Namespace, RoleName } from './scope.ts';

/** What the policy judges by: the clusters there are, the roles that can be asked for, and the rules, in order. */
export interface Estate {
  readonly clusters: ReadonlyMap<ClusterName, Cluster>;
  readonly roles: ReadonlyMap<RoleName, Role>;
  readonly rules: readonly Rule[];
}

export interface Cluster {
  readonly name: ClusterName;
  readonly environment: string;
  readonly region: string;
  /** The namespaces in which access can be given; no other is ever touched. */
  readonly namespaces: NonEmpty<Namespace>;
  readonly brokers: Brokers;
}

/** The IAM roles of the broker's three identities in one cluster. */
export interface Brokers {
  /** May add access. */
  readonly granter: string;
  /** May take access away. */
  readonly revoker: string;
  /** May only ask. */
  readonly witness: string;
}

export interface Role {
  readonly name: RoleName;
  /** What the role lets its holder do, in words for people. */
  readonly description: string;
  /** The Kubernetes ClusterRole behind the name. */
  readonly clusterRole: string;
  readonly scope: 'namespace' | 'cluster';
}

const persistentRoles: ReadonlySet<string> = new Set(['edit', 'admin', 'cluster-admin']);

/** Whether the holder of this built-in ClusterRole can mint tokens or plant bindings that outlive the window. */
export function outlivesWindow(clusterRole: string): boolean {
  return persistentRoles.has(clusterRole);
}

/** One entry of the policy. The first whose `when` covers the whole scope decides. */
export interface Rule {
  readonly name: string;
  readonly when: {
    readonly environments?: readonly string[];
    readonly clusters?: readonly ClusterName[];
    readonly namespaces?: readonly Namespace[];
    readonly roles?: readonly RoleName[];
  };
  /** The longest duration, inclusive. */
  readonly maxDuration: Duration;
  readonly approval: Approval;
}

export type Approval =
  | { readonly kind: 'automatic' }
  | { readonly kind: 'stages'; readonly stages: NonEmpty<Stage>; readonly lapseAfter: Duration };

/** A group of approvers and how many of them must agree. Stages may be completed in any order. */
export interface Stage {
  readonly usergroups: NonEmpty<UsergroupHandle>;
  readonly quorum: number;
}
