import type { Actor } from '../domain/audit-event.ts';
import { accountLoss, type IdentityLoss, requirementLoss } from '../domain/identity-loss.ts';
import type { RequestId } from '../domain/ids.ts';
import { earlier, type Instant, secondsAfter } from '../domain/instant.ts';
import { longestLife } from '../domain/open-windows.ts';
import type { Account } from '../domain/person.ts';
import type { Request } from '../domain/request.ts';
import { type CarryOnPorts, showSoon } from './carry-on.ts';
import { type CloseNowPorts, closeNow } from './close-now.ts';
import { type IdentifyPorts, identifyAccount } from './identify-account.ts';
import { judgeAgain } from './judge-again.ts';
import type { Directory, RequestQueries } from './ports.ts';
import { mustFind, type RecordPorts, recordChange } from './record-change.ts';

export interface EndForLossPorts extends RecordPorts, CloseNowPorts, CarryOnPorts {}

export interface RecheckPorts extends EndForLossPorts, IdentifyPorts {
  readonly directory: Pick<Directory, 'profile' | 'usergroupsOf'>;
  readonly queries: Pick<RequestQueries, 'underWay'>;
}

/**
 * Ends at once what a person holds or waits for and may not have any more, after something about their account has
 * changed. Answers what was ended.
 * @param changedAt when Slack says that it changed
 * @throws StaleRecordError when others kept writing a record
 */
export async function recheckPerson(
  ports: RecheckPorts,
  account: Account,
  changedAt: Instant,
): Promise<readonly RequestId[]> {
  // Most changes of a profile are of people who hold nothing, and then Slack is asked nothing.
  const since = secondsAfter(ports.clock(), -longestLife);
  const held = await ports.queries.underWay(account, since);
  if (held.length === 0) return [];
  const now = await identifyAccount(ports, account.userId);
  const ended: RequestId[] = [];
  for (const request of held) {
    const loss = accountLoss(request, now) ?? (await lossOfRequirement(ports, request));
    if (
      loss !== undefined &&
      (await endForLoss(ports, request.id, { loss, lostAt: changedAt, by: 'slack' }))
    ) {
      ended.push(request.id);
    }
  }
  return ended;
}

/** Whether the requester has left those whom the request's rule is for. */
export async function lossOfRequirement(
  { directory }: Pick<RecheckPorts, 'directory'>,
  { requester, decision }: Request,
): Promise<IdentityLoss | undefined> {
  const { rule, requesters } = decision;
  if (requesters === undefined) return undefined;
  const usergroups = await directory.usergroupsOf(requester.userId, requesters.usergroups);
  return requirementLoss(rule, requester, requesters, usergroups);
}

export interface Loss {
  readonly loss: IdentityLoss;
  readonly lostAt: Instant;
  readonly by: Extract<Actor, { kind: 'system' }>['name'];
}

/** Ends one request for it: a window is closed, what waits lapses. Answers whether there was anything to end. */
export async function endForLoss(
  ports: EndForLossPorts,
  id: RequestId,
  { loss, lostAt, by }: Loss,
): Promise<boolean> {
  const ended = await judgeAgain(async () => {
    const request = await mustFind(ports.requests, id);
    const at = ports.clock();
    const change = { at, actor: { kind: 'system', name: by } as const };
    if (request.status === 'pending') {
      return recordChange(ports, request, { ...change, type: 'lapse', loss });
    }
    if (request.status !== 'active' && (request.status !== 'approved' || request.abandoned !== undefined)) {
      return undefined;
    }
    const cause = { cause: 'deactivated', loss, lostAt: earlier(lostAt, at) } as const;
    return recordChange(ports, request, { ...change, type: 'begin-close', ...cause });
  });
  if (ended === undefined) return false;
  if (ended.status === 'closing') await closeNow(ports, id);
  await showSoon(ports, id);
  return true;
}
