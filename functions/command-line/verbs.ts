import type { Caller, CallerIdentification } from '../../shared/domain/caller.ts';
import type { RequestId } from '../../shared/domain/ids.ts';
import type { Reason } from '../../shared/domain/reason.ts';
import type { ApproveAnswer } from '../../shared/usecases/approve.ts';
import type { AskForBreakGlass, BreakGlassAnswer } from '../../shared/usecases/break-glass.ts';
import type { DenyAnswer } from '../../shared/usecases/deny.ts';
import type { LinkAnswer, Linking } from '../../shared/usecases/link.ts';
import type { ListAnswer } from '../../shared/usecases/list-as-caller.ts';
import type { AccessAnswer, AccessAsked } from '../../shared/usecases/raise-access.ts';
import type { Release, ReleaseAnswer } from '../../shared/usecases/release.ts';
import type { StatusAnswer } from '../../shared/usecases/show-status.ts';
import type { WithdrawAnswer, Withdrawal } from '../../shared/usecases/withdraw.ts';

/** What people can do through the command line: the use cases, each bound to its ports. */
export interface CommandLineVerbs {
  /** Who calls, by AWS's word alone: whoever gives up what is theirs needs nothing of Slack. */
  knowCaller(caller: Caller): Promise<CallerIdentification>;
  requestAccess(caller: Caller, asked: AccessAsked): Promise<AccessAnswer>;
  breakGlass(
    caller: Caller,
    ask: Pick<AskForBreakGlass, 'id' | 'scope' | 'reason'>,
  ): Promise<BreakGlassAnswer>;
  listRequests(caller: Caller): Promise<ListAnswer>;
  showStatus(id: RequestId): Promise<StatusAnswer>;
  withdraw(withdrawal: Withdrawal): Promise<WithdrawAnswer>;
  release(release: Release): Promise<ReleaseAnswer>;
  approve(caller: Caller, id: RequestId): Promise<ApproveAnswer>;
  deny(caller: Caller, denial: { readonly id: RequestId; readonly why: Reason }): Promise<DenyAnswer>;
  link(linking: Linking): Promise<LinkAnswer>;
}
