import type { Allowance } from './allowance.ts';
import type { ApiCall, UseSummary } from './api-call.ts';
import type { ApproverSource } from './approver-source.ts';
import type { EscalationCause, Reminded, Shortage } from './attention.ts';
import type { NonEmpty } from './brand.ts';
import type { Verdict } from './break-glass.ts';
import type { Chained } from './chain-head.ts';
import type { Drift } from './drift.ts';
import type { Duration } from './duration.ts';
import type { AccessEvidence } from './evidence.ts';
import type { IdentityLoss } from './identity-loss.ts';
import type { RequestId } from './ids.ts';
import type { Instant } from './instant.ts';
import type { PagedService, PagingOutcome } from './paging.ts';
import type { Identity, Person } from './person.ts';
import type { Reason } from './reason.ts';
import type { Abandonment, Binding, EndCause, EntryHeld, MessageRef } from './request.ts';
import type { Considered } from './roster.ts';
import type { ClusterName, RoleName, Scope } from './scope.ts';
import type { StandingAccess } from './standing-access.ts';
import type { LesserTerms } from './terms.ts';

/** One fact in the life of a request, chained to the one before it. */
export type AuditEvent = Chained<{
  readonly requestId: RequestId;
  readonly at: Instant;
  readonly actor: Actor;
  readonly fact: AuditFact;
  /** The rule that the request was decided by, as it was then. What a click was judged by stands in its fact. */
  readonly rule: RuleVersion;
  readonly about: About;
}>;

/** Whose access to what the event is about, so that each event can be read by itself. */
export interface About {
  readonly requester: Person;
  readonly cluster: ClusterName;
  readonly namespaces: Scope['namespaces'];
  readonly role: RoleName;
  readonly breakGlass?: 'emergency' | 'drill';
}

/** A rule of the policy, in one version of it. */
export interface RuleVersion {
  readonly name: string;
  readonly hash: string;
}

/** Who did it: a person, or a part of this system that acted on the record. */
export type Actor =
  | {
      readonly kind: 'person';
      readonly person: Person;
      readonly principalArn?: string;
      /** ARN of the AWS session that the call was signed with, where it came over the command line. */
      readonly session?: string;
    }
  | {
      readonly kind: 'system';
      readonly name:
        | 'policy'
        | 'slack'
        | 'advance-approval'
        | 'open-window'
        | 'close-window'
        | 'sweep'
        | 'read-audit-log';
    };

/** A person as the one who acts. @param session the AWS session they came with, over the command line */
export function personActor({ person, principal }: Identity, session?: string): Actor {
  const actor = { kind: 'person', person, principalArn: principal.arn } as const;
  return session === undefined ? actor : { ...actor, session };
}

/** The facts there are, each defined in a sentence. */
export type AuditFact =
  /** A person asked for a scope for a duration; or for the duration to be added to the window of another request. */
  | {
      readonly type: 'requested';
      readonly scope: Scope;
      readonly duration: Duration;
      readonly reason: Reason;
      readonly principalArn: string;
      readonly username: string;
      readonly extends?: RequestId;
      /** It only tries break-glass out. */
      readonly drill?: true;
    }
  /** The policy answered the request by a rule: automatically, or naming who must approve. */
  | { readonly type: 'decided'; readonly decision: Allowance }
  /** What the role may do in the cluster was noted, and what of it stands already, before its approvers were asked. */
  | { readonly type: 'rules-noted'; readonly rulesHash: string; readonly standing?: StandingAccess }
  /** The card that asks the approvers was posted. */
  | { readonly type: 'routed'; readonly card: MessageRef }
  /** The channel of the card could be used no more, so another card was posted, which is the one from now on. */
  | { readonly type: 'rerouted'; readonly card: MessageRef }
  /** An approver agreed, be it to less; `complete` says whether that was the last approval needed. */
  | {
      readonly type: 'approved';
      readonly as: readonly ApproverSource[];
      readonly complete: boolean;
      readonly less?: LesserTerms;
      readonly judged: Judged;
    }
  /** An approver refused the request, and said why. */
  | { readonly type: 'denied'; readonly why: Reason; readonly judged: Judged }
  /** The requester took the request back before it was decided. */
  | { readonly type: 'withdrawn' }
  /** Those who had not answered were asked once more. */
  | { readonly type: 'reminded'; readonly whom: Reminded }
  /** Others count for every open stage too from here on, because nobody decided or nobody was left who could. */
  | { readonly type: 'escalated'; readonly to: NonEmpty<ApproverSource>; readonly why: EscalationCause }
  /** Nobody was found who could approve, not even among those to whom it was escalated. */
  | { readonly type: 'stranded'; readonly shortages: NonEmpty<Shortage> }
  /** An approver asked somebody else to decide. */
  | { readonly type: 'handed-over'; readonly to: Person; readonly note?: Reason }
  /** Nobody decided in time, or before the window was over that was to be extended, or the requester lost their right. */
  | { readonly type: 'lapsed'; readonly windowOver?: true; readonly loss?: IdentityLoss }
  /** Those who carry pages have answered; `took` is milliseconds from the command to the first that accepted in time. */
  | { readonly type: 'paged'; readonly outcomes: readonly PagingOutcome[]; readonly took?: number }
  /** Somebody else than its user looks after a break-glass. */
  | { readonly type: 'taken' }
  /** Nobody looked after a break-glass in time, so its page was sent on. */
  | { readonly type: 'page-sent-on'; readonly to: PagedService; readonly outcomes: readonly PagingOutcome[] }
  /** Reviewers were reminded of a break-glass. */
  | { readonly type: 'review-reminded' }
  /** Nobody reviewed a break-glass in time, and somebody was paged for that. */
  | {
      readonly type: 'review-overdue';
      readonly to: PagedService;
      readonly outcomes: readonly PagingOutcome[];
    }
  /** A reviewer said what they think of a break-glass. */
  | { readonly type: 'reviewed'; readonly verdict: Verdict; readonly text: Reason }
  /** The end of the window was fixed, and what will be made was named, before anything was made. */
  | {
      readonly type: 'window-fixed';
      readonly closesAt: Instant;
      readonly bindings: readonly Pick<Binding, 'namespace' | 'name'>[];
    }
  /** The access entry stands and the bindings exist, still without their subject. */
  | {
      readonly type: 'made';
      readonly username: string;
      readonly entry: EntryHeld;
      readonly bindings: readonly Binding[];
    }
  /** Opening, or extending, was given up. */
  | { readonly type: 'abandoned'; readonly why: Abandonment['why'] }
  /** The person's bindings name them, and the cluster says that they have the access. */
  | {
      readonly type: 'opened';
      readonly closesAt: Instant;
      readonly evidence: readonly AccessEvidence[];
      /** What the person could do before; none where the cluster did not say. */
      readonly standing?: StandingAccess;
      /** Milliseconds from the last approval. */
      readonly approveToYes: number;
    }
  /** The holder of the window asked for more time, by a request of its own. */
  | { readonly type: 'extension-asked'; readonly extension: RequestId; readonly duration: Duration }
  /** The end of the window was moved by an approved extension. */
  | { readonly type: 'extended'; readonly by: RequestId; readonly from: Instant; readonly to: Instant }
  /** The extension moved the end of its request's window. */
  | { readonly type: 'applied'; readonly closesAt: Instant }
  /** The window is over and its access is being taken away; a revocation says why. */
  | { readonly type: 'closing'; readonly cause: 'expired' | 'released' }
  | {
      readonly type: 'closing';
      readonly cause: 'deactivated';
      readonly loss: IdentityLoss;
      readonly lostAt: Instant;
    }
  | { readonly type: 'closing'; readonly cause: 'drift'; readonly found: NonEmpty<Drift> }
  | { readonly type: 'closing'; readonly cause: 'revoked'; readonly why: Reason }
  /** What was made could not be taken away; it is tried again until it can. */
  | { readonly type: 'taking-away-failed'; readonly why: string }
  /** Those who run the system were paged, because it still fails. */
  | { readonly type: 'operators-paged'; readonly outcomes: readonly PagingOutcome[] }
  /** What was made is gone, and the cluster says no, or names the standing access that remains. */
  | {
      readonly type: 'closed';
      readonly cause: EndCause;
      readonly removed: readonly Binding[];
      readonly evidence: readonly AccessEvidence[];
      /** What the window rested on was removed or changed in the cluster, which only the close found. */
      readonly drifts?: NonEmpty<Drift>;
      /** Milliseconds from the moment at which the access was to end. */
      readonly endToNo: number;
    }
  /** A binding of the request stood in the cluster although nothing allowed it; it is being removed. */
  | { readonly type: 'orphan-found'; readonly binding: Required<Binding> }
  /** What the holder did within the window, as the cluster's own audit log tells it. */
  | { readonly type: 'used'; readonly summary: UseSummary }
  /** The holder called the cluster after the end of the window; ten of the calls, and how many there were. */
  | { readonly type: 'called-after-end'; readonly calls: readonly ApiCall[]; readonly count: number }
  /** The window never opened, and the cluster holds nothing of it; or it was not extended. */
  | { readonly type: 'failed'; readonly why: Abandonment['why'] };

/** What a decision was judged by: the rule as it was then, and whom the approvers' sources stood for. */
export interface Judged {
  /** The rule that covers the request at the click; none where none does any more. */
  readonly rule?: RuleVersion;
  readonly considered: readonly Considered[];
}
