import type { RequestId } from '../../shared/domain/ids.ts';
import type { Request } from '../../shared/domain/request.ts';
import type { ApproveAnswer } from '../../shared/usecases/approve.ts';
import type { Click } from '../../shared/usecases/approver.ts';
import type { DenyAnswer } from '../../shared/usecases/deny.ts';
import type { AccessAnswer, AskForAccess } from '../../shared/usecases/request-access.ts';
import type { StatusAnswer } from '../../shared/usecases/show-status.ts';

/** What people can do through Slack: the use cases, each bound to its ports. */
export interface SlackVerbs {
  requestAccess(ask: AskForAccess): Promise<AccessAnswer>;
  approve(click: Click): Promise<ApproveAnswer>;
  deny(click: Click): Promise<DenyAnswer>;
  listRequests(person: AskForAccess['requester']): Promise<readonly Request[]>;
  showStatus(id: RequestId, reader: AskForAccess['requester']): Promise<StatusAnswer>;
}
