import { isNonEmpty } from '../domain/brand.ts';
import type { BreakGlass, BreakGlassRule } from '../domain/break-glass.ts';
import { decideBreakGlass, tooManyUses, usesCountFor } from '../domain/decide-break-glass.ts';
import type { RequestId } from '../domain/ids.ts';
import { secondsAfter } from '../domain/instant.ts';
import { longestLife } from '../domain/open-windows.ts';
import type { Identity, Person, UsergroupHandle } from '../domain/person.ts';
import type { Reason } from '../domain/reason.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Request } from '../domain/request.ts';
import type { Scope } from '../domain/scope.ts';
import type { Clock, Directory, RequestQueries } from './ports.ts';
import { type RaiseAtOncePorts, raiseAtOnce } from './raise-at-once.ts';

export interface BreakGlassPorts extends RaiseAtOncePorts {
  readonly queries: Pick<RequestQueries, 'underWay' | 'since' | 'unreviewed'>;
  readonly directory: Pick<Directory, 'usergroupsOf'>;
  readonly clock: Clock;
  readonly breakGlassRules: readonly BreakGlassRule[];
}

/** Nothing of Slack: it must work while Slack does not. */
export interface AskForBreakGlass {
  /** Derived from the delivery that asks, so that a repeated delivery finds the first one's record. */
  readonly id: RequestId;
  readonly requester: Identity;
  readonly scope: Scope;
  readonly reason: Reason;
  /** The AWS session that the call was signed with, where it came over the command line. */
  readonly session?: string;
}

export type BreakGlassAnswer =
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | { readonly outcome: 'raised'; readonly request: Request };

/**
 * Opens at once and without approval what a rule of break-glass lets the person open: records it, and starts the window
 * machine, which pages before anything is made. Refusals leave no trace. Asked twice with one id, it is opened once.
 */
export async function breakGlass(ports: BreakGlassPorts, ask: AskForBreakGlass): Promise<BreakGlassAnswer> {
  const { person } = ask.requester;
  const requester = { email: person.email, usergroups: await usergroupsFor(ports, person) };
  const at = ports.clock();
  const decided = decideBreakGlass(ports.breakGlassRules, ports.estate, { ...ask, requester, at });
  if (decided.outcome === 'refused') return decided;
  const { rule, decision } = decided;
  const own = await usesOf(ports, person);
  const tooMany = tooManyUses(rule, own, ask, at);
  if (tooMany !== undefined) return { outcome: 'refused', refusal: tooMany };
  const request = await raiseAtOnce(ports, {
    ...{ ...ask, decision, duration: rule.maxDuration, requestedAt: at },
    breakGlass: await whatFollows(ports, rule, person),
  });
  return { outcome: 'raised', request };
}

async function whatFollows(
  { queries }: BreakGlassPorts,
  { page, pageUnreviewed, terms }: BreakGlassRule,
  { teamId, userId }: Person,
): Promise<BreakGlass> {
  if (pageUnreviewed === undefined) return { terms, pages: [page] };
  const unreviewed = await queries.unreviewed();
  const earlier = unreviewed.some(
    ({ requester }) => requester.teamId === teamId && requester.userId === userId,
  );
  const pages = [...new Set(earlier ? [page, pageUnreviewed] : [page])];
  return { terms, pages: isNonEmpty(pages) ? pages : [page] };
}

async function usesOf({ queries, clock }: BreakGlassPorts, person: Person): Promise<readonly Request[]> {
  const now = clock();
  const [open, recent] = await Promise.all([
    queries.underWay(person, secondsAfter(now, -longestLife)),
    queries.since(person, secondsAfter(now, -usesCountFor)),
  ]);
  return [...new Map([...open, ...recent].map((one) => [one.id, one])).values()];
}

/**
 * The usergroups of the person that rules of break-glass mention. A Slack that is down keeps nobody out whom a rule names
 * by email; whoever is only in a usergroup cannot be known then.
 */
export async function usergroupsFor(
  {
    directory,
    breakGlassRules,
    reporter,
  }: Pick<BreakGlassPorts, 'directory' | 'breakGlassRules' | 'reporter'>,
  { userId }: Person,
): Promise<ReadonlySet<UsergroupHandle>> {
  const mentioned = [...new Set(breakGlassRules.flatMap(({ when }) => when.requesters?.usergroups ?? []))];
  if (mentioned.length === 0) return new Set();
  return directory.usergroupsOf(userId, mentioned).catch((error: unknown) => {
    reporter.failed('read the usergroups of whoever breaks the glass', error);
    return new Set<UsergroupHandle>();
  });
}
