import { isAskedOf, sourcesAsked } from '../domain/asked-of.ts';
import type { BreakGlassRequest } from '../domain/break-glass.ts';
import type { Home } from '../domain/home.ts';
import { secondsAfter } from '../domain/instant.ts';
import { mayReview } from '../domain/may-review.ts';
import { longestLife } from '../domain/open-windows.ts';
import type { Account, Identity } from '../domain/person.ts';
import type { InStatus } from '../domain/request.ts';
import { sourcesOf } from '../domain/roster.ts';
import { type IdentifyPorts, identifyAccount } from './identify-account.ts';
import { listed } from './list-requests.ts';
import type { Clock, Directory, RequestQueries } from './ports.ts';
import { readRosters } from './read-rosters.ts';

export interface ShowHomePorts extends IdentifyPorts {
  readonly queries: Pick<RequestQueries, 'byRequester' | 'underWay' | 'pending' | 'unreviewed'>;
  readonly directory: Directory;
  readonly clock: Clock;
}

/** What a person sees of theirs: what is open, what waits for them, and what was. Guests are refused. */
export async function showHome(ports: ShowHomePorts, account: Account): Promise<Home> {
  const identified = await identifyAccount(ports, account.userId);
  if (!identified.identified) return { outcome: 'refused', refusal: identified.refusal };
  const [own, latest, waiting, toReview] = await Promise.all([
    ports.queries.underWay(account, secondsAfter(ports.clock(), -longestLife)),
    ports.queries.byRequester(account, listed),
    waitingFor(ports, identified.identity),
    usesToReview(ports, identified.identity),
  ]);
  const shown = new Set(own.map(({ id }) => id));
  return {
    outcome: 'shown',
    at: ports.clock(),
    own: own.toReversed(),
    ...{ waiting, toReview },
    recent: latest.filter(({ id }) => !shown.has(id)),
  };
}

async function waitingFor(
  { queries, directory, clock }: ShowHomePorts,
  identity: Identity,
): Promise<readonly InStatus<'pending'>[]> {
  const pending = await queries.pending();
  const sources = new Set(pending.flatMap(sourcesAsked));
  const rosters = await directory.rostersOf([...sources]);
  const approver = { ...identity, sources: sourcesOf(identity.person.userId, rosters) };
  const now = clock();
  return pending.filter((request) => isAskedOf(request, approver, now));
}

async function usesToReview(
  { queries, directory }: ShowHomePorts,
  identity: Identity,
): Promise<readonly BreakGlassRequest[]> {
  const uses = await queries.unreviewed();
  const sources = new Set(uses.flatMap(({ breakGlass }) => breakGlass.terms.reviewers));
  const { rosters } = await readRosters(directory, [...sources]);
  const reviewer = { ...identity, sources: sourcesOf(identity.person.userId, rosters) };
  return uses.filter((use) => mayReview(use, reviewer).allowed);
}
