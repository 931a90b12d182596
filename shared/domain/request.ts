import type { Allowance } from './allowance.ts';
import type { ApproverSource } from './approver-source.ts';
import type { Escalated, HandOver, Reminded, Stranded } from './attention.ts';
import type { NonEmpty } from './brand.ts';
import type { BreakGlass } from './break-glass.ts';
import type { ChainHead } from './chain-head.ts';
import type { Drift } from './drift.ts';
import type { Duration } from './duration.ts';
import type { Brokers } from './estate.ts';
import type { AccessEvidence } from './evidence.ts';
import type { Grant } from './grant.ts';
import type { IdentityLoss } from './identity-loss.ts';
import type { RequestId } from './ids.ts';
import type { Instant } from './instant.ts';
import type { Identity, Person } from './person.ts';
import type { Reason } from './reason.ts';
import type { ClusterName, Extent, Scope } from './scope.ts';
import type { StandingAccess } from './standing-access.ts';
import type { TermsAsked } from './terms.ts';

/** One person asking for one scope for one duration. Everything else hangs off this record. */
export type Request = RequestFacts & Status;

/**
 * What was asked and agreed; and, added while it waits, what was seen and done until it was decided. What is asked only
 * gets less.
 */
export interface RequestFacts {
  readonly id: RequestId;
  /** Counts the writes of the record; a writer who read an older one loses. */
  readonly version: number;
  readonly head: ChainHead;
  readonly requester: Person;
  readonly principal: Identity['principal'];
  readonly scope: Scope;
  readonly target: Target;
  readonly duration: Duration;
  readonly reason: Reason;
  readonly requestedAt: Instant;
  readonly decision: Allowance;
  readonly approvals: readonly ApprovalGiven[];
  readonly card?: MessageRef;
  /** Hash over the rules that the role had in the cluster when its approvers were asked, or chose it. */
  readonly rulesHash?: string;
  /** What the requester could do already, when approvers were asked or, later, just before it was opened. */
  readonly standing?: StandingAccess;
  /** Of an extension alone: the request whose window it adds its duration to. */
  readonly extends?: RequestId;
  /** Of an extension alone: that window as it stood when more time was asked for. */
  readonly extending?: Extending;
  /** The latest extension that was asked for. At most one is under way at a time. */
  readonly extension?: RequestId;
  /** What was asked first, where approvers allowed less. */
  readonly asked?: TermsAsked;
  readonly reminded?: Reminded;
  readonly escalated?: Escalated;
  readonly stranded?: Stranded;
  readonly handOvers: readonly HandOver[];
  /** While what was made cannot be taken away. */
  readonly failing?: TakingAwayFails;
  /** Of a break-glass alone. */
  readonly breakGlass?: BreakGlass;
  /** Bindings of the request, by uid, that stood in the cluster although nothing allowed them. */
  readonly orphans?: readonly string[];
  /** Calls after the window's end that were alarmed, by the ids of the cluster's audit log; the latest 500. */
  readonly lateCalls?: readonly string[];
  /** How fast it went, as far as it has come. */
  readonly figures?: Figures;
}

/** That access cannot be taken away: it is tried again until it can. */
export interface TakingAwayFails {
  readonly since: Instant;
  /** What failed first, in a sentence. */
  readonly why: string;
  /** When those who run the system were paged. */
  readonly pagedAt?: Instant;
}

/** How long people and promises had to wait for the cluster. Milliseconds. */
export interface Figures {
  /** From the last approval to the cluster's yes. */
  readonly approveToYes?: number;
  /** From the moment at which the access was to end to the cluster's no. */
  readonly endToNo?: number;
}

/** The window that an extension adds time to. Until the extension is settled, nothing else moves its end. */
export interface Extending {
  readonly grantedAt: Instant;
  readonly closesAt: Instant;
  /** How long the rule that covers it lets the whole window be. */
  readonly longest: Duration;
}

/**
 * Everything that closing needs, taken down at the request, so that removing a cluster or a role from `access.yaml`
 * strands no open window.
 */
export interface Target {
  readonly cluster: ClusterName;
  readonly region: string;
  readonly brokers: Brokers;
  readonly grant: Grant;
  /** ARN of the function that carries calls to the API server, where that answers in a network of its own. */
  readonly via?: string;
}

/** Where a cluster is, and as whom it is entered. */
export type ClusterRef = Omit<Target, 'grant'>;

export interface ApprovalGiven {
  readonly approver: Identity;
  /** The sources of approvers, among those of the rule, that the approver came from at the click. */
  readonly as: readonly ApproverSource[];
  readonly at: Instant;
  /** The AWS session that signed it, where it came over the command line. */
  readonly session?: string;
}

export interface MessageRef {
  readonly channel: string;
  readonly ts: string;
}

/** Where a request stands. `ended`, `applied`, `failed`, `denied`, `lapsed` and `withdrawn` are terminal. */
export type Status =
  | { readonly status: 'pending'; readonly lapsesAt: Instant }
  | {
      readonly status: 'approved';
      readonly approvedAt: Instant;
      /** Nothing opens after this: access must not appear unattended at night. */
      readonly openBy: Instant;
      readonly window?: Window;
      /** Set when opening was given up: from then on nothing is made, only cleaned. */
      readonly abandoned?: Abandonment;
    }
  | { readonly status: 'active'; readonly window: Window; readonly activeAt: Instant }
  | ({
      readonly status: 'closing';
      readonly window: Window;
      readonly since: Instant;
      /** Closing began in the middle of opening, whose calls can land until then: no end is recorded before. */
      readonly settlesAt?: Instant;
    } & Ending)
  | ({
      readonly status: 'ended';
      readonly window: Window;
      readonly endedAt: Instant;
      readonly evidence: readonly AccessEvidence[];
    } & Ending)
  /** Of an extension: the window has its new end. */
  | { readonly status: 'applied'; readonly at: Instant; readonly closesAt: Instant }
  | { readonly status: 'denied'; readonly by: Person; readonly why: Reason; readonly at: Instant }
  | ({ readonly status: 'lapsed'; readonly at: Instant } & Lapse)
  | { readonly status: 'withdrawn'; readonly at: Instant }
  | { readonly status: 'failed'; readonly at: Instant; readonly abandoned: Abandonment };

export type StatusWord = Status['status'];
export type InStatus<Word extends StatusWord> = RequestFacts & Extract<Status, { status: Word }>;

/** Why a request lapsed; without either, because nobody decided in time. */
export interface Lapse {
  /** The window that was to be extended ended first. */
  readonly windowOver?: true;
  /** The requester may not be given it any more. */
  readonly loss?: IdentityLoss;
}

/** Why a window ends; who took it away from its holder, and why, where somebody did. */
export type Ending =
  | { readonly cause: 'expired' | 'released' }
  | {
      readonly cause: 'deactivated';
      readonly loss: IdentityLoss;
      /** When Slack says that it happened, or when it was found. */
      readonly lostAt: Instant;
    }
  /** What was made for it was changed in the cluster. */
  | { readonly cause: 'drift'; readonly found: NonEmpty<Drift> }
  | { readonly cause: 'revoked'; readonly by: Person; readonly why: Reason };

export type EndCause = Ending['cause'];

export interface Abandonment {
  readonly at: Instant;
  readonly why: OpeningProblem | ExtensionProblem;
}

/** Why a window did not open. */
export type OpeningProblem =
  | 'not-paged'
  | 'too-late'
  | 'rules-changed'
  | 'role-missing'
  | 'namespace-missing'
  | 'entry-not-usable'
  | 'username-not-fenced'
  | 'entry-for-nodes'
  | 'entry-changed'
  | 'entry-limit'
  | 'principal-refused'
  | 'policy-taken'
  | 'policy-for-others'
  | 'no-access-entries'
  | 'name-taken'
  | 'no-evidence'
  | 'cluster-failing';

/** Why the end of a window was not moved. */
export type ExtensionProblem = 'window-over' | 'binding-gone' | 'not-extended';

/** The time in which access may exist, and what was made for it. Fixed before the first effect. */
export interface Window {
  readonly grantedAt: Instant;
  readonly closesAt: Instant;
  /** The person's name in this cluster; derived from an adopted entry's template where there is one. */
  readonly username: string;
  /** Groups that the access entry adds. */
  readonly groups: readonly string[];
  /** Known once it was seen. */
  readonly entry?: EntryHeld;
  /** None where the role is an access policy, which is associated with the entry. */
  readonly bindings: readonly Binding[];
}

/** The access entry that a window relies on, and whether it is ours to delete. */
export interface EntryHeld {
  readonly arn: string;
  readonly ours: boolean;
}

/** A RoleBinding in a namespace or, for the whole cluster, a ClusterRoleBinding. */
export interface Binding {
  readonly namespace: Extent;
  readonly name: string;
  /** Known once the binding was created and recorded; only then may a subject be added to it. */
  readonly uid?: string;
}

const terminal: ReadonlySet<StatusWord> = new Set([
  ...(['ended', 'applied', 'failed'] as const),
  ...(['denied', 'lapsed', 'withdrawn'] as const),
]);

export function isTerminal(request: { readonly status: StatusWord }): boolean {
  return terminal.has(request.status);
}
