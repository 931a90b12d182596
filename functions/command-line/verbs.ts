import type { Caller } from '../../shared/domain/caller.ts';
import type { RequestId } from '../../shared/domain/ids.ts';
import type { ListAnswer } from '../../shared/usecases/list-as-caller.ts';
import type { AccessAnswer, AccessAsked } from '../../shared/usecases/raise-access.ts';
import type { Release, ReleaseAnswer } from '../../shared/usecases/release.ts';
import type { StatusAnswer } from '../../shared/usecases/show-status.ts';
import type { WithdrawAnswer, Withdrawal } from '../../shared/usecases/withdraw.ts';

/** What people can do through the command line: the use cases, each bound to its ports. */
export interface CommandLineVerbs {
  requestAccess(caller: Caller, asked: AccessAsked): Promise<AccessAnswer>;
  listRequests(caller: Caller): Promise<ListAnswer>;
  showStatus(id: RequestId): Promise<StatusAnswer>;
  withdraw(withdrawal: Withdrawal): Promise<WithdrawAnswer>;
  release(release: Release): Promise<ReleaseAnswer>;
}
