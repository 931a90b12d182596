import { decideDrill, drillUnderWay } from '../domain/decide-drill.ts';
import type { RequestId } from '../domain/ids.ts';
import { type Instant, secondsAfter } from '../domain/instant.ts';
import { longestLife } from '../domain/open-windows.ts';
import type { Account, Identity } from '../domain/person.ts';
import { drillReason } from '../domain/reason.ts';
import { type BreakGlassAnswer, type BreakGlassPorts, usergroupsFor } from './break-glass.ts';
import type { BreakGlassByAccountPorts } from './break-glass-by-account.ts';
import { identifyAccount } from './identify-account.ts';
import { raiseAtOnce } from './raise-at-once.ts';

export interface AskForDrill {
  /** Derived from the delivery that asks, so that a repeated delivery finds the first one's record. */
  readonly id: RequestId;
  readonly requester: Identity;
  /** When the command came in, from which its first step is counted. */
  readonly commandAt: Instant;
}

/** A drill of whoever the Slack account stands for now. */
export async function drillByAccount(
  ports: BreakGlassByAccountPorts,
  { id, requester }: { readonly id: RequestId; readonly requester: Pick<Account, 'userId'> },
): Promise<BreakGlassAnswer> {
  const commandAt = ports.clock();
  const identified = await identifyAccount(ports, requester.userId);
  return identified.identified
    ? drill(ports, { id, commandAt, requester: identified.identity })
    : { outcome: 'refused', refusal: identified.refusal };
}

/**
 * Tries break-glass out, by the rule that lets the person break the glass: everything is as in an emergency, but opens
 * what the rule's drill names, and counts towards no cap. Refusals leave no trace. Asked twice with one id, it is one.
 */
export async function drill(
  ports: BreakGlassPorts,
  { id, requester, commandAt }: AskForDrill,
): Promise<BreakGlassAnswer> {
  const { person } = requester;
  const usergroups = await usergroupsFor(ports, person);
  const at = ports.clock();
  const decided = decideDrill(ports.breakGlassRules, { requester: { email: person.email, usergroups }, at });
  if (decided.outcome === 'refused') return decided;
  const own = await ports.queries.underWay(person, secondsAfter(at, -longestLife));
  const another = drillUnderWay(own, id);
  if (another !== undefined) return { outcome: 'refused', refusal: another };
  const { rule, plan, decision } = decided;
  const request = await raiseAtOnce(ports, {
    ...{ id, requester, decision, scope: plan.scope, duration: plan.duration, reason: drillReason },
    breakGlass: { terms: rule.terms, pages: [rule.page], drill: { commandAt } },
    requestedAt: ports.clock(),
  });
  return { outcome: 'raised', request };
}
