import type { AdoptedPrefix } from './adopted-usernames.ts';
import type { ApproverSource } from './approver-source.ts';
import type { NonEmpty } from './brand.ts';
import type { Duration } from './duration.ts';
import type { Grant } from './grant.ts';
import type { UsergroupHandle } from './person.ts';
import type { Schedule } from './schedule.ts';
import type { ClusterName, Namespace, RoleName } from './scope.ts';

/** What the policy judges by: the clusters there are, the roles that can be asked for, and the rules, in order. */
export interface Estate {
  readonly clusters: ReadonlyMap<ClusterName, Cluster>;
  /** Clusters in which nothing can be asked for any more; what is open there is still swept and closed. */
  readonly retired: ReadonlyMap<ClusterName, Cluster>;
  readonly roles: ReadonlyMap<RoleName, Role>;
  readonly rules: readonly Rule[];
  /** How many requests one person may have open or on the way at one time. Without it, any number. */
  readonly maxOpenWindows?: number;
}

/** Every cluster that may hold something of ours, the retired ones last. */
export function everyCluster({
  clusters,
  retired,
}: Pick<Estate, 'clusters' | 'retired'>): readonly Cluster[] {
  return [...clusters.values(), ...retired.values()];
}

export interface Cluster {
  readonly name: ClusterName;
  readonly environment: string;
  readonly region: string;
  /** The namespaces in which access can be given; no other is ever touched. */
  readonly namespaces: NonEmpty<Namespace>;
  readonly brokers: Brokers;
  /**
   * Of people whom access entries made by others call otherwise than ours do. Where this is stated, the admission
   * policies stand and know these, and nobody else is given a window.
   */
  readonly adoptedUsernames?: readonly AdoptedPrefix[];
  /** Where its API server is reached from, if that is not everywhere. */
  readonly private?: PrivateNetwork;
}

/** The network in which an API server answers, and the function there that carries calls to it. */
export interface PrivateNetwork {
  /** ARN; of the cluster's account and region. */
  readonly function: string;
  readonly subnetIds: NonEmpty<string>;
  readonly securityGroupIds: NonEmpty<string>;
}

/** The IAM roles of the broker's three identities in one cluster. */
export interface Brokers {
  /** May add access. */
  readonly granter: string;
  /** May take access away. */
  readonly revoker: string;
  /** May only ask. */
  readonly witness: string;
  /** What the three ask of whoever assumes them, beside being trusted; needed where they are in another account. */
  readonly externalId?: string;
}

/** One of the broker's three identities. */
export type Broker = 'granter' | 'revoker' | 'witness';

const brokers: readonly Broker[] = ['granter', 'revoker', 'witness'];

/** Those that have work in the cluster: a retired one is only closed and swept, so nobody is let in there. */
export function brokersIn({ retired }: Pick<Estate, 'retired'>, { name }: Cluster): readonly Broker[] {
  return retired.has(name) ? brokers.filter((broker) => broker !== 'granter') : brokers;
}

export interface Role {
  readonly name: RoleName;
  /** What the role lets its holder do, in words for people. */
  readonly description: string;
  readonly grant: Grant;
  readonly scope: 'namespace' | 'cluster';
}

/** One entry of the policy. The first whose `when` covers the whole request decides. */
export interface Rule {
  readonly name: string;
  /** SHA-256 over the rule as it is judged by, so that the record can tell which version of it decided. */
  readonly hash: string;
  /** What the rule covers; a condition that is not stated holds for everything. */
  readonly when: {
    readonly environments?: readonly string[];
    readonly clusters?: readonly ClusterName[];
    readonly namespaces?: readonly Namespace[];
    readonly roles?: readonly RoleName[];
    readonly requesters?: Requesters;
    readonly schedule?: Schedule;
  };
  /** The longest duration, inclusive. */
  readonly maxDuration: Duration;
  /** What the whole reason must look like. */
  readonly reason?: TextDemand;
  /** What must stand somewhere in the reason. */
  readonly ticket?: TextDemand;
  readonly approval: Approval;
}

/** Who may ask by a rule: whoever is in one of the usergroups or is one of the people. */
export interface Requesters {
  readonly usergroups: readonly UsergroupHandle[];
  /** Email addresses. */
  readonly people: readonly string[];
}

/** What a rule wants of a text, compiled once when the configuration is read. */
export interface TextDemand {
  /** As it stands in the file. */
  readonly pattern: string;
  /** Says to people what is wanted, in a sentence. */
  readonly explain: string;
  readonly isMetBy: (text: string) => boolean;
}

export type Approval = { readonly kind: 'automatic' } | ({ readonly kind: 'stages' } & StagedApproval);

export interface StagedApproval {
  /** Each names some approvers and how many of them must agree. */
  readonly stages: NonEmpty<Stage>;
  readonly lapseAfter: Duration;
  /** Approvals count only when they are signed with the approver's AWS session, over the command line. */
  readonly assurance?: 'aws';
  /** When those who have not answered are reminded, once. Sooner than the request lapses. */
  readonly remindAfter?: Duration;
  readonly escalation?: Escalation;
}

/** Who counts for every open stage too when nobody has decided for so long. Sooner than the request lapses. */
export interface Escalation {
  readonly after: Duration;
  readonly to: NonEmpty<ApproverSource>;
}

/** Some approvers and how many of them must agree. Stages may be completed in any order. */
export interface Stage {
  readonly approvers: NonEmpty<ApproverSource>;
  readonly quorum: number;
}
