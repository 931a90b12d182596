import type { Home } from '../../shared/domain/home.ts';
import type { RequestId } from '../../shared/domain/ids.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import type { Account } from '../../shared/domain/person.ts';
import type { Preview } from '../../shared/domain/preview.ts';
import type { Request } from '../../shared/domain/request.ts';
import type { Suggestions } from '../../shared/domain/suggestions.ts';
import type { ApproveAnswer } from '../../shared/usecases/approve.ts';
import type { LesserApproval, LessJudgement } from '../../shared/usecases/approve-less.ts';
import type { Click } from '../../shared/usecases/approver.ts';
import type { AskForSweepAnswer } from '../../shared/usecases/ask-for-sweep.ts';
import type { BreakGlassAnswer } from '../../shared/usecases/break-glass.ts';
import type { AskByAccount } from '../../shared/usecases/break-glass-by-account.ts';
import type { Denial, DenyAnswer, DenyJudgement } from '../../shared/usecases/deny.ts';
import type { AskForTime, ExtendAnswer, ExtensionDraft } from '../../shared/usecases/extend-access.ts';
import type { HandingOver, HandOverAnswer, HandOverChoice } from '../../shared/usecases/hand-over.ts';
import type { LinkCodeAnswer } from '../../shared/usecases/issue-link-code.ts';
import type { ExtensionOffer } from '../../shared/usecases/judge-extend.ts';
import type { UnreviewedAnswer } from '../../shared/usecases/list-unreviewed.ts';
import type { OfferAnswer } from '../../shared/usecases/offer-break-glass.ts';
import type { Draft } from '../../shared/usecases/preview-request.ts';
import type { AccessAnswer } from '../../shared/usecases/raise-access.ts';
import type { Release, ReleaseAnswer } from '../../shared/usecases/release.ts';
import type { AskForAccess } from '../../shared/usecases/request-access.ts';
import type { ReviewAnswer, ReviewDraft, Reviewing, TakeAnswer } from '../../shared/usecases/review.ts';
import type {
  Revocation,
  RevocationDraft,
  RevokeAnswer,
  RevokeJudgement,
} from '../../shared/usecases/revoke.ts';
import type { StatusAnswer } from '../../shared/usecases/show-status.ts';
import type { ScopeSearch } from '../../shared/usecases/suggest-scope.ts';
import type { UnlinkAnswer, Unlinking } from '../../shared/usecases/unlink.ts';
import type { WithdrawAnswer, Withdrawal } from '../../shared/usecases/withdraw.ts';

/** What people can do through Slack: the use cases, each bound to its ports. */
export interface SlackVerbs {
  /** What would become of a request that is being filled in. @param patience milliseconds for all that is read */
  previewRequest(draft: Draft, patience: number): Promise<Preview>;
  /** What the person may ask for of what they type; answers within two seconds. */
  suggestScope(search: ScopeSearch): Promise<Suggestions>;
  requestAccess(ask: AskForAccess): Promise<AccessAnswer>;
  approve(click: Click): Promise<ApproveAnswer>;
  /** Whether the person may approve, and less of what, before they choose. */
  judgeLess(click: Click): Promise<LessJudgement>;
  approveLess(approval: LesserApproval): Promise<ApproveAnswer>;
  /** Whether the person may deny, before they are asked why. */
  judgeDeny(click: Click): Promise<DenyJudgement>;
  deny(denial: Denial): Promise<DenyAnswer>;
  /** Whether the person may ask somebody else to decide, and whom. */
  judgeHandOver(click: Click): Promise<HandOverChoice>;
  handOver(given: HandingOver): Promise<HandOverAnswer>;
  withdraw(withdrawal: Withdrawal): Promise<WithdrawAnswer>;
  release(release: Release): Promise<ReleaseAnswer>;
  /** Whether the person may ask for more time, before they are asked for how much. */
  judgeExtend(draft: ExtensionDraft): Promise<ExtensionOffer>;
  extendAccess(ask: AskForTime): Promise<ExtendAnswer>;
  /** Whether the person may revoke, before they are asked why. */
  judgeRevoke(draft: RevocationDraft): Promise<RevokeJudgement>;
  revoke(revocation: Revocation): Promise<RevokeAnswer>;
  /** Has the clusters swept, and whoever asks told of it. */
  askForSweep(by: Account): Promise<AskForSweepAnswer>;
  /** Ends what a person may not have any more, after their account has changed. */
  recheckPerson(account: Account, changedAt: Instant): Promise<readonly RequestId[]>;
  /** Opens at once, without approval. */
  breakGlass(ask: AskByAccount): Promise<BreakGlassAnswer>;
  /** Tries break-glass out. */
  drill(ask: Pick<AskByAccount, 'id' | 'requester'>): Promise<BreakGlassAnswer>;
  offerToBreakGlass(account: Account): Promise<OfferAnswer>;
  /** Whether the person may review, which is noted before they are asked what they think. */
  takeReview(draft: ReviewDraft): Promise<TakeAnswer>;
  review(review: Reviewing): Promise<ReviewAnswer>;
  listUnreviewed(reader: Account): Promise<UnreviewedAnswer>;
  /** A code that links the account with the person's AWS identity, once; for nobody else's eyes. */
  issueLinkCode(person: AskForAccess['requester']): Promise<LinkCodeAnswer>;
  unlink(unlinking: Unlinking): Promise<UnlinkAnswer>;
  showHome(person: AskForAccess['requester']): Promise<Home>;
  listRequests(person: AskForAccess['requester']): Promise<readonly Request[]>;
  showStatus(id: RequestId, reader: AskForAccess['requester']): Promise<StatusAnswer>;
}
