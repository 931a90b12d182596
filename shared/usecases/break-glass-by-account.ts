import type { RequestId } from '../domain/ids.ts';
import type { Account } from '../domain/person.ts';
import type { Reason } from '../domain/reason.ts';
import type { Scope } from '../domain/scope.ts';
import { type BreakGlassAnswer, type BreakGlassPorts, breakGlass } from './break-glass.ts';
import { type IdentifyPorts, identifyAccount } from './identify-account.ts';

export type BreakGlassByAccountPorts = BreakGlassPorts & IdentifyPorts;

export interface AskByAccount {
  readonly id: RequestId;
  readonly requester: Account;
  readonly scope: Scope;
  readonly reason: Reason;
}

/** A break-glass that is asked for in Slack: by whoever the account stands for now. */
export async function breakGlassByAccount(
  ports: BreakGlassByAccountPorts,
  { requester, ...ask }: AskByAccount,
): Promise<BreakGlassAnswer> {
  const identified = await identifyAccount(ports, requester.userId);
  return identified.identified
    ? breakGlass(ports, { ...ask, requester: identified.identity })
    : { outcome: 'refused', refusal: identified.refusal };
}
