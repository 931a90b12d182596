import type { ApiCall, UseSummary } from './api-call.ts';
import type { ApproverSource } from './approver-source.ts';
import type { EscalationCause, Reminded, Shortage } from './attention.ts';
import type { Actor, Judged } from './audit-event.ts';
import type { NonEmpty } from './brand.ts';
import type { Verdict } from './break-glass.ts';
import type { Drift } from './drift.ts';
import type { Duration } from './duration.ts';
import type { AccessEvidence } from './evidence.ts';
import type { IdentityLoss } from './identity-loss.ts';
import type { RequestId } from './ids.ts';
import type { Instant } from './instant.ts';
import type { PagedService, PagingOutcome } from './paging.ts';
import type { Identity } from './person.ts';
import type { Reason } from './reason.ts';
import type { Abandonment, ApprovalGiven, Binding, EntryHeld, MessageRef } from './request.ts';
import type { StandingAccess } from './standing-access.ts';
import type { LesserTerms } from './terms.ts';

/** What can happen to a record, by whom and when. */
export type Change = { readonly at: Instant; readonly actor: Actor } & (
  | { readonly type: 'note-rules'; readonly rulesHash: string; readonly standing?: StandingAccess }
  | { readonly type: 'route'; readonly card: MessageRef }
  | { readonly type: 'reroute'; readonly card: MessageRef }
  | ({
      readonly type: 'approve';
      readonly given: ApprovalGiven;
      readonly completes: boolean;
      /** What the approver allows, where it is less than what the record asks for. */
      readonly less?: LesserTerms;
      readonly judged: Judged;
    } & Clicked)
  | ({
      readonly type: 'deny';
      readonly by: ApprovalGiven['approver'];
      readonly why: Reason;
      readonly judged: Judged;
    } & Clicked)
  | { readonly type: 'withdraw' }
  | { readonly type: 'lapse'; readonly windowOver?: true; readonly loss?: IdentityLoss }
  | { readonly type: 'remind'; readonly reminded: Reminded }
  | {
      readonly type: 'escalate';
      readonly to: NonEmpty<ApproverSource>;
      readonly why: EscalationCause;
    }
  | { readonly type: 'strand'; readonly shortages: NonEmpty<Shortage> }
  | ({
      readonly type: 'hand-over';
      readonly from: Identity;
      readonly to: Identity;
      readonly note?: Reason;
    } & Clicked)
  | { readonly type: 'page'; readonly outcomes: readonly PagingOutcome[] }
  | { readonly type: 'take'; readonly by: Identity }
  | { readonly type: 'send-on'; readonly to: PagedService; readonly outcomes: readonly PagingOutcome[] }
  | { readonly type: 'remind-review' }
  | {
      readonly type: 'overdue-review';
      readonly to: PagedService;
      readonly outcomes: readonly PagingOutcome[];
    }
  | { readonly type: 'review'; readonly by: Identity; readonly verdict: Verdict; readonly text: Reason }
  | { readonly type: 'fix-window' }
  | { readonly type: 'note-failing'; readonly why: string }
  | { readonly type: 'note-paged'; readonly outcomes: readonly PagingOutcome[] }
  | { readonly type: 'note-use'; readonly summary: UseSummary }
  | { readonly type: 'find-late-calls'; readonly calls: NonEmpty<ApiCall> }
  | { readonly type: 'find-orphan'; readonly binding: Required<Binding> }
  | {
      readonly type: 'record-made';
      readonly username: string;
      readonly groups: readonly string[];
      readonly entry: EntryHeld;
      readonly bindings: readonly Required<Binding>[];
    }
  | {
      readonly type: 'activate';
      readonly evidence: readonly AccessEvidence[];
      readonly standing?: StandingAccess;
    }
  | { readonly type: 'abandon'; readonly why: Abandonment['why'] }
  | { readonly type: 'fail' }
  | { readonly type: 'ask-extension'; readonly extension: RequestId; readonly duration: Duration }
  | { readonly type: 'extend'; readonly by: RequestId; readonly from: Instant; readonly to: Instant }
  | { readonly type: 'apply' }
  | { readonly type: 'begin-close'; readonly cause: 'expired' | 'released' }
  | {
      readonly type: 'begin-close';
      readonly cause: 'deactivated';
      readonly loss: IdentityLoss;
      readonly lostAt: Instant;
    }
  | { readonly type: 'begin-close'; readonly cause: 'drift'; readonly found: NonEmpty<Drift> }
  | { readonly type: 'begin-close'; readonly cause: 'revoked'; readonly why: Reason }
  | {
      readonly type: 'end';
      readonly removed: readonly Binding[];
      readonly evidence: readonly AccessEvidence[];
      /** How what it rested on was found at the close. */
      readonly drifts?: NonEmpty<Drift>;
    }
);

/** A click can be faster than the note of where the card stands; so it brings the place along. */
interface Clicked {
  readonly clickedCard?: MessageRef;
}

export type ChangeOf<Type extends Change['type']> = Extract<Change, { type: Type }>;
