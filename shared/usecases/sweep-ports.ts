import type { NonEmpty } from '../domain/brand.ts';
import type { ClusterWatch, Watched } from '../domain/cluster-watch.ts';
import type { Finding } from '../domain/finding.ts';
import type { RequestId } from '../domain/ids.ts';
import type { Lease } from '../domain/lease.ts';
import type { PolicyLease } from '../domain/policy-lease.ts';
import type { RequestFacts } from '../domain/request.ts';
import type { ClusterName } from '../domain/scope.ts';

/** A request that is not over, as the index has it: a second old, so it only says where to look. */
export type OpenRequest = Pick<RequestFacts, 'id' | 'requester' | 'principal' | 'target' | 'decision'>;

export interface OpenRequests {
  /** All of them, extensions included. */
  all(): Promise<readonly OpenRequest[]>;
}

/** What sweeps know of clusters, each with its chain of events. Reads are strongly consistent. */
export interface ClusterWatches {
  find(cluster: ClusterName): Promise<ClusterWatch | undefined>;
  /** Writes the next version and its events in one transaction. @throws StaleRecordError when someone was faster */
  save(watched: Watched): Promise<void>;
}

export interface LeaseList {
  /** The leases of a cluster's access entries. Strongly consistent. */
  allIn(cluster: ClusterName): Promise<readonly Lease[]>;
}

export interface PolicyLeaseList {
  /** The leases of access policies in a cluster. Strongly consistent. */
  allIn(cluster: ClusterName): Promise<readonly PolicyLease[]>;
}

/** What a sweep is started with. */
export interface SweepInput {
  /** Those that are left, where an earlier invocation ran out of time. */
  readonly clusters?: NonEmpty<ClusterName>;
  /** The account of whoever asked for it, who is told what came of it. */
  readonly by?: string;
}

/** Starts a sweep, without waiting for it. */
export interface Sweeper {
  start(input: SweepInput): Promise<void>;
}

/** Ends a window whose record says so, or whose time has come, as `close-window` does. Throws what that throws. */
export type Close = (id: RequestId) => Promise<unknown>;

/** Says in Slack what sweeps find. */
export interface SweepTeller {
  /** To the security channel, where there is one. */
  tellFindings(findings: readonly Finding[]): Promise<void>;
  /** To whoever asked for the sweep, when it is done. */
  tellSweeper(userId: string, report: SweepReport): Promise<void>;
}

/** What one sweep looked at, and what it found. */
export interface SweepReport {
  readonly clusters: number;
  /** Those that did not answer. */
  readonly unreached: readonly ClusterName[];
  /** Requests that are not over. */
  readonly requests: number;
  readonly findings: readonly Finding[];
  /** Clusters that another invocation goes on with, because this one's time is up. */
  readonly left: readonly ClusterName[];
}
