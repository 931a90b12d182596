import type { Role } from '../domain/estate.ts';
import type { AccessEvidence, PolicyRule } from '../domain/evidence.ts';
import type { RequestId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { Lease } from '../domain/lease.ts';
import type { Principal } from '../domain/person.ts';
import type { Binding, ClusterRef, Target } from '../domain/request.ts';
import type { ClusterName, Extent } from '../domain/scope.ts';
import type { StandingBinding } from '../domain/standing-binding.ts';

// What opening and closing need of EKS and Kubernetes. Every method may throw DependencyError, and can be repeated.

/** An access entry as EKS describes it. */
export interface AccessEntry {
  readonly principalArn: string;
  /** `STANDARD` for people; others, such as `EC2_LINUX`, are of nodes. */
  readonly type: string;
  /** The username template. */
  readonly username: string;
  readonly groups: readonly string[];
  /** The tag `k8s-access/lease`; an entry without it was never ours. */
  readonly generation: string | undefined;
}

export interface AccessEntries {
  describe(target: ClusterRef, principalArn: string): Promise<AccessEntry | undefined>;
  /**
   * Creates our entry, without groups and tagged with the lease's generation. That one exists already is no error.
   * @throws EntryLimitError @throws PrincipalRefusedError
   */
  create(target: Target, principal: Principal, generation: string): Promise<void>;
  /** Deletes the entry. That it is gone already is no error. One attempt only: a repeated call could land late. */
  delete(target: ClusterRef, principalArn: string): Promise<void>;
  /** The principals of all entries of the cluster, whoever made them; one call for each page of 100. */
  list(cluster: ClusterRef): Promise<readonly string[]>;
}

/** A binding of ours as it will stand, before it names anyone: in a namespace, or for the whole cluster. */
export interface BindingDraft {
  readonly requestId: RequestId;
  readonly namespace: Extent;
  readonly name: string;
  readonly clusterRole: string;
  readonly closesAt: Instant;
  readonly requester: string;
  readonly approvers: readonly string[];
  readonly reason: string;
}

/** The end of a window as its bindings tell it. */
export interface EndLabel {
  readonly closesAt: Instant;
  /** The extension that moved it. */
  readonly extension: RequestId;
}

export interface Bindings {
  /**
   * Creates the binding with no subject, or finds the one made by an earlier try; answers its uid.
   * @throws NameTakenError @throws NamespaceMissingError @throws RoleMissingError
   */
  create(target: Target, draft: BindingDraft): Promise<string>;
  /** Adds the person to the binding that has this uid. @throws BindingLostError */
  addSubject(target: Target, binding: Required<Binding>, username: string): Promise<void>;
  /**
   * Moves the end that the binding of this uid tells others, cluster cleaners among them. A call that comes late, after
   * another extension has moved it again, changes nothing.
   * @throws BindingLostError
   */
  relabel(target: Target, binding: Required<Binding>, end: EndLabel): Promise<void>;
  /** The uid of the binding that stands under the name and carries the request's label. */
  findUid(target: Target, binding: Binding, requestId: RequestId): Promise<string | undefined>;
  /** Deletes the binding that has this uid; that it is gone, or that another has taken its name, is no error. */
  remove(cluster: ClusterRef, binding: Required<Binding>): Promise<void>;
  /** Whether a binding stands under the name that was not made for the request. */
  isTaken(target: Target, binding: Binding, requestId: RequestId): Promise<boolean>;
  /** Every binding of the cluster, whoever made it; one call for each page of 500. */
  list(cluster: ClusterRef): Promise<readonly StandingBinding[]>;
}

/** Whom the cluster is asked about. */
export interface Subject {
  readonly username: string;
  readonly groups: readonly string[];
  readonly extra: Readonly<Record<string, readonly string[]>>;
}

/** The broker that may only ask. */
export interface Witness {
  /**
   * What the ClusterRole allows whom it is bound to: rules about URLs count only where it is bound in the whole cluster.
   * @throws RoleMissingError
   */
  rulesOf(target: Target, clusterRole: string, reach: Role['scope']): Promise<readonly PolicyRule[]>;
  /** Asks once per rule and namespace, or for the whole cluster, whether the subject may use it. */
  ask(
    target: Target,
    subject: Subject,
    extents: readonly Extent[],
    rules: readonly PolicyRule[],
  ): Promise<readonly AccessEvidence[]>;
}

export interface Leases {
  /** Strongly consistent. */
  find(cluster: ClusterName, principalArn: string): Promise<Lease | undefined>;
  /** Writes version n over n-1, version 1 over nothing. @throws StaleRecordError */
  write(lease: Lease): Promise<void>;
  /** Removes the lease at exactly this version. @throws StaleRecordError */
  remove(lease: Lease): Promise<void>;
}
