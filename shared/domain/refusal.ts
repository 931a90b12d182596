import type { ApproverSource } from './approver-source.ts';
import type { NonEmpty } from './brand.ts';
import type { Verdict } from './break-glass.ts';
import type { Duration } from './duration.ts';
import type { RequestId } from './ids.ts';
import type { Pin } from './link.ts';
import type { UsergroupHandle } from './person.ts';
import type { EndCause, Lapse, StatusWord } from './request.ts';
import type { Mismatch } from './rule-match.ts';
import type { ClusterName, Extent, Namespace, RoleName, Scope } from './scope.ts';

/** Why something is not done. A value for code; `sentences.ts` says it to people. */
export type Refusal =
  | {
      readonly code: 'unknown-cluster';
      readonly cluster: ClusterName;
      readonly known: readonly ClusterName[];
    }
  | {
      readonly code: 'unknown-namespace';
      readonly cluster: ClusterName;
      readonly namespace: Namespace;
      readonly known: readonly Namespace[];
    }
  /** An access policy, asked for by somebody who shares their IAM role. */
  | { readonly code: 'needs-own-principal'; readonly role: RoleName }
  /** A role that is given in the whole cluster, asked for in namespaces. */
  | { readonly code: 'role-is-cluster-wide'; readonly role: RoleName }
  /** A role that is given in namespaces, asked for in the whole cluster. */
  | {
      readonly code: 'role-is-in-namespaces';
      readonly role: RoleName;
      readonly known: readonly Namespace[];
    }
  | { readonly code: 'unknown-role'; readonly role: RoleName; readonly known: readonly RoleName[] }
  | { readonly code: 'no-rule'; readonly scope: Scope }
  | {
      readonly code: 'too-long';
      readonly rule: string;
      readonly asked: Duration;
      readonly longest: Duration;
    }
  | PolicyRefusal
  | IdentityRefusal
  | LinkRefusal
  | CallerRefusal
  | ApprovalRefusal
  | LessRefusal
  | HandOverRefusal
  | EarlyEndRefusal
  | ExtensionRefusal
  | BreakGlassRefusal
  | { readonly code: 'unknown-request'; readonly id: RequestId }
  | { readonly code: 'may-not-sweep'; readonly usergroup: UsergroupHandle }
  | { readonly code: 'illegal-transition'; readonly status: StatusWord; readonly change: string };

/** Why the policy does not allow it to this person, at this moment, for this reason, though it may allow it else. */
export type PolicyRefusal =
  | {
      readonly code: 'not-now-or-not-you';
      readonly scope: Scope;
      /** The rules that cover the scope, each with the conditions that keep it from deciding. */
      readonly rules: NonEmpty<{ readonly rule: string; readonly why: NonEmpty<Mismatch> }>;
    }
  | { readonly code: 'reason-pattern'; readonly rule: string; readonly explain: string }
  | { readonly code: 'ticket-missing'; readonly rule: string; readonly explain: string }
  | {
      readonly code: 'too-many-open';
      readonly most: number;
      readonly open: NonEmpty<{
        readonly id: RequestId;
        readonly scope: Scope;
        readonly status: StatusWord;
      }>;
    };

/** Why a Slack account is not accepted as a person. */
export type IdentityRefusal =
  | { readonly code: 'unknown-person' }
  | { readonly code: 'deactivated' }
  | { readonly code: 'bot' }
  | { readonly code: 'guest' }
  | { readonly code: 'stranger' }
  | { readonly code: 'unconfirmed-email' }
  | { readonly code: 'unusable-email'; readonly email: string }
  | { readonly code: 'foreign-email'; readonly email: string; readonly domains: readonly string[] }
  /** Their source wants a link; they have none, or Slack or `access.yaml` has changed since. */
  | { readonly code: 'link-required'; readonly why: 'never-linked' | 'address-changed' | 'another-identity' }
  /** Another Slack account has linked the AWS identity that this one's address stands for. */
  | { readonly code: 'principal-taken' };

/** Why a Slack account and an AWS identity are not linked, or a link is not taken away. */
export type LinkRefusal =
  | { readonly code: 'caller-not-a-person'; readonly caller: string }
  /** It never was, was used, is too old, or was issued to who the account no longer is: nobody is told which. */
  | { readonly code: 'code-unknown' }
  | { readonly code: 'another-principal-called'; readonly said: string; readonly caller: string }
  | { readonly code: 'another-session-called'; readonly session: string; readonly caller: string }
  | { readonly code: 'linked-to-another'; readonly pin: Pin }
  | { readonly code: 'not-security'; readonly usergroup: UsergroupHandle }
  | { readonly code: 'own-link'; readonly usergroup: UsergroupHandle }
  | { readonly code: 'not-linked' };

/** Why a call that is signed with AWS credentials says nothing about who calls, or too little. */
export type CallerRefusal =
  /** No identity source has this role or user, or not by this session's name, which its caller may have chosen. */
  | { readonly code: 'unknown-caller'; readonly arn: string }
  | { readonly code: 'outside-organization' }
  | { readonly code: 'no-slack-account'; readonly email: string }
  /** Slack does not answer, and this cannot be judged without it. */
  | { readonly code: 'slack-needed'; readonly for: 'approval' | 'deciding' | 'memberships' }
  /** The key that makes a repeated call harmless stands for another request already. */
  | { readonly code: 'key-used'; readonly id: RequestId };

/** Whether the person is on call, and so may do it, cannot be known at the moment. */
export type OnCallUnknown = { readonly code: 'on-call-unknown' };

/** Why a person may not approve or deny a request now. */
export type ApprovalRefusal =
  | { readonly code: 'own-request' }
  | { readonly code: 'requester-changed' }
  | { readonly code: 'not-an-approver'; readonly approvers: readonly ApproverSource[] }
  | OnCallUnknown
  | { readonly code: 'approved-before' }
  /** The rule wants approvals that are signed with an AWS session, and this is a click in Slack. */
  | { readonly code: 'session-needed'; readonly id: RequestId }
  | { readonly code: 'stage-complete'; readonly open: readonly ApproverSource[] }
  | ({
      readonly code: 'already-decided';
      readonly status: StatusWord;
      readonly by: readonly string[];
    } & Lapse)
  | { readonly code: 'policy-changed'; readonly refusal: Refusal }
  | Extract<ExtensionRefusal, { code: 'window-over' }>;

/** Why what an approver chose is not less than what was asked, or cannot be known to be. */
export type LessRefusal =
  | { readonly code: 'longer-than-asked'; readonly wanted: Duration; readonly asked: Duration }
  | {
      readonly code: 'namespaces-not-asked';
      readonly wanted: readonly Extent[];
      readonly asked: readonly Extent[];
    }
  /** An extension moves the end of a window as it stands. */
  | { readonly code: 'extension-keeps-scope' }
  | { readonly code: 'other-rule'; readonly rule: string; readonly scope: Scope }
  | { readonly code: 'role-not-narrower'; readonly role: RoleName; readonly asked: RoleName }
  | {
      readonly code: 'role-unread';
      readonly role: RoleName;
      readonly asked: RoleName;
      readonly cluster: ClusterName;
    }
  | { readonly code: 'role-missing'; readonly role: RoleName; readonly cluster: ClusterName }
  | { readonly code: 'role-of-aws'; readonly role: RoleName; readonly asked: RoleName }
  | { readonly code: 'role-changed'; readonly role: RoleName; readonly cluster: ClusterName };

/** Why an approver may not ask this person to decide, or anybody. */
export type HandOverRefusal =
  | { readonly code: 'nobody-else' }
  | { readonly code: 'cannot-be-asked'; readonly why: 'requester' | 'oneself' | 'asked-before' | 'account' }
  | {
      readonly code: 'cannot-be-asked';
      readonly why: 'not-an-approver';
      /** Where those come from who could still decide. */
      readonly approvers: readonly ApproverSource[];
    };

/** Why a person may not withdraw, release or revoke now. */
export type EarlyEndRefusal =
  | { readonly code: 'not-requester'; readonly verb: 'withdraw' | 'release' | 'extend' }
  | { readonly code: 'decided-before-withdrawal'; readonly id: RequestId; readonly status: StatusWord }
  | { readonly code: 'nothing-to-withdraw'; readonly status: StatusWord }
  | {
      readonly code: 'nothing-to-end';
      readonly id: RequestId;
      readonly verb: 'release' | 'revoke';
      readonly status: StatusWord;
    }
  | {
      readonly code: 'ending-already';
      readonly status: 'closing' | 'ended';
      readonly cause: EndCause;
      /** Email of the person who ended it, where one did. */
      readonly by?: string;
    }
  /** An extension is not open itself; what it extends is. */
  | { readonly code: 'is-extension'; readonly of: RequestId; readonly verb: 'release' | 'revoke' }
  | { readonly code: 'own-access'; readonly id: RequestId }
  | { readonly code: 'not-a-revoker'; readonly revokers: readonly ApproverSource[] };

/** Why a window gets no more time. */
export type ExtensionRefusal =
  | { readonly code: 'nothing-to-extend'; readonly status: StatusWord }
  /** One at a time; this one is waiting for its approvers, or about to move the end. */
  | { readonly code: 'extension-under-way'; readonly id: RequestId; readonly status: StatusWord }
  | { readonly code: 'no-time-left'; readonly rule: string; readonly longest: Duration }
  /** The account has come to be another person in the cluster than the one that the access was opened for. */
  | { readonly code: 'another-principal' }
  /** At the click: with the extension the whole window would be longer than the rule allows now. */
  | { readonly code: 'too-long-in-all'; readonly rule: string; readonly longest: Duration }
  | { readonly code: 'window-over' };

/** Why nothing is opened without approval, or a use of that is not reviewed. */
export type BreakGlassRefusal =
  | {
      readonly code: 'no-break-glass';
      readonly scope: Scope;
      /** Each with the conditions that keep it from covering this. */
      readonly rules: readonly { readonly rule: string; readonly why: NonEmpty<Mismatch> }[];
    }
  | { readonly code: 'no-break-glass-for-you' }
  /** No rule that is for this person has a drill. */
  | { readonly code: 'no-drill' }
  | { readonly code: 'drill-under-way'; readonly id: RequestId }
  | { readonly code: 'break-glass-open'; readonly id: RequestId; readonly scope: Scope }
  | { readonly code: 'too-many-uses'; readonly rule: string; readonly most: number }
  | { readonly code: 'not-extended-again' }
  | { readonly code: 'own-use'; readonly id: RequestId }
  | { readonly code: 'not-a-reviewer'; readonly reviewers: readonly ApproverSource[] }
  | { readonly code: 'reviewed-before'; readonly by: string; readonly verdict: Verdict }
  | { readonly code: 'nothing-to-review'; readonly id: RequestId; readonly status: StatusWord };
