import type { Duration } from '../../../shared/domain/duration.ts';
import type { RequestId } from '../../../shared/domain/ids.ts';
import type { Scope } from '../../../shared/domain/scope.ts';
import { type ApproveAnswer, approve } from '../../../shared/usecases/approve.ts';
import { approveLess, type LesserApproval } from '../../../shared/usecases/approve-less.ts';
import type { BreakGlassAnswer } from '../../../shared/usecases/break-glass.ts';
import { breakGlassByAccount } from '../../../shared/usecases/break-glass-by-account.ts';
import { type DenyAnswer, deny } from '../../../shared/usecases/deny.ts';
import { type ExtendAnswer, extendAccess } from '../../../shared/usecases/extend-access.ts';
import type { AccessAnswer } from '../../../shared/usecases/raise-access.ts';
import { type ReleaseAnswer, release } from '../../../shared/usecases/release.ts';
import { requestAccess } from '../../../shared/usecases/request-access.ts';
import { type RevokeAnswer, revoke } from '../../../shared/usecases/revoke.ts';
import { type WithdrawAnswer, withdraw } from '../../../shared/usecases/withdraw.ts';
import { someReason } from '../../support/records.ts';
import type { SimulatedWorld } from '../world/simulated-world.ts';
import { accountOf } from './cast.ts';

/** Somebody does something in Slack, at a moment in milliseconds since the epoch. */
export type Action = {
  /** The same in every run of the seed. */
  readonly key: string;
  readonly at: number;
  readonly who: string;
  /** Of the request or the extension that it is about, or that it makes. */
  readonly id: RequestId;
} & Deed;

export type Deed =
  | { readonly verb: 'request'; readonly scope: Scope; readonly duration: Duration }
  | { readonly verb: 'break-glass'; readonly scope: Scope }
  | { readonly verb: 'extend'; readonly of: RequestId; readonly duration: Duration }
  | { readonly verb: 'approve-less'; readonly wanted: LesserApproval['wanted'] }
  | { readonly verb: PlainVerb };

/** What needs no more said than on what. */
export type PlainVerb = 'approve' | 'deny' | 'withdraw' | 'release' | 'revoke';

export type Answer =
  | (AccessAnswer | ApproveAnswer | BreakGlassAnswer | DenyAnswer)
  | (ExtendAnswer | ReleaseAnswer | RevokeAnswer | WithdrawAnswer);

/** Has the verb done, as the `slack` function does when it is told to. */
export function act(ports: ReturnType<SimulatedWorld['portsOf']>, action: Action): Promise<Answer> {
  const { id } = action;
  const by = accountOf(action.who);
  switch (action.verb) {
    case 'request': {
      const { scope, duration } = action;
      return requestAccess(ports, { id, requester: by, scope, duration, reason: someReason });
    }
    case 'break-glass':
      return breakGlassByAccount(ports, { id, requester: by, scope: action.scope, reason: someReason });
    case 'extend':
      return extendAccess(ports, { id, by, of: action.of, duration: action.duration, reason: someReason });
    case 'approve':
      return approve(ports, { id, approver: by });
    case 'approve-less':
      return approveLess(ports, { id, approver: by, wanted: action.wanted });
    case 'deny':
      return deny(ports, { id, approver: by, why: someReason });
    case 'withdraw':
      return withdraw(ports, { id, by });
    case 'release':
      return release(ports, { id, by });
    case 'revoke':
      return revoke(ports, { id, by, why: someReason });
  }
}
